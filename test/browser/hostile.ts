import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names that would do harm where a page took them for more than text. */
export const hostileNames: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(2)</script>',
  "'-alert(3)-'",
  'javascript:alert(4)',
  '</textarea><svg onload=alert(5)>',
  '<a href="//example.org/steal">free</a>',
  '<style>*{display:none}</style>',
  '@import url(//example.org/x.css)',
  '`+alert(6)+`{{7*7}}',
  '\u001b[2J\u001b[31m\u001b]0;owned\u0007',
  '\u202egnp.exe\u2066\u2067',
  `zalgo${'\u0300\u0489'.repeat(60)}`,
  '__proto__',
  'constructor',
  '../../../../etc/passwd%00',
  '&lt;b&gt;&#x3c;',
  `${'a'.repeat(1500)}`,
  '한글 이름 \u{1f4a3}\ufeff\u200b',
];

const taskCount = 10_000;
const frameCount = 1_000;

/** A text of the kernel's tracer: 10,000 tasks, stacks of 1,000 frames, no time at all and a century, a clock that goes back. */
export function hostileText(): string {
  const lines = ['# tracer: nop', '#', '#           TASK-PID     CPU#  |||||  TIMESTAMP  FUNCTION'];
  const add = (comm: string, pid: number, time: number, text: string): void => {
    const [task, cpu] = [`${comm}-${pid}`.padStart(22), String(pid % 4).padStart(3, '0')];
    lines.push(`${task} [${cpu}] d..2. ${time.toFixed(6)}: ${text}`);
  };
  let time = 100;
  for (let task = 0; task < taskCount; task++) {
    const [comm, pid] = [commOf(task), 1000 + task];
    add('<idle>', pid % 4, time, `sched_wakeup: comm=${comm} pid=${pid} prio=120 target_cpu=${pid % 4}`);
    add('<idle>', pid % 4, time, switchText('swapper/0', 0, comm, pid));
    // Every third runs for no time at all.
    time += task % 3 === 0 ? 0 : 0.000_013;
    add(comm, pid, time, `irq_handler_entry: irq=${task % 9} name=${comm}`);
    add(comm, pid, time, `irq_handler_exit: irq=${task % 9} ret=handled`);
    add(comm, pid, time, switchText(comm, pid, 'swapper/0', 0));
    if (task % 1_000 === 999) {
      add(comm, pid, time, '<stack trace>');
      for (let frame = 0; frame < frameCount; frame++) lines.push(` => ${commOf(frame)}_${frame}`);
    }
    // Now and then the clock steps back.
    time += task % 2_500 === 2_499 ? -0.01 : 0.000_002;
  }
  const century = 100 * 365.25 * 86_400;
  add('<idle>', 0, time, switchText('swapper/0', 0, commOf(0), 1000));
  add(commOf(0), 1000, time + century, switchText(commOf(0), 1000, 'swapper/0', 0));
  return `${lines.join('\n')}\n`;
}

function commOf(index: number): string {
  return hostileNames[index % hostileNames.length]!;
}

function switchText(from: string, fromPid: number, to: string, toPid: number): string {
  const previous = `prev_comm=${from} prev_pid=${fromPid} prev_prio=120 prev_state=S`;
  return `sched_switch: ${previous} ==> next_comm=${to} next_pid=${toPid} next_prio=120`;
}

/** A directory of uftrace: functions with hostile names that call each other 1,000 deep, the outermost for a century. */
export function writeHostileUftrace(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, ...parts: readonly (string | Buffer)[]): void =>
    writeFileSync(join(folder, name), Buffer.concat(parts.map(part => Buffer.from(part as string))));
  const file = '<script>alert(8)';
  const program = `/tmp/${file}`;
  const command = hostileNames.join(' ').replaceAll('\n', ' ');
  const info = [`exename:${program}`, `cmdline:${command}`, 'taskinfo:lines=2', 'taskinfo:nr_tid=1'];
  write('info', infoHead(), [...info, 'taskinfo:tids=7', ''].join('\n'));
  const session = `SESS timestamp=1.000000000 pid=7 sid=0123456789abcdef exename="${program}"`;
  write('task.txt', `${session}\nTASK timestamp=1.000000001 tid=7 pid=7\n`);
  const range = `${base.toString(16)}-${(base + 0x10000).toString(16)}`;
  write('sid-0123456789abcdef.map', `${range} r-xp 00000000 00:00 0                          ${program}\n`);
  const symbols = hostileNames.map((name, index) => `${hex(addressOf(index) - base)} T ${name}`);
  const end = `${hex(addressOf(hostileNames.length) - base)} ? __sym_end`;
  write(
    `${file}.sym`,
    `# symbols: ${symbols.length}\n# path name: ${program}\n${[...symbols, end].join('\n')}\n`,
  );
  write('7.dat', hostileCalls());
}

const base = 0x400000;

function addressOf(index: number): number {
  return base + 0x100 * (1 + index);
}

function hex(value: number): string {
  return value.toString(16).padStart(16, '0');
}

// uftrace.h, struct uftrace_file_header: version 4, little endian, 64 bits, features TASK_SESSION and SYM_REL_ADDR.
function infoHead(): Buffer {
  const head = Buffer.alloc(40);
  head.write('Ftrace!\0', 'latin1');
  head.writeUInt32LE(4, 8);
  head.writeUInt16LE(40, 12);
  head.set([1, 2], 14);
  head.writeBigUInt64LE(0x22n, 16);
  // exename, cmdline and taskinfo.
  head.writeBigUInt64LE(0x89n, 24);
  head.writeUInt16LE(1024, 32);
  return head;
}

// uftrace.h, struct uftrace_record: time, then 2 bits of type, 1 of more, 3 of magic, 10 of depth, 48 of address.
function hostileCalls(): Buffer {
  const century = 3_155_760_000_000_000_000n;
  const out = Buffer.alloc(16 * 2 * frameCount);
  let at = 0;
  const add = (time: bigint, type: bigint, depth: number): void => {
    const address = BigInt(addressOf(depth % hostileNames.length));
    out.writeBigUInt64LE(time, at);
    out.writeBigUInt64LE(type | (5n << 3n) | (BigInt(depth) << 6n) | (address << 16n), at + 8);
    at += 16;
  };
  const start = 2_000_000_000n;
  // Innermost calls take no time; now and then the clock steps back.
  for (let depth = 0; depth < frameCount; depth++) {
    add(start + BigInt(depth) - (depth % 97 === 96 ? 50n : 0n), 0n, depth);
  }
  for (let depth = frameCount - 1; depth >= 0; depth--) {
    add(
      depth === 0 ? start + century : start + BigInt(frameCount + (depth > 900 ? 0 : 950 - depth)),
      1n,
      depth,
    );
  }
  return out;
}
