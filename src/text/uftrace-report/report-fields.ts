import { UsageError } from '../../base/index.ts';
import { isAbove } from '../../formats/uftrace/index.ts';
import { timeUnit } from '../replay/time-unit.ts';
import { averageOf, type CallStatistic } from './statistics.ts';

/** A column of a report. */
export interface ReportField {
  readonly name: string;
  readonly header: string;
  readonly isTime: boolean;
  readonly value: (row: CallStatistic) => number;
}

const time = (name: string, header: string, value: (row: CallStatistic) => number): ReportField => ({
  name,
  header,
  isTime: true,
  value,
});
const count = (name: string, header: string, value: (row: CallStatistic) => number): ReportField => ({
  name,
  header,
  isTime: false,
  value,
});

/** Every column, in the order in which uftrace prints them. */
export const reportFields: readonly ReportField[] = [
  time('total', 'Total time', ({ total }) => total.sum),
  time('total-avg', 'Total avg', ({ total, calls }) => averageOf(total, calls)),
  time('total-min', 'Total min', ({ total }) => total.min),
  time('total-max', 'Total max', ({ total }) => total.max),
  time('self', 'Self time', ({ self }) => self.sum),
  time('self-avg', 'Self avg', ({ self, calls }) => averageOf(self, calls)),
  time('self-min', 'Self min', ({ self }) => self.min),
  time('self-max', 'Self max', ({ self }) => self.max),
  count('call', 'Calls', ({ calls }) => calls),
  count('size', 'Size', ({ size }) => size),
];

/** Which times `avg`, `min` and `max` mean. */
export type AverageOf = 'total' | 'self' | undefined;

/** The columns that `-f` asks for; those of uftrace where it does not. Throws where a name is none. */
export function chooseFields(asked: string | undefined, average: AverageOf): readonly ReportField[] {
  if (asked === 'none') return [];
  const usual =
    average === undefined ? ['total', 'self', 'call'] : ['avg', 'min', 'max'].map(one => `${average}-${one}`);
  const words = asked === undefined ? [] : asked.replace(/^\+/, '').split(',');
  const wanted = new Set([...(asked === undefined || asked.startsWith('+') ? usual : []), ...words]);
  const unknown = words.find(word => word !== 'all' && !reportFields.some(({ name }) => name === word));
  if (unknown !== undefined) {
    throw new UsageError(
      `no column is called ${JSON.stringify(unknown)}`,
      `columns: ${reportFields.map(({ name }) => name).join(', ')}`,
    );
  }
  return reportFields.filter(({ name }) => wanted.has('all') || wanted.has(name));
}

/** Sorts rows as `-s` asks, the most first; by name where nothing else tells them apart. Throws where a key is none. */
export function sortRows(
  rows: readonly CallStatistic[],
  asked: string | undefined,
  average: AverageOf,
): readonly CallStatistic[] {
  const usual = average === undefined ? 'total' : 'avg';
  const keys = (asked ?? usual).split(',').map(key => {
    const plain = key.replaceAll('_', '-');
    const name = average !== undefined && /^(avg|min|max)$/.test(plain) ? `${average}-${plain}` : plain;
    const field = reportFields.find(one => one.name === name);
    if (field === undefined && name !== 'func') {
      throw new UsageError(
        `cannot sort by ${JSON.stringify(key)}`,
        `keys: ${reportFields.map(one => one.name).join(', ')}, func`,
      );
    }
    return field;
  });
  return rows
    .map((row, index) => ({ row, index }))
    .sort((a, b) => {
      for (const field of keys) {
        const order =
          field === undefined
            ? a.row.name < b.row.name
              ? -1
              : Number(a.row.name > b.row.name)
            : compareDown(field.value(a.row), field.value(b.row));
        if (order !== 0) return order;
      }
      return a.index - b.index;
    })
    .map(({ row }) => row);
}

function compareDown(a: number, b: number): number {
  if (a === b) return 0;
  return isAbove(a, b) ? -1 : 1;
}

const width = 10;
const nameWidth = 20;

/** What stands above the rows. */
export function fieldHead(
  fields: readonly { readonly header: string; readonly width?: number }[],
  name: string,
): string {
  if (fields.length === 0) return '';
  const heads = fields.map(field => `  ${field.header.padStart(field.width ?? width)}`).join('');
  const lines = fields.map(field => `  ${'='.repeat(field.width ?? width)}`).join('');
  return `${heads}  ${name}\n${lines}  ${'='.repeat(nameWidth)}\n`;
}

/** One row, without its newline. */
export function fieldRow(fields: readonly ReportField[], row: CallStatistic): string {
  const cells = fields.map(({ isTime, value }) => {
    const number = value(row);
    return `  ${isTime ? timeUnit(number) : String(number).padStart(width)}`;
  });
  return `${cells.join('')}  ${row.name}`;
}
