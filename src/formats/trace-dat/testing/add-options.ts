import { encodeLatin1 } from '../../../base/index.ts';
import { option } from '../options.ts';
import { type TestOption, testData } from './test-file.ts';

/** A section that an option leads to. */
export interface AddedSection {
  readonly id: number;
  readonly body: Uint8Array;
}

/** A real little-endian file of version 7 with more options, before those it has, and with sections for some of them. */
export function addOptions(
  file: Uint8Array,
  options: readonly TestOption[],
  sections: readonly AddedSection[] = [],
): Uint8Array {
  const place = placeOfFirstOptions(file);
  const first = new DataView(file.buffer, file.byteOffset).getBigUint64(place, true);
  const pieces: Uint8Array[] = [file.slice()];
  let end = file.length;
  const append = (id: number, body: Uint8Array): number => {
    const start = end;
    const section = testData(true, out => {
      out.u16(id);
      out.u16(0);
      out.u32(0);
      out.u64(body.length);
      out.bytes(body);
    });
    pieces.push(section);
    end += section.length;
    return start;
  };
  const leading = sections.map(({ id, body }): TestOption => {
    const start = append(id, body);
    return { id, data: testData(true, out => out.u64(start)) };
  });
  const done = { id: option.done, data: testData(true, out => out.u64(first)) };
  const added = append(
    option.done,
    testData(true, out => {
      for (const { id, data } of [...leading, ...options, done]) {
        out.u16(id);
        out.u32(data.length);
        out.bytes(data);
      }
    }),
  );
  new DataView(pieces[0]!.buffer).setBigUint64(place, BigInt(added), true);
  const whole = new Uint8Array(end);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Behind the head: magic, version, byte order, size of longs, page size, the compressor's name and version. */
function placeOfFirstOptions(file: Uint8Array): number {
  const head = encodeLatin1('\x17\x08Dtracing7\0');
  if (!head.every((byte, index) => file[index] === byte)) throw new TypeError('no trace.dat of version 7');
  const name = file.indexOf(0, head.length + 6);
  return file.indexOf(0, name + 1) + 1;
}
