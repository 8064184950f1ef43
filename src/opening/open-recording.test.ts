import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type SourceFolder, sourceFromBytes, UsageError } from '../base/index.ts';
import { loadOpenTools } from '../cli/open/open-tools.ts';
import { callsFirst, openRecording, recordedCalls } from './index.ts';
import { openTar } from './tar-folder.ts';
import { unwrap } from './unwrap.ts';

const recordings = join(import.meta.dirname, '../../recordings');
const recorded = (path: string): Uint8Array => readFileSync(join(recordings, path));
const tools = await loadOpenTools();

function folderOf(files: Readonly<Record<string, Uint8Array>>): SourceFolder {
  return {
    name: 'folder',
    list: async () => Object.keys(files).sort(),
    open: async path => (files[path] === undefined ? undefined : sourceFromBytes(files[path], path)),
  };
}

async function filesIn(archive: string): Promise<Record<string, Uint8Array>> {
  const { source } = await unwrap(sourceFromBytes(recorded(archive)), tools);
  const folder = await openTar(source);
  const files: Record<string, Uint8Array> = {};
  for (const name of await folder.list()) {
    const file = (await folder.open(name))!;
    files[name] = await file.read(0, file.size);
  }
  return files;
}

async function recordingFolder(): Promise<SourceFolder> {
  const facts = {
    command: ['mv', 'a', 'b'],
    kernel: { uname: 'Linux (none) 6.1.0-56-amd64 #1 SMP x86_64 GNU/Linux' },
    time: { kind: 'emulated' },
  };
  const calls = Object.entries(await filesIn('uftrace/mv.uftrace.tar.gz'));
  return folderOf({
    'recording.json': new TextEncoder().encode(JSON.stringify(facts)),
    'trace.dat': recorded('trace-dat/mono.dat'),
    'proc/cpuinfo': new Uint8Array(10),
    ...Object.fromEntries(calls.map(([name, bytes]) => [`uftrace.data/${name}`, bytes])),
  });
}

test('a recording folder says what it holds, and each part of it is opened by its name', async () => {
  const input = { kind: 'folder', folder: await recordingFolder() } as const;
  const events = await openRecording(input, tools);
  expect(events).toMatchObject({
    part: 'trace.dat',
    parts: ['trace.dat', 'uftrace.data'],
    time: 'emulated',
    facts: { command: ['mv', 'a', 'b'], release: '6.1.0-56-amd64', arch: 'x86_64' },
    problems: [],
  });
  expect(events.recording.format).toBe('trace-dat');
  const calls = await openRecording(input, tools, callsFirst);
  expect(calls).toMatchObject({ part: 'uftrace.data', parts: events.parts, facts: events.facts });
  expect(calls.recording.format).toBe('uftrace');
});

test('what lies beside a file tells of it, what is packed with it tells more', async () => {
  const beside = await recordingFolder();
  const source = sourceFromBytes(recorded('trace-dat/mono.dat'), 'trace.dat');
  const opened = await openRecording({ kind: 'file', source, beside }, tools);
  expect(opened).toMatchObject({ part: '', parts: [], time: 'emulated' });
  expect((await openRecording({ kind: 'file', source }, tools)).facts.command).toEqual([]);
});

test('a file alone in a folder is that file, packed or not', async () => {
  const packed = folderOf({ 'some.name': gzipSync(recorded('trace-dat/mono.dat')) });
  const opened = await openRecording({ kind: 'folder', folder: packed }, tools);
  expect(opened.part).toBe('some.name');
  expect(opened.recording.format).toBe('trace-dat');
});

test('so is the only one that was brought home from a guest', async () => {
  const facts = new TextEncoder().encode(JSON.stringify({ command: ['/bin/sh'] }));
  const home = folderOf({ 'recording.json': facts, 'trace.txt': recorded('ftrace-text/page_fault.txt.gz') });
  const opened = await openRecording({ kind: 'folder', folder: home }, tools);
  expect(opened).toMatchObject({ part: 'trace.txt', parts: [], facts: { command: ['/bin/sh'] } });
});

test('calls come from a uftrace directory and from a function graph, and from nowhere else', async () => {
  const callsIn = async (path: string): Promise<number | undefined> => {
    const source = sourceFromBytes(recorded(path), path);
    const { recording } = await openRecording({ kind: 'file', source }, tools);
    return recordedCalls(recording, await recording.load())?.count;
  };
  expect(await callsIn('uftrace/mv.uftrace.tar.gz')).toBeGreaterThan(1000);
  expect(await callsIn('trace-dat/fgraph.dat')).toBeGreaterThan(1000);
  expect(await callsIn('trace-dat/events.dat')).toBeUndefined();
});

test('what is no recording is told from an empty file', async () => {
  const open = (bytes: Uint8Array): Promise<unknown> =>
    openRecording({ kind: 'file', source: sourceFromBytes(bytes, 'some file') }, tools);
  await expect(open(new Uint8Array(0))).rejects.toThrow('some file is empty');
  await expect(open(new Uint8Array(100))).rejects.toThrow(UsageError);
  const folder = folderOf({ a: new Uint8Array(9), b: new Uint8Array(9) });
  await expect(openRecording({ kind: 'folder', folder }, tools)).rejects.toThrow(/folder is no recording/);
});
