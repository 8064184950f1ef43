export {
  type EventField,
  type EventFormat,
  type FieldPlace,
  findField,
  locateField,
  type NumberReader,
  readHigh,
  readLow,
  readNumber,
  readText,
  readWord,
  type Span,
  type SpanReader,
} from '../store/index.ts';
export * from './event-columns.ts';
export * from './event-format.ts';
export * from './page-cursor.ts';
export * from './page-layout.ts';
export * from './page-run.ts';
export * from './walk-page.ts';
