import type { RunMessage } from '../../protocol/index.ts';

/** What is shown alike of everything that the server does for the page. */
export interface RunNews {
  /** What is going on, and how far it is. */
  readonly phase: { readonly name: string; readonly done: number; readonly of: number };
  readonly notes: readonly string[];
}

const mostNotes = 20;

/** What a phase or a note changes of it. */
export function hearNews(
  { notes }: RunNews,
  message: Extract<RunMessage, { kind: 'phase' | 'note' }>,
): Partial<RunNews> {
  if (message.kind === 'note') return { notes: [...notes, message.text].slice(-mostNotes) };
  const { name, done = 0, total = 0 } = message;
  return { phase: { name, done, of: total } };
}
