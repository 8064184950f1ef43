import type { RecordingFormat } from '../format.ts';
import { isUftraceInfo } from './info.ts';
import { openUftrace, type UftraceRecording } from './open-uftrace.ts';

export type { ArgumentSpec } from './argument-spec.ts';
export { argumentText, jsonEscaped, type RecordOwner } from './argument-text.ts';
export { eventData, eventName, type KernelEventText } from './event-text.ts';
export { type StackEffect, stackEffect } from './fixups.ts';
export * from './info.ts';
export type { KernelReading } from './kernel-source.ts';
export * from './merge.ts';
export * from './open-uftrace.ts';
export * from './record.ts';
export type { Session, UftraceTask } from './sessions.ts';
export {
  baseName,
  type FunctionSymbol,
  isKernelAddress,
  kernelAddress,
  SymbolLookup,
} from './symbol-lookup.ts';
export { frameFlag, isAbove, type TaskReader } from './task-reader.ts';
export type { RangeEnd, TimeRange } from './time-range.ts';
export { formatsOf, type UftraceFormats } from './trace-formats.ts';
export { recordedCommand } from './trace-of-uftrace.ts';
export { type RunFile, runFiles } from './trace-runs.ts';
export { readUserRecord } from './user-records.ts';
export { type CallSink, walkCalls } from './walk-calls.ts';

/** What uftrace records: a folder. */
export const uftrace: RecordingFormat<UftraceRecording> = {
  id: 'uftrace',
  title: 'uftrace directory',
  recognisesFolder: async folder => {
    const info = await folder.open('info');
    return info !== undefined && isUftraceInfo(await info.read(0, 8));
  },
  open: input => {
    if (input.kind === 'folder') return openUftrace(input.folder);
    throw new TypeError('bug: a format of folders was given a file');
  },
};
