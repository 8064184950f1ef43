import { growing, type Problem, type Trace } from '../../store/index.ts';
import { functionCodes, Names } from '../names/index.ts';
import { EventWalk } from '../walk/index.ts';
import { symbolsOf } from './symbols.ts';

/** Every kfree_skb: what was freed because it was dropped, why, and by which function. */
export class Drops {
  readonly row = growing.u32();
  readonly reason = growing.u32();
  readonly place = growing.u32();
  readonly protocol = growing.u32();
  readonly reasons = new Names();
  readonly places = new Names();
  readonly protocols = new Names();

  get count(): number {
    return this.row.length;
  }
}

/** include/uapi/linux/if_ether.h. */
const protocolNames: Readonly<Record<number, string>> = {
  0: '',
  2048: 'IPv4',
  2054: 'ARP',
  34525: 'IPv6',
  33024: 'VLAN',
  35020: 'LLDP',
};

export function protocolName(protocol: number): string {
  return protocolNames[protocol] ?? `0x${protocol.toString(16).padStart(4, '0')}`;
}

export function followDrops(trace: Trace): { readonly drops: Drops; readonly problems: readonly Problem[] } {
  const drops = new Drops();
  const walk = new EventWalk(trace);
  walk.on('skb:kfree_skb', fields => {
    const place = functionCodes(trace, fields, 'location', drops.places);
    const protocol = fields.number('protocol');
    const symbols = symbolsOf(fields.format, 'reason');
    const [reason, reasonText] = [fields.number('reason'), fields.text('reason')];
    const hasReason = fields.has('reason');
    return row => {
      const number = reason(row);
      drops.row.push(row);
      drops.place.push(place(row));
      drops.protocol.push(drops.protocols.code(protocolName(protocol(row))));
      const named = hasReason ? (symbols.get(number) ?? (reasonText(row) || String(number))) : '';
      drops.reason.push(drops.reasons.code(named));
    };
  });
  return { drops, problems: walk.run() };
}
