import { UsageError } from '../base/index.ts';
import type { Progress } from '../packages/index.ts';
import { say } from '../words/index.ts';
import type { GuestWishes } from './guest-wishes.ts';
import { local } from './local/index.ts';
import { microVm } from './micro-vm/target.ts';
import { ssh } from './ssh/index.ts';
import type { TargetSession, TracerNeeds } from './target.ts';

/** What a recording asks of the place where it is made. */
export interface TargetWishes {
  readonly guest: GuestWishes;
  readonly tracer: TracerNeeds;
  /** Packages of the programs that must stand there. */
  readonly programs: readonly string[];
}

/** A kind of place where commands are recorded. */
export interface Target {
  /** How it is written behind `--on`. */
  readonly form: string;
  understands(on: string): boolean;
  start(on: string, wishes: TargetWishes, progress: Progress): Promise<TargetSession>;
}

/** Every target. */
export const targets: readonly Target[] = [microVm, local, ssh];

/** Starts a session on the target that `on` names. A UsageError where there is none. */
export async function startTarget(
  on: string,
  wishes: TargetWishes,
  progress: Progress,
): Promise<TargetSession> {
  return targetOf(on).start(on, wishes, progress);
}

/** The target that `on` names. A UsageError with the forms there are when it names none. */
export function targetOf(on: string): Target {
  const target = targets.find(each => each.understands(on));
  if (target) return target;
  const forms = targets.map(each => each.form).join(', ');
  throw new UsageError(say('targets.unknown', { on }), say('targets.unknown.remedy', { forms }));
}
