import { TargetError } from '../../base/index.ts';
import { say, type WordKey } from '../../words/index.ts';
import type { Reach } from './reach.ts';

/** Why the agent would not begin; it says one of these words and what it saw. */
const reasons = [
  'not-root',
  'container',
  'no-program',
  'no-tool',
  'user-not-root',
  'no-run',
  'no-place',
  'not-mounted',
  'no-tracefs',
  'closed',
  'no-instances',
  'no-tracer',
  'ftrace-off',
  'top-ringside',
  'top-tracer',
  'top-events',
  'top-unread',
] as const;

type Reason = (typeof reasons)[number];

/** What is in the way on a machine, with the next step, where the agent said so. */
export function refusalIn(lines: readonly string[], reach: Pick<Reach, 'target'>): TargetError | undefined {
  for (const line of lines) {
    const [, word, what = ''] = /^refuse (\S+) ?(.*)$/.exec(line) ?? [];
    const reason = reasons.find(each => each === word);
    if (reason !== undefined) return refusal(reason, what, reach.target);
  }
  return undefined;
}

function refusal(reason: Reason, what: string, target: string): TargetError {
  const key = `targets.${reason}` as const satisfies WordKey;
  const remedy = `${key}.remedy` as const satisfies WordKey;
  return new TargetError(say('targets.record-on', { target }), say(key, { what }), say(remedy, { what }));
}
