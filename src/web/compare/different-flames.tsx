import { type FlameDifference, selectionText } from '../../views/index.ts';
import { say } from '../../words/index.ts';
import { useAnswer } from '../app/client.ts';
import { hrefTo } from '../app/place.ts';
import { Busy } from '../parts/busy.tsx';
import { Empty } from '../parts/empty.tsx';
import { Trouble } from '../parts/trouble.tsx';

/** In pixels. */
const levelHeight = 22;
/** Narrower parts of the whole are not drawn. */
const leastWidth = 0.0015;
const leastNamed = 0.03;

/** One flame graph of both recordings: red where the part of a function grew, blue where it shrank. */
export function DifferentFlames() {
  const { value, progress, error, isPending, cancel } = useAnswer('compare.flames', {});
  if (error !== undefined) return <Trouble error={error} />;
  if (isPending) return <Busy what={say('compare.comparing')} progress={progress} cancel={cancel} />;
  if (value === undefined) return <Empty why={say('compare.no-calls')} record="-p function_graph" />;
  return (
    <section>
      <p class="quiet">
        {say('compare.flames.about')} <span class="flame-key grew">{say('compare.grew')}</span>{' '}
        <span class="flame-key shrank">{say('compare.shrank')}</span>
      </p>
      <Flames flames={value} />
    </section>
  );
}

function Flames({ flames }: { readonly flames: FlameDifference }) {
  const { count, names, name, depth, left, width, before, after, depths } = flames;
  return (
    <div class="flames" style={{ height: `${depths * levelHeight}px` }}>
      {Array.from({ length: count }, (_, node) => {
        const wide = width[node]!;
        if (wide < leastWidth) return undefined;
        const text = names[name[node]!]!;
        const change = after[node]! - before[node]!;
        const told = say('compare.share', {
          name: text,
          before: percent(before[node]!),
          after: percent(after[node]!),
        });
        return (
          <a
            key={node}
            class={change > 0 ? 'flame grew' : 'flame shrank'}
            href={hrefTo({ select: selectionText({ kind: 'function', name: text }) })}
            title={told}
            aria-label={told}
            style={{
              left: `${100 * left[node]!}%`,
              top: `${depth[node]! * levelHeight}px`,
              width: `${100 * wide}%`,
              '--change': `${strengthOf(before[node]!, after[node]!)}%`,
            }}
          >
            {wide < leastNamed ? undefined : text}
          </a>
        );
      })}
    </div>
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** How much colour a change has, 0 to 42: all of it where the part doubled or halved, or is in one recording only. */
function strengthOf(before: number, after: number): number {
  const most = Math.max(before, after);
  return most === 0 ? 0 : Math.round(42 * Math.min(1, (2 * Math.abs(after - before)) / most));
}
