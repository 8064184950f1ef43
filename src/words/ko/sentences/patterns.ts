import { threads } from './threads.ts';
import { times } from './times.ts';

/** Sentences that differ in one phrase: the English around it, and the Korean sentence around its Korean. */
interface Pattern {
  readonly english: RegExp;
  readonly phrases: Readonly<Record<string, string>>;
  readonly korean: (phrase: string) => string;
}

const patterns: readonly Pattern[] = [
  {
    english: /^How many times (.+)\.$/,
    phrases: times,
    korean: phrase => `${phrase} 시간을 몇 번 재었는지.`,
  },
  { english: /^Sum of the times (.+)\.$/, phrases: times, korean: phrase => `${phrase} 시간의 합.` },
  { english: /^Mean of the times (.+)\.$/, phrases: times, korean: phrase => `${phrase} 시간의 평균.` },
  {
    english: /^Half of the times (.+) were no longer\.$/,
    phrases: times,
    korean: phrase => `${phrase} 시간의 절반은 이보다 길지 않다.`,
  },
  ...['90', '99', '99.9'].map(percent => ({
    english: new RegExp(`^${percent.replace('.', '\\.')} % of the times (.+) were no longer\\.$`),
    phrases: times,
    korean: (phrase: string) => `${phrase} 시간의 ${percent} %는 이보다 길지 않다.`,
  })),
  {
    english: /^The longest time (.+)\.$/,
    phrases: times,
    korean: phrase => `${phrase} 시간 중 가장 긴 것.`,
  },
  {
    english: /^Id of the thread (.+); 0 is an idle task\.$/,
    phrases: threads,
    korean: phrase => `${phrase} 스레드의 ID. 0은 유휴 태스크.`,
  },
  {
    english: /^Name of the thread (.+)\.$/,
    phrases: threads,
    korean: phrase => `${phrase} 스레드의 이름.`,
  },
];

const comparedColumn = /^(\w+) in the (first recording|second)\.$/;

/** The Korean of a sentence that is made by a pattern; undefined of others. */
export function koreanByPattern(sentence: string): string | undefined {
  const [, column, side] = comparedColumn.exec(sentence) ?? [];
  if (column !== undefined) return `${side === 'second' ? '둘째' : '첫'} 기록의 ${column}.`;
  for (const { english, phrases, korean } of patterns) {
    const phrase = phrases[english.exec(sentence)?.[1] ?? ''];
    if (phrase !== undefined) return korean(phrase);
  }
  return undefined;
}
