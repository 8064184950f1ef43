import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseElfFacts, readElfFacts } from './elf-facts.ts';

test("this Node is a dynamic program of this machine's architecture", () => {
  const arch = process.arch === 'x64' ? 'x86_64' : process.arch;
  expect(readElfFacts(process.execPath)).toEqual({ arch, isStatic: false });
});

test('a file that is not there, and one that is no program, have no facts', () => {
  expect(readElfFacts('/no/such/file')).toBeUndefined();
  expect(readElfFacts('/etc/os-release')).toBeUndefined();
  expect(readElfFacts('/')).toBeUndefined();
});

test('a header without an interpreter is static; cut short it is nothing', () => {
  const bytes = headerWith({ type: 1, machine: 183 });
  expect(parseElfFacts(bytes)).toEqual({ arch: 'arm64', isStatic: true });
  expect(parseElfFacts(headerWith({ type: 3, machine: 62 }))).toEqual({ arch: 'x86_64', isStatic: false });
  for (let length = 0; length < bytes.length; length++) {
    expect(parseElfFacts(bytes.subarray(0, length))).toBeUndefined();
  }
});

test('no bytes after the magic make it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), random => {
      const bytes = new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, ...random]);
      parseElfFacts(bytes);
    }),
  );
});

function headerWith(facts: { type: number; machine: number }): Uint8Array {
  const bytes = new Uint8Array(64 + 56);
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
  view.setUint16(18, facts.machine, true);
  view.setUint32(32, 64, true);
  view.setUint16(54, 56, true);
  view.setUint16(56, 1, true);
  view.setUint32(64, facts.type, true);
  return bytes;
}
