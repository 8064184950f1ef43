/** How a field's bytes are found in a record. */
export type FieldPlace =
  /** At its offset. */
  | 'fixed'
  /** At the offset in the low half of the u32 that stands there, its length in the high half. */
  | 'data_loc'
  /** As `data_loc`, but counted from the end of that u32. */
  | 'rel_loc';

/** One field of a record, as `events/SYSTEM/NAME/format` describes it. */
export interface EventField {
  readonly name: string;
  /** The C type without the name: `unsigned long`, `char[16]`, `__data_loc char[]`. */
  readonly type: string;
  /** Byte offset in the record. */
  readonly offset: number;
  /** Bytes it takes in the record; 0 for an array that reaches to the record's end. */
  readonly size: number;
  readonly signed: boolean;
  readonly place: FieldPlace;
  readonly array: boolean;
  /** The number in its brackets; 0 where there is none. */
  readonly arrayLength: number;
  /** Bytes of one element; `size` where it is no array. */
  readonly elementSize: number;
  readonly pointer: boolean;
  /** Its elements are characters. */
  readonly string: boolean;
  /** One of the fields that every event has (`common_…`). */
  readonly common: boolean;
}

/** One event's format: what its records hold and how the kernel would print them. */
export interface EventFormat {
  readonly system: string;
  readonly name: string;
  /** `common_type` of its records. */
  readonly id: number;
  readonly fields: readonly EventField[];
  /** The text after `print fmt:`, unparsed. */
  readonly printFormat: string;
}

/** The field of this name. */
export function findField(format: EventFormat, name: string): EventField | undefined {
  return format.fields.find(field => field.name === name);
}
