import { decodeUtf8 } from '../../base/index.ts';
import type { UftraceProblems } from './problem.ts';
import type { TaskMessage } from './task-messages.ts';

const magic = 0xface;
const messageType = { task: 3, fork: 6, session: 7, dlopen: 9 } as const;
const headBytes = 8;
const taskBytes = 16;
const sessionBytes = 40;
const dlopenBytes = 48;
const sidBytes = 16;

/**
 * Reads the binary file `task`, which old recordings have instead of `task.txt`: messages of u16 magic 0xface, u16 type,
 * u32 length and, of every kind, u64 time, i32 pid, i32 tid. Answers what stands before the first thing it cannot read.
 */
export function parseTaskFile(
  bytes: Uint8Array,
  littleEndian: boolean,
  problems: UftraceProblems,
): TaskMessage[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const messages: TaskMessage[] = [];
  const textAt = (at: number, length: number): string => {
    const text = bytes.subarray(at, at + length);
    const end = text.indexOf(0);
    return decodeUtf8(end < 0 ? text : text.subarray(0, end));
  };
  for (let at = 0; at < bytes.length; ) {
    const type = at + headBytes + taskBytes <= bytes.length ? view.getUint16(at + 2, littleEndian) : -1;
    const body = at + headBytes;
    const size = bodyBytes(type);
    const fits = size > 0 && view.getUint16(at, littleEndian) === magic && body + size <= bytes.length;
    const named = type === messageType.session || type === messageType.dlopen;
    const nameBytes = fits && named ? view.getInt32(body + size - 4, littleEndian) : 0;
    if (!fits || nameBytes < 0 || body + size + nameBytes > bytes.length) {
      problems.add('malformed', 'task', at, 'what follows is no message about a task');
      break;
    }
    const time = view.getBigUint64(body, littleEndian);
    const pid = view.getInt32(body + 8, littleEndian);
    const tid = view.getInt32(body + 12, littleEndian);
    const name = textAt(body + size, nameBytes);
    if (type === messageType.task) messages.push({ kind: 'task', time, tid, pid });
    else if (type === messageType.fork) messages.push({ kind: 'fork', time, tid, parent: pid });
    else if (type === messageType.session) {
      messages.push({ kind: 'session', time, pid, sid: textAt(body + taskBytes, sidBytes), program: name });
    } else {
      // Addresses of programs are below 2^48.
      const base = Number(view.getBigUint64(body + taskBytes, littleEndian));
      const sid = textAt(body + taskBytes + 8, sidBytes);
      messages.push({ kind: 'dlopen', time, tid, sid, base, library: name });
    }
    at = body + size + Math.ceil(nameBytes / 8) * 8;
  }
  return messages;
}

function bodyBytes(type: number): number {
  if (type === messageType.task || type === messageType.fork) return taskBytes;
  if (type === messageType.session) return sessionBytes;
  return type === messageType.dlopen ? dlopenBytes : 0;
}
