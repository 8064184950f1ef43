import type { RecordingFormat } from '../format.ts';
import { startsLikePerfData } from './head.ts';
import { readPerfData, readPerfFolder } from './read.ts';
import type { PerfRecording } from './recording.ts';

export type { MappedBinary, MemoryMap } from './address-space.ts';
export { has, isDummy, layOutSample, layOutTrailer, type PerfEvent, type SampleLayout } from './attribute.ts';
export type { FindBinary } from './binary-symbols.ts';
export { hexOf } from './build-ids.ts';
export { textAt } from './bytes-reader.ts';
export { isMark, modeOfMark, mostFrames } from './chain-marks.ts';
export type { BinaryFile } from './elf-file.ts';
export { KeptChains } from './kept-chains.ts';
export { PerfMachine, type PerfThread } from './machine.ts';
export { readPerfData, readPerfFolder } from './read.ts';
export { eventType, misc, recordType, sampleBit } from './record-types.ts';
export { PerfRecording } from './recording.ts';
export { SampleParts } from './sample-parts.ts';
export { StackUnwinder } from './stack-unwinder.ts';
export { addressIn, type FoundSymbol, Symbolizer, type SymbolSources } from './symbolizer.ts';

/** What perf records. */
export const perfData: RecordingFormat<PerfRecording> = {
  id: 'perf-data',
  title: 'perf.data',
  recognisesFile: startsLikePerfData,
  recognisesFolder: async folder => {
    if (!(await folder.list()).includes('data')) return false;
    const data = await folder.open('data');
    return data !== undefined && startsLikePerfData(await data.read(0, 8));
  },
  open: (input, tools) =>
    input.kind === 'folder'
      ? readPerfFolder(input.folder, tools)
      : readPerfData(input.source, tools, input.beside),
};
