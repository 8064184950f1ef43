/** Thrown where a name does not follow the rules of mangling; `demangle` answers undefined for it. */
export class NotMangled extends Error {}

/** Ends the reading of a name that does not follow the rules. */
export function fail(): never {
  throw new NotMangled();
}
