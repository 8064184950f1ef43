import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkLab, missingOf } from '../labs/lab-ringside.ts';
import { removeTemporary, ringside, root, temporaryFolder } from './ringside.ts';

afterAll(removeTemporary);

describe.each(['fault-trace', 'irq-graph', 'signals'])('the lab %s', id => {
  test('all that it names is found on a kernel booted for it', () => {
    expect(missingOf(checkLab(id))).toEqual([]);
  });

  test('without its workload the check fails and says what is missing', () => {
    const answer = checkLab(id, ['--no-workload']);
    expect(answer.problems).toEqual([]);
    expect(missingOf(answer).length).toBeGreaterThan(0);
  });
});

test('a kernel where something is missing: the lab says what it needs and why, before it starts', () => {
  const folder = join(temporaryFolder(), 'fault-trace');
  cpSync(join(root, 'labs/memory/fault-trace'), folder, { recursive: true });
  const file = join(folder, 'lab.yaml');
  const needs = `needs:
  tracers: [irqsoff]
  functions: [no_such_function]
  conditions:
    - test: grep -q 2097152 /proc/swaps
      what: { en: 2 GB of swap, ko: 2 GB 스왑 }
  events: ['no_such:event', `;
  writeFileSync(file, readFileSync(file, 'utf8').replace('needs:\n  events: [', needs));
  const { code, stdout } = ringside(['lab', 'check', folder]);
  expect(code).toBe(1);
  for (const missing of [
    'the tracer irqsoff, which this kernel was built without',
    'it needs the event no_such:event',
    'no_such_function, which cannot be traced',
    'it needs 2 GB of swap',
  ])
    expect(stdout).toContain(missing);
  expect(stdout).not.toContain('found');
});
