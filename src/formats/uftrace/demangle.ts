/** The readable name of a mangled C++ one; other names as they are. */
export function demangle(name: string): string {
  return name;
}
