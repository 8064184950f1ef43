import type { UftraceProblems } from './problem.ts';

/** One line of `task.txt`: how tasks and their address spaces began. Times in absolute nanoseconds. */
export type TaskMessage =
  | {
      readonly kind: 'session';
      readonly time: bigint;
      readonly pid: number;
      readonly sid: string;
      readonly program: string;
    }
  | { readonly kind: 'task'; readonly time: bigint; readonly tid: number; readonly pid: number }
  | { readonly kind: 'fork'; readonly time: bigint; readonly tid: number; readonly parent: number }
  | {
      readonly kind: 'dlopen';
      readonly time: bigint;
      readonly tid: number;
      readonly sid: string;
      readonly base: number;
      readonly library: string;
    };

const stamp = String.raw`timestamp=(\d{1,12})\.(\d{1,9}) `;
const session = new RegExp(`^SESS ${stamp}[^i]*id=(\\d+) sid=(\\S+)`);
const task = new RegExp(`^TASK ${stamp}tid=(\\d+) pid=(\\d+)`);
const fork = new RegExp(`^FORK ${stamp}pid=(\\d+) ppid=(\\d+)`);
const dlopen = new RegExp(`^DLOP ${stamp}tid=(\\d+) sid=(\\S+) base=([0-9a-f]{1,16})`);

/** Reads `task.txt`; a line that is none of the known ones becomes a problem. */
export function parseTaskMessages(text: string, problems: UftraceProblems): TaskMessage[] {
  const messages: TaskMessage[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const message = parseLine(line);
    if (message !== undefined) messages.push(message);
    else {
      problems.add('malformed', 'task.txt', index + 1, 'a line is none of SESS, TASK, FORK and DLOP');
    }
  });
  return messages;
}

function parseLine(line: string): TaskMessage | undefined {
  const begun = session.exec(line);
  if (begun !== null) {
    const program = quoted(line, 'exename=');
    if (program === undefined) return undefined;
    return { kind: 'session', time: time(begun), pid: Number(begun[3]), sid: begun[4]!, program };
  }
  const started = task.exec(line);
  if (started !== null) {
    return { kind: 'task', time: time(started), tid: Number(started[3]), pid: Number(started[4]) };
  }
  const forked = fork.exec(line);
  if (forked !== null) {
    return { kind: 'fork', time: time(forked), tid: Number(forked[3]), parent: Number(forked[4]) };
  }
  const opened = dlopen.exec(line);
  const library = quoted(line, 'libname=');
  if (opened === null || library === undefined) return undefined;
  return {
    kind: 'dlopen',
    time: time(opened),
    tid: Number(opened[3]),
    sid: opened[4]!,
    base: Number.parseInt(opened[5]!, 16),
    library,
  };
}

function time(match: RegExpExecArray): bigint {
  return BigInt(match[1]!) * 1_000_000_000n + BigInt(match[2]!);
}

/** What stands behind `key` up to the last quote of the line. */
function quoted(line: string, key: string): string | undefined {
  const at = line.indexOf(key);
  if (at < 0) return undefined;
  const value = line.slice(at + key.length + 1);
  const end = value.lastIndexOf('"');
  return end < 0 ? value : value.slice(0, end);
}
