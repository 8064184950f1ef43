import { expect, test } from 'vitest';
import { openUftrace, type UftraceRecording } from './open-uftrace.ts';
import { folderOf, recordedFiles } from './testing/recorded.ts';
import { walkCalls } from './walk-calls.ts';

/** The names at the last address of a kallsyms text that is not above an address: read line by line, the proof. */
function readKallsyms(bytes: Uint8Array): (address: bigint) => readonly string[] {
  const byStart = new Map<bigint, string[]>();
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    const match = /^([0-9a-f]{16}) [^aA] (\S+)/.exec(line);
    if (match === null) continue;
    const start = BigInt(`0x${match[1]!}`);
    const names = byStart.get(start);
    if (names === undefined) byStart.set(start, [match[2]!]);
    else names.push(match[2]!);
  }
  const starts = BigUint64Array.from(byStart.keys()).sort();
  return address => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (starts[middle]! <= address) low = middle;
      else high = middle;
    }
    return byStart.get(starts[low]!)!;
  };
}

/** Every address that kernel records of the recording carry. */
function kernelAddresses(recording: UftraceRecording): ReadonlySet<number> {
  const addresses = new Set<number>();
  const { symbols } = recording;
  const exact = symbols.kernelFunction.bind(symbols);
  symbols.kernelFunction = address => {
    addresses.add(address);
    return exact(address);
  };
  walkCalls(recording, {
    function: () => 0,
    event: () => 0,
    wait: () => 0,
    task: () => 0,
    openCount: () => 0,
    enter: () => undefined,
    exit: () => undefined,
    mark: () => undefined,
    lost: () => undefined,
    endAll: () => undefined,
  });
  return addresses;
}

test.each([
  ['mv', ['ovl_verify_index for ovl_override_creds']],
  [
    'files',
    ['ext4_find_inline_data_nolock for ext4_unlink', 'perf_check_microcode for arch_perf_update_userpage'],
  ],
] as const)(
  'kernel functions of %s are named as kallsyms has them, unlike uftrace 0.13, which is wrong of modules and weak functions',
  async (name, known) => {
    const files = recordedFiles(name);
    const recording = await openUftrace(folderOf(files));
    const truth = readKallsyms(files.get('kallsyms')!);
    const { symbols, sessions } = recording;
    const task = [...sessions.tasks.values()][0];
    const wrong: string[] = [];
    for (const address of kernelAddresses(recording)) {
      const names = truth(BigInt(address) | 0xffff_0000_0000_0000n);
      const found = symbols.kernelFunction(address);
      expect(names).toContain(found?.name);
      const asUftrace = symbols.ofRecord(task, 0, address, true)?.name;
      if (!names.includes(asUftrace ?? '')) wrong.push(`${asUftrace} for ${found?.name}`);
    }
    expect(wrong).toEqual(expect.arrayContaining([...known]));
  },
);
