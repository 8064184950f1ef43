import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, encodeLatin1, encodeUtf8, sourceFromBytes } from '../../base/index.ts';
import type { Trace } from '../../store/index.ts';
import { ftraceText } from './index.ts';

const load = async (bytes: Uint8Array): Promise<Trace> =>
  (await ftraceText.open({ kind: 'file', source: sourceFromBytes(bytes) }, {})).load();

/** Names of tasks as the kernel keeps them: up to 15 bytes, nothing that ends a line, and no blanks around it. */
const comm = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 15 })
  .map(text => text.replace(/[\p{Cc}\u2028\u2029]/gu, '_').trim())
  .filter(text => text !== '' && text !== '<...>' && encodeUtf8(text).length <= 15)
  .filter(text => decodeUtf8(encodeUtf8(text)) === text);

const event = fc.record({
  comm,
  pid: fc.integer({ min: 1, max: 4194304 }),
  cpu: fc.integer({ min: 0, max: 4095 }),
  flags: fc.constantFrom('.....', 'd..2.', 'dNh4.', '', 'd..2', 'D.h2.1.'),
  gap: fc.integer({ min: 0, max: 5_000_000 }),
  name: fc.constantFrom('sched_waking', 'my_event', 'x'),
  prio: fc.integer(),
});

describe('what a small writer wrote is read back', () => {
  it('lines of events', async () => {
    const property = fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 40 }), async events => {
      let now = 81_000_000;
      const times: number[] = [];
      const text = events.map(({ comm: task, pid, cpu, flags, gap, name, prio }) => {
        now += gap;
        times.push(now * 1000);
        const padding = ' '.repeat(16 - encodeUtf8(task).length);
        const seconds = Math.floor(now / 1e6);
        const time = `${String(seconds).padStart(5)}.${String(now % 1e6).padStart(6, '0')}`;
        const place = `[${String(cpu).padStart(3, '0')}] ${flags}`;
        return `${padding}${task}-${String(pid).padEnd(7)} ${place} ${time}: ${name}: comm=${task} pid=${pid} prio=${prio}\n`;
      });
      const trace = await load(encodeUtf8(`# tracer: nop\n#\n${text.join('')}`));
      expect(trace.problems).toEqual([]);
      expect(Array.from(trace.pid)).toEqual(events.map(({ pid }) => pid));
      expect(Array.from(trace.cpu)).toEqual(events.map(({ cpu }) => cpu));
      expect(Array.from(trace.time)).toEqual(times.map(time => time - times[0]!));
      events.forEach(({ name, prio }, row) => {
        const index = trace.event[row]!;
        expect(trace.formats[index]!.name).toBe(name);
        expect(trace.fields.number(index, 'prio')!(row)).toBe(prio);
      });
      for (const { pid } of events) {
        const names = events.filter(one => one.pid === pid).map(one => one.comm);
        const known = decodeUtf8(encodeLatin1(trace.tasks.of(pid)!));
        expect(names).toContain(known);
      }
    });
    await fc.assert(property, { numRuns: 150 });
  });

  it('calls of function_graph on several CPUs', async () => {
    const steps = fc.array(
      fc.record({
        cpu: fc.integer({ min: 0, max: 3 }),
        name: fc.constantFrom('f', 'g.part.0', 'h [mod]', '__x64_sys_read', 'a$b'),
        kind: fc.constantFrom('enter', 'leaf', 'return'),
        duration: fc.integer({ min: 1, max: 9_999_999 }),
        tail: fc.boolean(),
      }),
      { minLength: 1, maxLength: 60 },
    );
    const property = fc.asyncProperty(steps, fc.boolean(), async (list, hasTask) => {
      const stacks: string[][] = [[], [], [], []];
      const wanted: string[][] = [[], [], [], []];
      const lines: string[] = [];
      for (const { cpu, name, kind, duration, tail } of list) {
        const stack = stacks[cpu]!;
        const isReturn = kind === 'return' && stack.length > 0;
        const depth = isReturn ? stack.length - 1 : stack.length;
        const time = `${Math.floor(duration / 1000)}.${String(duration % 1000).padStart(3, '0')} us`;
        let call = `${name}();`;
        if (isReturn) {
          const of = stack.pop()!;
          call = tail ? `} /* ${of} */` : '}';
          wanted[cpu]!.push(`${depth} ${of} }`);
        } else if (kind === 'leaf') wanted[cpu]!.push(`${depth} ${name} {`, `${depth} ${name} }`);
        else {
          call = `${name}() {`;
          wanted[cpu]!.push(`${depth} ${name} {`);
          stack.push(name);
        }
        const shown = call.endsWith('{') ? ' '.repeat(14) : `  ${time.padEnd(12)}`;
        const task = hasTask ? `    task-${7 + cpu}     | ` : '';
        lines.push(` ${cpu}) ${task}${shown}|  ${'  '.repeat(depth)}${call}\n`);
      }
      const titles = `# CPU  ${hasTask ? 'TASK/PID         ' : ''}DURATION                  FUNCTION CALLS\n`;
      const trace = await load(encodeUtf8(`# tracer: function_graph\n#\n${titles}${lines.join('')}`));
      const found: string[][] = [[], [], [], []];
      for (let row = 0; row < trace.count; row++) {
        const index = trace.event[row]!;
        const mark = trace.formats[index]!.name === 'funcgraph_exit' ? '}' : '{';
        const depth = trace.fields.number(index, 'depth')!(row);
        found[trace.cpu[row]!]!.push(`${depth} ${trace.fields.text(index, 'func')!(row)} ${mark}`);
      }
      expect(found).toEqual(wanted);
      expect(trace.problems.filter(({ severity }) => severity !== 'note')).toEqual([]);
    });
    await fc.assert(property, { numRuns: 150 });
  });
});
