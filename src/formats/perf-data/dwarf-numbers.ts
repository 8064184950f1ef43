/** Where the next number is read, and whether all so far lay before `end`. */
export interface Place {
  at: number;
  readonly end: number;
  ok: boolean;
}

/** A LEB128 number; rounded beyond 2^53. */
export function leb128At(view: DataView, place: Place, signed: boolean): number {
  let value = 0;
  let scale = 1;
  for (;;) {
    if (place.at >= place.end || scale > 2 ** 70) {
      place.ok = false;
      return 0;
    }
    const byte = view.getUint8(place.at++);
    value += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte >= 0x80) continue;
    return signed && (byte & 0x40) !== 0 ? value - scale : value;
  }
}

const omitted = 0xff;
const encoding = {
  native: 0,
  leb128: 1,
  udata2: 2,
  udata4: 3,
  udata8: 4,
  sleb128: 9,
  sdata2: 10,
  sdata4: 11,
  sdata8: 12,
} as const;
const relativeToPlace = 0x10;

/** A pointer as `.eh_frame` encodes them (DW_EH_PE_*), for a section that is loaded at `address`. 0 is no pointer. */
export function pointerAt(
  view: DataView,
  place: Place,
  how: number,
  address: number,
  littleEndian: boolean,
): number {
  if (how === omitted) return 0;
  const from = place.at;
  const value = numberAt(view, place, how & 15, littleEndian);
  if (value === 0) return 0;
  switch (how & 0x70) {
    case 0:
      return value;
    case relativeToPlace:
      return value + address + from;
    default:
      place.ok = false;
      return 0;
  }
}

function numberAt(view: DataView, place: Place, format: number, littleEndian: boolean): number {
  const { at } = place;
  if (format === encoding.leb128 || format === encoding.sleb128) {
    return leb128At(view, place, format === encoding.sleb128);
  }
  const bytes = (format & 7) === 0 ? 8 : 1 << ((format & 7) - 1);
  place.at += bytes;
  if (place.at > place.end || format > encoding.sdata8 || bytes < 2) {
    place.ok = false;
    return 0;
  }
  switch (format) {
    case encoding.udata2:
      return view.getUint16(at, littleEndian);
    case encoding.sdata2:
      return view.getInt16(at, littleEndian);
    case encoding.udata4:
      return view.getUint32(at, littleEndian);
    case encoding.sdata4:
      return view.getInt32(at, littleEndian);
    default: {
      const [low, high] = littleEndian ? [at, at + 4] : [at + 4, at];
      return view.getInt32(high, littleEndian) * 2 ** 32 + view.getUint32(low, littleEndian);
    }
  }
}
