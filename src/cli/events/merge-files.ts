import { basename } from 'node:path';
import { encodeUtf8, UsageError } from '../../base/index.ts';
import { type Recording, TraceDatRecording } from '../../formats/index.ts';
import type { ReportWishes } from '../../text/index.ts';
import { say } from '../../words/index.ts';
import type { OpenedRecording } from '../open/open-recording.ts';

/** What the lines of several trace.dat files that are merged need: names before them, and guests' functions. */
export function mergedReportWishes(opened: readonly OpenedRecording[]): ReportWishes[] {
  const recordings = opened.map(({ recording, path }) => traceDatOf(recording, path));
  const names = opened.map(({ path }) => basename(path));
  const lengths = names.map(name => encodeUtf8(name).length);
  const instances = recordings.map(({ metadata }) => metadata.buffers.map(({ name }) => name.length));
  const guestSymbols = findGuests(recordings);
  return names.map((name, index) => ({
    file: {
      name,
      width: Math.max(...lengths, ...instances.flat()),
      headWidth: Math.max(...lengths, ...instances.slice(0, index).flat()),
    },
    guestSymbols,
  }));
}

function traceDatOf(recording: Recording, path: string): TraceDatRecording {
  if (recording instanceof TraceDatRecording) return recording;
  throw new UsageError(
    say('events.no-merge', { file: path, format: recording.format }),
    say('events.no-merge.remedy'),
  );
}

/** The first file is the host's: it names the threads that run its guests' CPUs, and the guests' files by their ids. */
function findGuests([host, ...guests]: readonly TraceDatRecording[]): NonNullable<
  ReportWishes['guestSymbols']
> {
  const symbolsOfPid = new Map<number, TraceDatRecording['meta']['symbols']>();
  for (const guest of guests) {
    const { traceId } = guest.metadata;
    const named = host?.metadata.guests.find(one => one.traceId === traceId);
    for (const pid of named?.cpuPids ?? []) symbolsOfPid.set(pid, guest.meta.symbols);
  }
  return pid => symbolsOfPid.get(pid);
}
