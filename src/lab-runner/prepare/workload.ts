import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TargetError } from '../../base/index.ts';
import { places } from '../../packages/index.ts';
import { quote } from '../../targets/shell.ts';
import type { TargetSession } from '../../targets/target.ts';
import { say } from '../../words/index.ts';
import type { Lab, LabRecording } from '../lab.ts';
import { sharedWorkloads } from '../load/load-labs.ts';

/** Where the workload of a lab stands in the guest. */
export const labFolder = '/lab';

/** Where it stands on a target: on a machine that is no guest, where it goes with the session. */
export function labFolderOn(session: TargetSession): string {
  return isGuest(session) ? labFolder : `${session.place}/lab`;
}

function isGuest({ surroundings }: TargetSession): boolean {
  return surroundings === 'like ours';
}

/** A piece of a script that the agent takes at once. */
const pieceBytes = 48 * 1024;

interface WorkloadFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly isProgram: boolean;
}

/** Puts the workload of a lab into the guest and makes its programs: once, then those of the last time are taken. */
export async function sendWorkload(lab: Lab, recording: LabRecording, session: TargetSession): Promise<void> {
  const source = await readWorkload(lab);
  const folder = labFolderOn(session);
  await session.must('make the folder of the lab', `mkdir -p $root${folder} && chown $owner $root${folder}`);
  const { build } = recording;
  if (!isGuest(session)) {
    await sendFiles(source, session);
    if (build !== undefined) await runInGuest(session, build, say('lab.building'));
    return;
  }
  if (build === undefined) return sendFiles(source, session);
  const kept = join(places().cache, 'labs', keyOf(source, build, session.arch));
  if (existsSync(kept)) return sendFiles(await readFiles(kept), session);
  await sendFiles(source, session);
  await runInGuest(session, build, say('lab.building'));
  const partial = `${kept}.${process.pid}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  await session.receive('send the programs of the lab', `(cd $root${folder} && pack *)`, partial, name =>
    /^[\w.+-]+$/.test(name),
  );
  for (const name of await programsIn(session)) await chmod(join(partial, name), 0o755);
  await rename(partial, kept).catch(() => rm(partial, { recursive: true, force: true }));
}

/** Runs shell in the root of the commands, in the folder of the workload. A TargetError with what it said where it fails. */
export async function runInGuest(session: TargetSession, script: string, what: string): Promise<void> {
  const path = `PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:${session.place}/bin; export PATH`;
  const line = `${path}; cd ${labFolderOn(session)} && { ${script}\n}`;
  const { code, lines } = await session.asUser(line, 600);
  if (code !== 0) throw new TargetError(what, lines.slice(-20).join('\n') || String(code), say('lab.report'));
}

/** What comes out of a guest comes without its modes: which files are programs is asked. */
async function programsIn(session: TargetSession): Promise<readonly string[]> {
  const script = `cd $root${labFolder} && for file in *; do [ ! -f "$file" ] || [ ! -x "$file" ] || echo "$file"; done`;
  const { lines } = await session.evaluate(script, 60);
  return lines.filter(name => /^[\w.+-]+$/.test(name));
}

async function sendFiles(files: readonly WorkloadFile[], session: TargetSession): Promise<void> {
  for (const { name, bytes, isProgram } of files) {
    const path = quote(`${labFolderOn(session)}/${name}`);
    for (let at = 0; at === 0 || at < bytes.length; at += pieceBytes) {
      const piece = bytes.subarray(at, at + pieceBytes).toString('base64');
      const into = `${at === 0 ? '>' : '>>'}$root${path}`;
      await session.must('send the workload', `printf %s ${quote(piece)} | base64 -d ${into}`, 60);
    }
    await session.must('send the workload', `chmod ${isProgram ? 755 : 644} $root${path}`);
  }
}

async function readWorkload({ folder, shares }: Lab): Promise<readonly WorkloadFile[]> {
  const shared = (await readFiles(sharedWorkloads)).filter(({ name }) => shares.includes(name));
  return [...(await readFiles(join(folder, 'workload'))), ...shared];
}

async function readFiles(folder: string): Promise<readonly WorkloadFile[]> {
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder)).sort();
  const files = names.map(async name => {
    const path = join(folder, name);
    const { mode } = await stat(path);
    return { name, bytes: await readFile(path), isProgram: (mode & 0o111) !== 0 };
  });
  return Promise.all(files);
}

function keyOf(files: readonly WorkloadFile[], build: string, arch: string): string {
  const hash = createHash('sha256').update(`${arch}\0${build}`);
  for (const { name, bytes } of files) hash.update(`\0${name}\0`).update(bytes);
  return hash.digest('hex').slice(0, 24);
}
