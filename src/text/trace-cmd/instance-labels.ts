import { encodeUtf8 } from '../../base/index.ts';
import { encode } from '../output-bytes.ts';
import type { MergedFileName } from './report-wishes.ts';

/** `name: ` filled up to the longest; the top instance is blank, or has the name of its file. */
export function instanceLabels(
  buffers: readonly string[],
  file: Pick<MergedFileName, 'name' | 'width'> | undefined,
): readonly Uint8Array[] | undefined {
  if (file === undefined && buffers.every(name => name === '')) return undefined;
  const width = file?.width ?? Math.max(...buffers.map(name => name.length));
  return buffers.map(name => {
    const shown = name === '' ? encodeUtf8(file?.name ?? '') : encode(name);
    const label = new Uint8Array(Math.max(width, shown.length) + 2).fill(32);
    label.set(shown, label.length - 2 - shown.length);
    if (shown.length > 0) label[label.length - 2] = 58;
    return label;
  });
}
