import {
  actions,
  bytesOffset,
  categories,
  cgroupBytes,
  cgroupFlag,
  notes,
  type RecordLayout,
  sectorOffset,
  version7,
  version8,
} from './layout.ts';

const twoTo32 = 2 ** 32;

/** The layout of a record that was found to be one. */
export function layoutAt(view: DataView, at: number, littleEndian: boolean): RecordLayout {
  return view.getUint8(littleEndian ? at : at + 3) === 8 ? version8 : version7;
}

/** What happened, with the cgroup's flag: the low half of `action`'s low word. */
export function actionAt(view: DataView, at: number, littleEndian: boolean, layout: RecordLayout): number {
  const place =
    layout.actionBytes === 8 && !littleEndian ? at + layout.actionOffset + 4 : at + layout.actionOffset;
  return view.getUint16(littleEndian ? place : place + 2, littleEndian);
}

/** The categories of `action`: 16 bits in version 7, up to 32 in version 8. */
export function categoryAt(view: DataView, at: number, littleEndian: boolean, layout: RecordLayout): number {
  const place = at + layout.actionOffset;
  if (layout.actionBytes === 4) return view.getUint16(littleEndian ? place + 2 : place, littleEndian);
  const low = view.getUint32(littleEndian ? place : place + 4, littleEndian);
  const high = view.getUint32(littleEndian ? place + 4 : place, littleEndian);
  return (low >>> 16) | (high << 16);
}

/** Bits 0 to 31 of the sector. */
export function sectorLow(view: DataView, at: number, littleEndian: boolean): number {
  return view.getUint32(at + (littleEndian ? sectorOffset : sectorOffset + 4), littleEndian);
}

/** Bits 32 to 63 of the sector. */
export function sectorHigh(view: DataView, at: number, littleEndian: boolean): number {
  return view.getUint32(at + (littleEndian ? sectorOffset + 4 : sectorOffset), littleEndian);
}

/** Bytes of the request. */
export function bytesAt(view: DataView, at: number, littleEndian: boolean): number {
  return view.getUint32(at + bytesOffset, littleEndian);
}

/** How far a record's payload is from its start: behind the cgroup's id where it has one. */
export function payloadOffset(action: number, layout: RecordLayout): number {
  return (action & cgroupFlag) === 0 ? layout.bytes : layout.bytes + cgroupBytes;
}

/** Whether the record is a note of the tracer and no event of a device, and which. */
export function noteOf(action: number, category: number): number | undefined {
  return (category & categories.notify) === 0 ? undefined : action & ~cgroupFlag;
}

/** Index of the event of a record; -1 where this action is not known. */
export function eventOf(action: number, category: number): number {
  if ((category & categories.notify) !== 0)
    return (action & ~cgroupFlag) === notes.message ? messageEvent : -1;
  const code = action & ~cgroupFlag;
  return code >= actions.queue && code <= actions.zoneUnplug ? code - 1 : -1;
}

/** Index of the event `message`; those of the actions are their numbers less one. */
export const messageEvent = actions.zoneUnplug;

/** A big-endian u64 of a payload, as one number; 0 where the payload is too short. */
export function payloadNumber(view: DataView, at: number, end: number): number {
  return at + 8 > end ? 0 : view.getUint32(at) * twoTo32 + view.getUint32(at + 4);
}

/** What a remap's payload says: from where on which device to which device. Zeros where it is too short. */
export interface Remap {
  readonly deviceFrom: number;
  readonly deviceTo: number;
  readonly sectorHigh: number;
  readonly sectorLow: number;
}

export function remapAt(view: DataView, at: number, end: number): Remap {
  const word = (offset: number): number => (at + offset + 4 > end ? 0 : view.getUint32(at + offset));
  return { deviceFrom: word(0), deviceTo: word(4), sectorHigh: word(8), sectorLow: word(12) };
}
