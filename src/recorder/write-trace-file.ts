import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { layOutTraceDat } from '../formats/trace-dat/index.ts';
import type { KernelFacts } from './kernel-facts.ts';
import type { TraceFacts } from './trace-facts.ts';

export interface TraceFileParts {
  readonly facts: KernelFacts;
  readonly traceFacts: TraceFacts;
  /** `system:event` of all that can be in the pages; ftrace's own events are always described. */
  readonly eventNames: readonly string[];
  /** Texts of the formats of probes, one after the other. */
  readonly probeFormats: string;
  /** The system of the probes. */
  readonly probeSystem: string;
  /** Raw pages, one file a CPU. */
  readonly pagePaths: readonly string[];
  /** The instance the pages come from; '' for the top one. */
  readonly instance: string;
}

/** Writes the trace.dat of a recording: what describes the kernel, then the pages, streamed from their files. */
export async function writeTraceFile(path: string, parts: TraceFileParts): Promise<void> {
  const { facts, traceFacts } = parts;
  const sizes = await Promise.all(parts.pagePaths.map(async page => (await stat(page)).size));
  const cpus = sizes.map((size, cpu) => ({ cpu, size: size - (size % facts.pageSize) }));
  const layout = layOutTraceDat({
    headerPage: facts.headerPage,
    headerEvent: facts.headerEvent,
    ftraceFormats: formatsOf(facts, name => name.startsWith('ftrace:')),
    eventFormats: systemsOf(parts),
    kallsyms: await facts.kallsyms(),
    printkFormats: facts.printkFormats,
    savedCmdlines: Buffer.from(traceFacts.cmdlines),
    uname: facts.uname,
    writer: 'ringside',
    traceClock: traceFacts.clock,
    cpuCount: cpus.length,
    cpuStats: [...traceFacts.stats].sort(([a], [b]) => a - b).map(([cpu, text]) => `CPU: ${cpu}\n${text}`),
    buffers: [{ name: parts.instance, pageSize: facts.pageSize, cpus }],
  });
  const file = await open(path, 'w');
  try {
    for (const { offset, bytes } of layout.pieces) await file.write(bytes, 0, bytes.length, offset);
    for (const { cpu, offset, size } of layout.records)
      await copyPages(parts.pagePaths[cpu]!, size, file, offset);
    await file.truncate(layout.size);
  } finally {
    await file.close();
  }
}

async function copyPages(path: string, size: number, file: FileHandle, offset: number): Promise<void> {
  if (size === 0) return;
  let at = offset;
  for await (const part of createReadStream(path, { end: size - 1, highWaterMark: 1 << 20 })) {
    await file.write(part as Buffer, 0, (part as Buffer).length, at);
    at += (part as Buffer).length;
  }
}

function formatsOf(facts: KernelFacts, wanted: (name: string) => boolean): string[] {
  return [...facts.formats].filter(([name]) => wanted(name)).map(([, text]) => text);
}

function systemsOf(parts: TraceFileParts) {
  const names = new Set(parts.eventNames);
  const systems = [...new Set(parts.eventNames.map(name => name.split(':')[0]!))].map(system => ({
    system,
    texts: formatsOf(parts.facts, name => names.has(name) && name.startsWith(`${system}:`)),
  }));
  const probes = parts.probeFormats.split(/^(?=name: )/m).filter(text => text.startsWith('name: '));
  return probes.length > 0 ? [...systems, { system: parts.probeSystem, texts: probes }] : systems;
}
