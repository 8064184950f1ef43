export { askEventLines, eventLines } from './event-lines.ts';
export { askSelection } from './explain-selection.ts';
export type * from './explanation.ts';
export { askOperationOf } from './operation-of.ts';
export { askTablePieces } from './table-pieces.ts';
