import { isFactFile } from '../facts.ts';
import { unpackTar } from '../tar-stream.ts';
import type { Guest } from './guest.ts';

const mostBytes = 256 * 1024 * 1024;

/**
 * Fills `folder` with one file a fact. They are the same for every run, and read once when a guest is saved: reading all
 * event formats alone takes seconds in an emulated guest.
 */
export async function collectFacts(guest: Guest, folder: string): Promise<void> {
  const unpacked = unpackTar(guest.stream('files'), folder, {
    accepts: isFactFile,
    mostBytes,
  });
  await Promise.all([unpacked, guest.must('read the facts of the kernel', '(pack_facts)', 120)]);
}
