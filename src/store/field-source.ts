/** A field's value as JSON can say it. Addresses and numbers beyond 2^53 are hex strings. */
export type FieldValue = number | string | readonly (number | string)[];

/**
 * How fields are read from a trace's records. Every method answers a reader for rows of that event, made once and asked
 * often, or undefined where the event has no such field.
 */
export interface FieldSource {
  /** Numbers beyond 2^53 are rounded: `low` and `high` give their halves. A field that is no number reads as 0. */
  number(event: number, name: string): ((row: number) => number) | undefined;
  /** Bits 0 to 31, unsigned. */
  low(event: number, name: string): ((row: number) => number) | undefined;
  /** Bits 32 to 63, unsigned; those of a smaller field are its sign. */
  high(event: number, name: string): ((row: number) => number) | undefined;
  /** Up to its NUL. Bytes that are no UTF-8 become U+FFFD. */
  text(event: number, name: string): ((row: number) => string) | undefined;
  /** Whatever it is. */
  value(event: number, name: string): ((row: number) => FieldValue) | undefined;
}
