export { callsFirst, eventsFirst } from './choose-within.ts';
export * from './open-recording.ts';
export * from './packing.ts';
export { sourceFromPieces } from './pieces-source.ts';
export * from './recorded-calls.ts';
export * from './recording-facts.ts';
export { type Unwrapped, unwrap } from './unwrap.ts';
export { wallStartOf } from './wall-clock.ts';
export { checkZstdFrame } from './zstd-frame.ts';
