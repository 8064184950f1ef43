import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the recorder knows of a kernel from the files its target read. */
export interface KernelFacts {
  /** The text of every event's format, by `system:event`. */
  readonly formats: ReadonlyMap<string, string>;
  readonly tracers: readonly string[];
  readonly headerPage: string;
  readonly headerEvent: string;
  readonly printkFormats: Buffer;
  readonly uname: string;
  readonly pageSize: number;
  kallsyms(): Promise<Buffer>;
  /** Names that the function tracers take. */
  functions(): Promise<ReadonlySet<string>>;
}

export async function readFacts(folder: string): Promise<KernelFacts> {
  const text = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
  const [formats, names, tracers, headerPage, headerEvent, uname, pageSize] = await Promise.all(
    ['formats', 'format-names', 'available_tracers', 'header_page', 'header_event', 'uname', 'page-size'].map(
      text,
    ),
  );
  return {
    formats: pairFormats(names!, formats!),
    tracers: tracers!.trim().split(/\s+/),
    headerPage: headerPage!,
    headerEvent: headerEvent!,
    printkFormats: await readFile(join(folder, 'printk_formats')),
    uname: uname!.trim(),
    pageSize: Number(pageSize) || 4096,
    kallsyms: () => readFile(join(folder, 'kallsyms')),
    async functions() {
      const lines = (await text('available_filter_functions')).split('\n');
      return new Set(lines.map(line => line.split(' ')[0]!).filter(Boolean));
    },
  };
}

/** `names` lists `system/event/format` in the order in which `formats` has their texts, each beginning with `name:`. */
export function pairFormats(names: string, formats: string): ReadonlyMap<string, string> {
  const paths = names.trim().split('\n');
  const texts = formats.split(/^(?=name: )/m).filter(text => text.startsWith('name: '));
  const pairs = new Map<string, string>();
  paths.forEach((path, index) => {
    const [system, event] = path.split('/');
    const text = texts[index];
    if (text?.startsWith(`name: ${event}\n`)) pairs.set(`${system}:${event}`, text);
  });
  return pairs;
}
