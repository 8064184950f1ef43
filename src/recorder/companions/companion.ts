import type { HeldCommand, TargetSession } from '../../targets/target.ts';

/**
 * Another recorder that runs in the guest beside the trace, with what it writes kept in the recording as it is.
 * It works in a folder of its own, `NAME` in the agent's.
 */
export interface Companion {
  readonly name: string;
  /** The package its program comes from. */
  readonly package: string;
  /** Where its files go in the recording; `.` for the recording itself. */
  readonly folder: string;
  /** Shell that starts it and waits until it records; `$pid` is the held command's. `$home` its folder inside the root. */
  readonly start: string;
  /** Shell that ends it and waits until its files are whole. */
  readonly stop: string;
  /** The names of files it may leave. */
  accepts(name: string): boolean;
}

/** Where a companion works, inside the root of the command. */
export function homeOf(companion: Pick<Companion, 'name'>): string {
  return `$place/${companion.name}`;
}

export async function startCompanion(
  companion: Companion,
  session: TargetSession,
  held: HeldCommand,
): Promise<void> {
  const home = homeOf(companion);
  const setUp = `pid=${held.pid}; home=${home}; rm -rf $root$home; mkdir -p $root$home`;
  await session.must(`start ${companion.name}`, `${setUp}\n${companion.start}`, 120);
}

export async function stopCompanion(
  companion: Companion,
  session: TargetSession,
  into: string,
): Promise<void> {
  await session.must(`stop ${companion.name}`, `home=${homeOf(companion)}\n${companion.stop}`, 120);
  const send = `(cd $root${homeOf(companion)} && pack *)`;
  await session.receive(`keep the files of ${companion.name}`, send, into, name => companion.accepts(name));
}

/** Shell that runs a program of the command's root in the background and notes its process id in `$companion`. */
export function background(argv: string): string {
  return `$inside ${argv} >$root$home.log 2>&1 </dev/null 3>&- 4>&- & companion=$!`;
}

/** Shell that waits until `test` holds, at most 10 s; fails with what the program said where it ended or does not begin. */
export function waitUntil(test: string): string {
  return `tries=0
until ${test}; do
  tries=$((tries + 1))
  if [ $tries -gt 500 ] || ! kill -0 $companion 2>/dev/null; then cat $root$home.log; false; break; fi
  usleep 20000
done`;
}
