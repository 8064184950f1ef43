import { useEffect, useRef } from 'preact/hooks';
import { say } from '../../words/index.ts';

/** A piece of what a command printed. */
export interface Printed {
  readonly stream: 'out' | 'err';
  readonly text: string;
}

const mostOutput = 200_000;

/** The end of what was printed: a command may print for hours. */
export function shortened(output: readonly Printed[]): readonly Printed[] {
  let kept = 0;
  let from = output.length;
  while (from > 0 && kept < mostOutput) kept += output[--from]!.text.length;
  return output.slice(from);
}

/** What a command printed, with its end in sight unless somebody scrolled up. */
export function PrintedOutput({ output }: { readonly output: readonly Printed[] }) {
  const screen = useRef<HTMLPreElement>(null);
  const follows = useRef(true);
  useEffect(() => {
    const { current } = screen;
    if (current !== null && follows.current) current.scrollTop = current.scrollHeight;
  }, [output]);
  if (output.length === 0) return null;
  const look = (): void => {
    const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = screen.current ?? {};
    follows.current = scrollTop + clientHeight > scrollHeight - 8;
  };
  return (
    <pre
      class="printed-output"
      ref={screen}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      role="log"
      aria-label={say('recording.output')}
      onScroll={look}
    >
      {output.map(({ stream, text }, index) => (
        <span key={index} class={stream === 'err' ? 'quiet' : ''}>
          {readable(text)}
        </span>
      ))}
    </pre>
  );
}

/** Without what moves a terminal's cursor or colours it. */
function readable(text: string): string {
  return text.replaceAll(
    /\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|.)|[\x00-\x08\x0b-\x1f\x7f]/g,
    '',
  );
}
