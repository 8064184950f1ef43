import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/analyses/index.ts';
import { networkAnalysis } from '../../src/analyses/network/index.ts';
import { sourceFromBytes } from '../../src/base/index.ts';
import { loadDecompressors } from '../../src/cli/open/decompressors.ts';
import { readPerfData } from '../../src/formats/index.ts';
import type { Trace } from '../../src/store/index.ts';

const answers = join(import.meta.dirname, '../../recordings/answers');
const packed = (name: string): Buffer => gunzipSync(readFileSync(join(answers, name)));

let trace: Trace;
let answer: Answer;
beforeAll(async () => {
  const bytes = new Uint8Array(packed('netdev.perf.gz'));
  trace = await (await readPerfData(sourceFromBytes(bytes), await loadDecompressors())).load();
  answer = networkAnalysis.answer(trace);
});

type Row = Readonly<Record<string, string | number | undefined>>;

function rowsOf(id: string): readonly Row[] {
  const table = answer.table(id);
  return Array.from({ length: table.count }, (_, row) =>
    Object.fromEntries(table.description.columns.map(({ id: column }, at) => [column, table.cell(at, row)])),
  );
}

const milliseconds = (ns: number): string => (ns / 1e6).toFixed(3);
const microseconds = (row: number): string => {
  const time = trace.absoluteTime(row) / 1000n;
  return `${time / 1_000_000n}.${String(time % 1_000_000n).padStart(6, '0')}`;
};

describe('equal figures: the network, judged by perf on the same bytes', () => {
  it('packets sent, from the queue to the driver to their end, as netdev-times has them', () => {
    const line = /^ +(\S+) +(\d+) +([\d.]+)sec +([\d.]+)msec +([\d.]+)msec$/gm;
    const theirs = [...packed('netdev.times.gz').toString().matchAll(line)].map(found =>
      found.slice(1).join(' '),
    );
    const xmitOf = ({ queue, driver }: Row): number => Number(queue) + Number(driver);
    const ours = rowsOf('network.packets')
      .filter(({ outcome }) => outcome === 'consumed')
      .map(row => {
        const freed = milliseconds(Number(row.duration) - xmitOf(row));
        return [row.device, row.bytes, microseconds(Number(row.queue_row)), milliseconds(xmitOf(row)), freed];
      })
      .map(cells => cells.join(' '));
    expect(ours.length).toBe(2);
    expect(theirs.filter(text => ours.includes(text))).toEqual(ours);
    // These were read, and freed without an event; netdev-times takes the end of the next packet at their address for theirs.
    const others = theirs.filter(text => !ours.includes(text));
    const read = rowsOf('network.packets').filter(({ copy_row }) => copy_row !== undefined);
    expect(others.map(text => text.split(' ').slice(0, 4).join(' ')).toSorted()).toEqual(
      read
        .map(row => [row.device, row.bytes, microseconds(Number(row.queue_row)), milliseconds(xmitOf(row))])
        .map(cells => cells.join(' '))
        .toSorted(),
    );
  });

  it('states of TCP, with ports and addresses, as perf script prints them', () => {
    const line =
      /^ *([\d.]+): +sock:inet_sock_set_state: family=(\S+).* sport=(\d+) dport=(\d+) .*oldstate=TCP_(\S+) newstate=TCP_(\S+)/gm;
    const theirs = [...packed('netdev.states.gz').toString().matchAll(line)].map(found => found.slice(1));
    const changes = rowsOf('network.state-changes');
    const ports = (row: number): readonly string[] =>
      ['sport', 'dport'].map(name => String(trace.fields.number(trace.event[row]!, name)!(row)));
    const ours = changes.map(({ end_row, local, state, new_state }) => [
      microseconds(Number(end_row)),
      String(local).startsWith('[') ? 'AF_INET6' : 'AF_INET',
      ...ports(Number(end_row)),
      state,
      new_state,
    ]);
    expect(ours.length).toBeGreaterThan(12);
    expect(ours).toEqual(theirs);
    const client = rowsOf('network.connections').filter(({ role }) => role === 'connect');
    expect(client.map(({ remote }) => remote)).toEqual(['127.0.0.1:7777', '127.0.0.1:7778']);
  });
});
