import { UsageError } from '../../base/index.ts';
import type { ColourDepth } from '../../text/replay/index.ts';
import { say } from '../../words/index.ts';

/** What `--color WHEN` means for standard output: auto paints on a terminal without NO_COLOR only. */
export function colourDepth(when: string): ColourDepth {
  const { NO_COLOR, TERM = '', COLORTERM = '' } = process.env;
  const many = /256|truecolor|24bit|direct/.test(`${TERM} ${COLORTERM}`) ? 256 : 16;
  if (when === 'always') return many;
  if (when === 'never') return 0;
  if (when !== 'auto') {
    throw new UsageError(
      say('replay.bad-value', { option: '--color', value: when }),
      say('replay.bad-value.remedy'),
    );
  }
  return process.stdout.isTTY === true && !NO_COLOR && TERM !== 'dumb' ? many : 0;
}
