import { growing, type Problem, type Trace } from '../../store/index.ts';
import type { Steps } from '../analysis.ts';
import { tasksOf } from '../tasks/index.ts';
import { type EventFields, EventWalk, OpenPairs, type RowHandler } from '../walk/index.ts';
import { operationPairs } from './operation-pairs.ts';

/** What file systems did, one row an operation that was seen to end. */
export class Operations {
  /** Index into `operationPairs`. */
  readonly operation = growing.u8();
  readonly device = growing.f64();
  /** NaN where the events have none. */
  readonly inode = growing.f64();
  readonly bytes = growing.f64();
  readonly beginRow = growing.u32();
  readonly endRow = growing.u32();
  readonly task = growing.u32();
}

/** How often an event of a file system came on a device. */
export interface EventCount {
  readonly event: string;
  readonly device: number;
  count: number;
  bytes: number;
  readonly row: number;
}

export interface FileSystemEvents {
  readonly operations: Operations;
  readonly counts: readonly EventCount[];
  readonly problems: readonly Problem[];
}

const systems = ['ext4', 'jbd2', 'xfs', 'btrfs', 'f2fs'];
/** Fields that are lengths in bytes, in events of which the one or the other has them. */
const byteFields = ['copied', 'len', 'num_bytes', 'count'];
/** Of ext4 these have `len` in blocks; of the others it is in bytes (include/trace/events/ext4.h). */
const eventsOfBytes =
  /^(ext4:ext4_(da_)?write_(begin|end)|ext4:ext4_(fallocate_enter|punch_hole|zero_range)|xfs:xfs_file_\w+|btrfs:btrfs_(ordered_extent_add|reserved_extent_alloc))$/;
const mostDevices = 1024;

/** Follows what file systems did: pairs of events, and counts of all. */
export function* followOperations(trace: Trace): Steps<FileSystemEvents> {
  const operations = new Operations();
  const tasks = tasksOf(trace);
  const counts = new Map<string, EventCount>();
  const open = operationPairs.map(() => new OpenPairs(trace));
  const walk = new EventWalk(trace);
  for (const format of trace.formats) {
    if (!systems.includes(format.system)) continue;
    const full = `${format.system}:${format.name}`;
    const steps: ((fields: EventFields) => RowHandler)[] = [
      fields => counter(counts, full, fields),
      ...operationPairs.flatMap((pair, index) => {
        const keyAt = (fields: EventFields): ((row: number) => number) =>
          pair.of === 'device' ? fields.number('dev') : row => tasks.ofRow(row);
        const made: ((fields: EventFields) => RowHandler)[] = [];
        if (pair.end === full)
          made.push(fields => ender(operations, index, open[index]!, keyAt(fields), fields));
        if (pair.begin === full) {
          made.push(fields => {
            const key = keyAt(fields);
            return row =>
              pair.of === 'device'
                ? open[index]!.beginAnew(key(row), row)
                : open[index]!.begin(key(row), row);
          });
        }
        return made;
      }),
    ];
    walk.on(full, fields => {
      const handlers = steps.map(step => step(fields));
      return row => {
        for (const handle of handlers) handle(row);
      };
    });
  }
  const problems = yield* walk.steps();
  const unpaired = operationPairs.flatMap(({ operation }, index) =>
    open[index]!.problems('files.operation').map(problem => ({ ...problem, place: operation })),
  );
  return { operations, counts: [...counts.values()], problems: [...problems, ...unpaired] };

  function ender(
    out: Operations,
    index: number,
    pairs: OpenPairs,
    key: (row: number) => number,
    fields: EventFields,
  ): RowHandler {
    const [device, inode] = [fields.number('dev', Number.NaN), fields.number('ino', Number.NaN)];
    const bytes = bytesOf(fields);
    return row => {
      const began = pairs.end(key(row), row);
      if (began < 0) return;
      out.operation.push(index);
      out.device.push(device(row));
      out.inode.push(inode(row));
      out.bytes.push(bytes?.(row) ?? Number.NaN);
      out.beginRow.push(began);
      out.endRow.push(row);
      out.task.push(tasks.ofRow(row));
    };
  }
}

function counter(counts: Map<string, EventCount>, event: string, fields: EventFields): RowHandler {
  const device = fields.number('dev', Number.NaN);
  const bytes = bytesOf(fields);
  const byDevice = new Map<number, EventCount>();
  return row => {
    const on = byDevice.size < mostDevices ? device(row) : Number.NaN;
    let found = byDevice.get(on) ?? counts.get(`${event} ${on}`);
    if (found === undefined) {
      found = { event, device: on, count: 0, bytes: bytes === undefined ? Number.NaN : 0, row };
      counts.set(`${event} ${on}`, found);
    }
    byDevice.set(on, found);
    found.count++;
    found.bytes += bytes?.(row) ?? 0;
  };
}

function bytesOf(fields: EventFields): ((row: number) => number) | undefined {
  if (!eventsOfBytes.test(`${fields.format.system}:${fields.format.name}`)) return undefined;
  const name = byteFields.find(field => fields.has(field));
  return name === undefined ? undefined : fields.number(name);
}
