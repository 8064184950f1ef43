import { FormatError } from '../base/index.ts';

/** How one ring-buffer page (sub-buffer) of a recording is laid out; the same for all its pages. */
export interface PageLayout {
  readonly littleEndian: boolean;
  /** Bytes of the kernel's `long`: the width of the commit word and of a stored count of lost events. */
  readonly longBytes: 4 | 8;
  /** Where the events start in a page: 16 on 64-bit kernels, 12 on 32-bit ones. */
  readonly dataOffset: number;
  /** Heads of events as before Linux 2.6.31: two bits of type, three of length. */
  readonly old?: boolean;
}

/** The layout of kernels of this width and byte order, for recordings without a `header_page` text. */
export function defaultPageLayout(longBytes: 4 | 8, littleEndian: boolean): PageLayout {
  return { littleEndian, longBytes, dataOffset: 8 + longBytes };
}

const commitLine = /^\s*field:\s*\S.*\bcommit;\s*offset:(\d+);\s*size:(\d+);/m;
const dataLine = /^\s*field:\s*\S.*\bdata;\s*offset:(\d+);\s*size:(\d+);/m;

/**
 * The layout that the text of `events/header_page` describes.
 * An empty text is that of kernels before 2.6.31, which had other heads of events and no such file (libtraceevent,
 * old_format); a text that contradicts itself throws.
 */
export function parsePageLayout(headerPage: string, littleEndian: boolean, longBytes: 4 | 8): PageLayout {
  if (headerPage.trim() === '') return { ...defaultPageLayout(longBytes, littleEndian), old: true };
  const commit = commitLine.exec(headerPage);
  const data = dataLine.exec(headerPage);
  const commitBytes = Number(commit?.[2] ?? 0);
  const dataOffset = Number(data?.[1] ?? 0);
  if (
    commit === null ||
    data === null ||
    Number(commit[1]) !== 8 ||
    (commitBytes !== 4 && commitBytes !== 8)
  ) {
    throw new FormatError(
      'header_page',
      undefined,
      'a commit field of 4 or 8 bytes at 8 and a data field',
      JSON.stringify(headerPage.slice(0, 80)),
    );
  }
  if (dataOffset < 8 + commitBytes || dataOffset > 4096) {
    throw new FormatError('header_page', undefined, 'data after the commit field', `data at ${dataOffset}`);
  }
  return { littleEndian, longBytes: commitBytes, dataOffset };
}
