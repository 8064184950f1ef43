export type { PointedCell } from './cells.ts';
export { DataTable, type DataTableWishes } from './data-table.tsx';
export { askedSource, localSource, type TableSource } from './source.ts';
