import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CallTree, recordedCalls as callsWithRows, hasCalls } from '../../analyses/calls/index.ts';
import { analyses } from '../../analyses/index.ts';
import { UftraceRecording } from '../../formats/uftrace/index.ts';
import { callsFirst, eventsFirst, recordedCalls } from '../../opening/index.ts';
import { type Database, openDatabase } from '../../query/index.ts';
import type { Trace } from '../../store/index.ts';
import type { RecordingPart } from '../lab.ts';
import type { LabTools } from '../lab-tools.ts';

/** The calls of a recording, and the event of its trace that began each; undefined where the calls are not from events. */
export interface LabCalls {
  readonly part: string;
  readonly tree: CallTree;
  readonly trace: Trace;
  readonly beginRow: Uint32Array | undefined;
}

export interface LabEvents {
  readonly part: string;
  readonly trace: Trace;
  readonly database: Database;
}

/** A recording of a lab, opened as far as checks ask for it. */
export interface OpenedLabRecording {
  readonly folder: string;
  /** Undefined where it has no calls. */
  calls(part: RecordingPart | undefined): Promise<LabCalls | undefined>;
  events(part: RecordingPart | undefined): Promise<LabEvents>;
  /** A file of the recording as text; undefined where it is not there. */
  text(name: string): Promise<string | undefined>;
  close(): Promise<void>;
}

/** Opens the recording that lies in `folder`; each part is read once. */
export function openLabRecording(folder: string, tools: LabTools): OpenedLabRecording {
  const closers: (() => void | Promise<void>)[] = [];
  const kept = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, make: () => Promise<T>): Promise<T> => {
    const made = kept.get(key) ?? make();
    kept.set(key, made);
    return made as Promise<T>;
  };
  const open = async (wanted: readonly string[]) => {
    const opened = await tools.open(folder, wanted);
    closers.push(() => opened.close());
    return { part: opened.part, recording: opened.recording, trace: await opened.recording.load() };
  };
  return {
    folder,
    calls: part =>
      once(`calls ${part}`, async () => {
        const { part: found, recording, trace } = await open(part ? [part] : callsFirst);
        // The events of a uftrace directory are the kernel's calls alone; its tree has the program's, too.
        if (!(recording instanceof UftraceRecording) && hasCalls(trace)) {
          return { part: found, trace, ...callsWithRows(trace) };
        }
        const tree = recordedCalls(recording, trace);
        return tree && { part: found, trace, tree, beginRow: undefined };
      }),
    events: part =>
      once(`events ${part}`, async () => {
        const { part: found, trace } = await open(part ? [part] : eventsFirst);
        const database = await openDatabase(trace, analyses);
        closers.push(() => database.close());
        return { part: found, trace, database };
      }),
    text: name => readFile(join(folder, name), 'utf8').catch(() => undefined),
    async close() {
      for (const close of closers.reverse()) await close();
    },
  };
}
