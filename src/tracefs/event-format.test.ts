import { describe, expect, it } from 'vitest';
import {
  findField,
  locateField,
  readHigh,
  readLow,
  readNumber,
  readText,
  type Span,
} from '../store/index.ts';
import { parseEventFormat } from './event-format.ts';

const text = `name: demo
ID: 316
format:
\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

\tfield:char comm[16];\toffset:8;\tsize:16;\tsigned:0;
\tfield:__data_loc char[] name;\toffset:24;\tsize:4;\tsigned:0;
\tfield:__rel_loc u16[] parts;\toffset:28;\tsize:4;\tsigned:0;
\tfield:unsigned long args[2];\toffset:32;\tsize:16;\tsigned:0;
\tfield:const char * path;\toffset:48;\tsize:8;\tsigned:0;
\tfield:s64 delta;\toffset:56;\tsize:8;\tsigned:1;
\tfield:unsigned char[6] mac;\toffset:64;\tsize:6;\tsigned:0;
\tfield:short nice;\toffset:70;\tsize:2;\tsigned:1;
\tfield:char buf[];\toffset:72;\tsize:0;\tsigned:0;

print fmt: "%s %d", __get_str(name), REC->nice
`;
const format = parseEventFormat(text, 'demo', 8)!;

describe('an event format', () => {
  it('names event, id and print format', () => {
    expect(format).toMatchObject({ system: 'demo', name: 'demo', id: 316 });
    expect(format.printFormat).toBe('"%s %d", __get_str(name), REC->nice');
  });

  it.each([
    ['common_pid', { common: true, size: 4, signed: true, array: false, elementSize: 4 }],
    ['comm', { common: false, array: true, elementSize: 1, string: true, place: 'fixed', type: 'char[16]' }],
    ['name', { array: true, elementSize: 1, string: true, place: 'data_loc' }],
    ['parts', { array: true, elementSize: 2, string: false, place: 'rel_loc' }],
    ['args', { array: true, elementSize: 8, string: false }],
    ['path', { array: false, pointer: true, string: false, type: 'const char *' }],
    ['mac', { array: true, elementSize: 1, string: true }],
    ['buf', { array: true, size: 0, elementSize: 1, string: true }],
  ])('knows what %s is', (name, expected) => {
    expect(findField(format, name)).toMatchObject(expected);
  });

  it('is refused without a name or an ID', () => {
    expect(parseEventFormat('format:\n', 'demo', 8)).toBeUndefined();
  });
});

describe.each([true, false])('fields of a record, little endian: %s', little => {
  const view = new DataView(new ArrayBuffer(120));
  const start = 8;
  const length = 96;
  view.setInt32(start + 4, -7, little);
  for (const [index, letter] of [...'bash\0x'].entries())
    view.setUint8(start + 8 + index, letter.charCodeAt(0));
  view.setUint32(start + 24, (6 << 16) | 80, little);
  for (const [index, letter] of [...'sda1\0'].entries())
    view.setUint8(start + 80 + index, letter.charCodeAt(0));
  view.setUint32(start + 28, (4 << 16) | (88 - 32), little);
  view.setBigUint64(start + 40, 0xffff_8880_1234_5678n, little);
  view.setBigInt64(start + 56, -5n, little);
  view.setInt16(start + 70, -19, little);
  const field = (name: string) => findField(format, name)!;
  const number = (name: string) => readNumber(field(name), little)(view, start, length);
  const span = (name: string, text = false): Span => {
    const found = { start: 0, length: 0 };
    (text ? readText : locateField)(field(name), little)(view, start, length, found);
    return found;
  };

  it('reads numbers with their signs', () => {
    expect(number('common_pid')).toBe(-7);
    expect(number('delta')).toBe(-5);
    expect(number('nice')).toBe(-19);
    expect(readHigh(field('args'), little, 1)(view, start, length)).toBe(0xffff_8880);
    expect(readLow(field('args'), little, 1)(view, start, length)).toBe(0x1234_5678);
    expect(readHigh(field('nice'), little)(view, start, length)).toBe(0xffff_ffff);
    expect(readLow(field('nice'), little)(view, start, length)).toBe(0xffff_ffed);
  });

  it('finds text and arrays', () => {
    expect(span('comm', true)).toEqual({ start: start + 8, length: 4 });
    expect(span('name', true)).toEqual({ start: start + 80, length: 4 });
    expect(span('name')).toEqual({ start: start + 80, length: 6 });
    expect(span('parts')).toEqual({ start: start + 88, length: 4 });
    expect(span('buf')).toEqual({ start: start + 72, length: 24 });
  });

  it('never leaves the record', () => {
    expect(readHigh(field('delta'), little)(view, start, 60)).toBe(little ? 0 : 0xffff_ffff);
    expect(readHigh(field('args'), little, 1)(view, start, 40)).toBe(0);
    const found = { start: 0, length: 0 };
    locateField(field('name'), little)(view, start, 82, found);
    expect(found).toEqual({ start: start + 80, length: 2 });
    locateField(field('name'), little)(view, start, 60, found);
    expect(found).toEqual({ start: start + 60, length: 0 });
  });
});
