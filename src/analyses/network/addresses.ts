import type { FieldValue } from '../../store/index.ts';
import type { EventFields } from '../walk/index.ts';

/** include/linux/socket.h: AF_INET6. */
const inet6 = 10;

/** Reads `address:port` of an event's side: `s` is the own one, `d` the other's. Empty where the event has no address. */
export function endpointReader(fields: EventFields, side: 's' | 'd'): (row: number) => string {
  const [family, familyText, port] = [
    fields.number('family'),
    fields.text('family'),
    fields.number(`${side}port`),
  ];
  const [v4, v6] = [fields.value(`${side}addr`), fields.value(`${side}addr_v6`)];
  const v6Text = fields.value(`${side}addrv6`);
  return row => {
    const isV6 = family(row) === inet6 || (family(row) === 0 && familyText(row) === 'AF_INET6');
    if (!isV6) return `${addressText(v4(row))}:${port(row)}`;
    return `[${addressText(v6(row) ?? v6Text(row))}]:${port(row)}`;
  };
}

function addressText(value: FieldValue | undefined): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return '';
  const bytes = value.map(byte => Number(byte) & 0xff);
  return bytes.length === 16 ? ipv6Text(bytes) : bytes.slice(0, 4).join('.');
}

/** As RFC 5952 writes it: the first longest run of two or more zero groups is `::`; IPv4 inside keeps its dots. */
export function ipv6Text(bytes: readonly number[]): string {
  const isMapped = bytes.slice(0, 12).every((byte, index) => byte === (index < 10 ? 0 : 0xff));
  if (isMapped) return `::ffff:${bytes.slice(12).join('.')}`;
  const groups = Array.from({ length: 8 }, (_, index) => bytes[2 * index]! * 256 + bytes[2 * index + 1]!);
  let [from, length] = [-1, 1];
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (end < 8 && groups[end] === 0) end++;
    if (end - start > length) [from, length] = [start, end - start];
  }
  const hex = (part: readonly number[]): string => part.map(group => group.toString(16)).join(':');
  return from < 0 ? hex(groups) : `${hex(groups.slice(0, from))}::${hex(groups.slice(from + length))}`;
}
