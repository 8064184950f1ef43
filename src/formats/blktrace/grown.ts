/** A column moved into a longer one. */
export function grown<C extends { set(from: C): void }>(column: C, longer: C): C {
  longer.set(column);
  return longer;
}
