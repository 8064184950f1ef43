import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { places } from '../../packages/index.ts';
import { say } from '../../words/index.ts';
import { isFactFile } from '../facts.ts';
import type { TargetSession } from '../target.ts';
import type { Agent } from './agent.ts';

/** A folder with what a kernel tells of itself. */
export interface KernelFactsFolder {
  readonly path: string;
  /** It is not needed any more. */
  leave(): Promise<void>;
}

const mostKept = 8;

/** Reads it, or takes what was read since that `boot`; kept for the next time where it is named. */
export async function readKernelFacts(
  boot: string | undefined,
  agent: Agent,
  receive: TargetSession['receive'],
): Promise<KernelFactsFolder> {
  if (boot === undefined) {
    const path = await mkdtemp(join(tmpdir(), 'ringside-facts-'));
    await read(path, agent, receive);
    return { path, leave: () => rm(path, { recursive: true, force: true }) };
  }
  const folder = join(places().cache, 'facts');
  const path = join(folder, createHash('sha256').update(boot).digest('hex').slice(0, 24));
  const leave = async (): Promise<void> => {};
  if (existsSync(path)) return { path, leave };
  // Others are not shown where a kernel has its functions.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const partial = await mkdtemp(`${path}.`);
  await read(partial, agent, receive);
  await rename(partial, path).catch(() => rm(partial, { recursive: true, force: true }));
  await forgetOldest(folder);
  return { path, leave };
}

async function read(into: string, agent: Agent, receive: TargetSession['receive']): Promise<void> {
  const what = say('targets.facts');
  await agent.must(what, 'show_addresses');
  try {
    await receive(what, 'pack_facts', into, isFactFile);
  } catch (error) {
    await rm(into, { recursive: true, force: true });
    throw error;
  } finally {
    await agent.evaluate('hide_addresses').catch(() => {});
  }
}

async function forgetOldest(folder: string): Promise<void> {
  const names = await readdir(folder);
  const dated = await Promise.all(
    names.map(async name => ({ name, time: (await stat(join(folder, name))).mtimeMs })),
  );
  for (const { name } of dated.sort((a, b) => b.time - a.time).slice(mostKept)) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
}
