import type { OpenFrom } from '../worker/messages.ts';

// An exported page holds its worker and a recording in elements that are no scripts; `ringside export` writes them.

/** What an exported page says of the recording in it. */
interface EmbeddedHead {
  readonly name: string;
  /** Paths of its files, in the order of their elements. */
  readonly paths: readonly string[];
}

/** The worker's program, where it stands in the page. */
export function embeddedScript(): Uint8Array<ArrayBuffer> | undefined {
  const element = document.getElementById('ringside-worker');
  return element === null ? undefined : bytesIn(element);
}

/** The recording that stands in the page; undefined where there is none. */
export async function embeddedRecording(): Promise<
  { readonly name: string; readonly from: OpenFrom } | undefined
> {
  const element = document.getElementById('ringside-recording');
  if (element === null) return undefined;
  const { name, paths } = JSON.parse(new TextDecoder().decode(bytesIn(element))) as EmbeddedHead;
  const contents = [...document.querySelectorAll('script[type="application/gzip"]')];
  const files = paths.map(async (path, index) => ({
    path,
    file: await unpackedFile(path, contents[index]!),
  }));
  return { name, from: { kind: 'files', files: await Promise.all(files) } };
}

async function unpackedFile(path: string, element: Element): Promise<File> {
  const packed = new Blob([bytesIn(element)]).stream().pipeThrough(new DecompressionStream('gzip'));
  // The text is as large as the recording, and not needed any more.
  element.remove();
  return new File([await new Response(packed).blob()], path);
}

/** Characters of base64 that are decoded at once: a multiple of four. */
const atOnce = 1 << 20;

function bytesIn(element: Element): Uint8Array<ArrayBuffer> {
  const text = element.textContent ?? '';
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let start = 0, done = 0; start < text.length; start += atOnce) {
    const piece = atob(text.slice(start, start + atOnce));
    for (let i = 0; i < piece.length; i++) bytes[done++] = piece.charCodeAt(i);
  }
  return bytes;
}
