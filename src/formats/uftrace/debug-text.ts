import { EnumValues } from './enum-values.ts';

/** A `NAME.dbg`: what the debug information of a program said of its functions' arguments. */
export interface DebugText {
  /** Specifications by the function's address within the file. */
  readonly arguments: ReadonlyMap<number, string>;
  readonly returns: ReadonlyMap<number, string>;
  readonly enums: EnumValues;
}

/** Reads lines of F(unction), A(rguments), R(eturned value), E(num) and L(ine); stops at the first that is none. */
export function parseDebugText(text: string): DebugText {
  const specs = new Map<number, string>();
  const returns = new Map<number, string>();
  const enums = new EnumValues();
  let address = -1;
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    if (line.slice(1, 3) !== ': ') break;
    const value = line.slice(3);
    if (line.startsWith('F')) address = Number.parseInt(value, 16);
    else if (line.startsWith('A') && address >= 0) specs.set(address, value);
    else if (line.startsWith('R') && address >= 0) returns.set(address, value);
    else if (line.startsWith('E')) enums.add(value);
  }
  return { arguments: specs, returns, enums };
}
