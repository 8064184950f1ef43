export * from './database.ts';
export { type Macro, macros } from './macros.ts';
