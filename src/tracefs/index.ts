export * from './event-columns.ts';
export * from './event-format.ts';
export * from './field-reader.ts';
export * from './page-cursor.ts';
export * from './page-layout.ts';
export * from './walk-page.ts';
