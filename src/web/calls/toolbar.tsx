import { durationText } from '../../text/replay/index.ts';
import type { CallSource } from '../../views/index.ts';
import { say } from '../../words/index.ts';
import { go, param, selection, stretch } from '../app/place.ts';
import { Icon } from '../parts/icon.tsx';
import { callScope, changeScope, functionAround, measuredBy, openDepth, shape, shapes } from './scope.ts';

/** Threads in a choice: more nobody scrolls through. */
const mostThreads = 500;

/** What is shown, of what, and measured by what. */
export function CallsToolbar({ sources }: { readonly sources: readonly CallSource[] }) {
  const source = sources.find(({ id }) => id === callScope.value.source) ?? sources[0]!;
  return (
    <div class="calls-toolbar" role="toolbar" aria-label={say('web.calls.toolbar')}>
      <fieldset class="choice" aria-label={say('web.calls.shape')}>
        {shapes.map(one => (
          <button
            key={one}
            type="button"
            aria-pressed={shape.value === one}
            title={say(`web.calls.shape.${one}.about`)}
            onClick={() => go({ show: one, function: functionAround.value })}
          >
            {say(`web.calls.shape.${one}`)}
          </button>
        ))}
      </fieldset>
      {sources.length > 1 ? <SourceChoice sources={sources} source={source} /> : undefined}
      <ThreadChoice source={source} />
      {source.kind === 'calls' ? <CpuChoice source={source} /> : undefined}
      {shape.value === 'tree' ? <DepthChoice /> : undefined}
      {shape.value !== 'tree' && isMeasured(source) ? <ByChoice source={source} /> : undefined}
      <Chips />
    </div>
  );
}

function SourceChoice({
  sources,
  source,
}: {
  readonly sources: readonly CallSource[];
  readonly source: CallSource;
}) {
  return (
    <select
      aria-label={say('web.calls.source')}
      value={source.id}
      onChange={({ currentTarget }) =>
        changeScope({ source: currentTarget.value, thread: undefined, call: undefined, cpu: undefined })
      }
    >
      {sources.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </select>
  );
}

function ThreadChoice({ source }: { readonly source: CallSource }) {
  return (
    <select
      class="calls-thread"
      aria-label={say('web.calls.thread')}
      value={param('thread') ?? ''}
      onChange={({ currentTarget }) =>
        changeScope({ thread: currentTarget.value === '' ? undefined : currentTarget.value, call: undefined })
      }
    >
      <option value="">{say('web.calls.all-threads')}</option>
      {source.threads.slice(0, mostThreads).map(({ thread, title, count }) => (
        <option key={thread} value={String(thread)}>
          {title} · {count.toLocaleString('en')}
        </option>
      ))}
    </select>
  );
}

function CpuChoice({ source: { hasWaits } }: { readonly source: CallSource }) {
  const chosen = callScope.value.cpu;
  return (
    <fieldset class="choice" aria-label={say('web.calls.cpu')}>
      {([undefined, 'on', 'off'] as const).map(cpu => (
        <button
          key={cpu}
          type="button"
          aria-pressed={chosen === cpu}
          disabled={!hasWaits && cpu !== undefined}
          title={hasWaits ? say(`web.calls.cpu.${cpu ?? 'all'}.about`) : say('web.calls.no-waits')}
          onClick={() => changeScope({ cpu })}
        >
          {say(`web.calls.cpu.${cpu ?? 'all'}`)}
        </button>
      ))}
    </fieldset>
  );
}

/** Whether there is a choice between how much and how often. */
function isMeasured({ kind, weight }: CallSource): boolean {
  return kind === 'calls' || weight !== undefined;
}

function ByChoice({ source: { kind, weight } }: { readonly source: CallSource }) {
  const names = {
    time: weight === 'events' ? 'web.calls.by.events' : 'web.calls.by.time',
    calls: kind === 'stacks' ? 'web.calls.by.samples' : 'web.calls.by.calls',
  } as const;
  return (
    <fieldset class="choice" aria-label={say('web.calls.by')}>
      {(['time', 'calls'] as const).map(by => (
        <button
          key={by}
          type="button"
          aria-pressed={measuredBy.value === by}
          onClick={() => go({ by: by === 'time' ? undefined : by })}
        >
          {say(names[by])}
        </button>
      ))}
    </fieldset>
  );
}

function DepthChoice() {
  const depth = openDepth.value;
  const change = (to: number): void => go({ depth: to === 4 ? undefined : String(to) }, { replace: true });
  return (
    <fieldset class="choice" aria-label={say('web.calls.depth')}>
      <button
        type="button"
        aria-label={say('web.calls.shallower')}
        disabled={depth <= 0}
        onClick={() => change(depth - 1)}
      >
        −
      </button>
      <output title={say('web.calls.depth.about')}>{say('web.calls.depth-is', { depth })}</output>
      <button type="button" aria-label={say('web.calls.deeper')} onClick={() => change(depth + 1)}>
        +
      </button>
    </fieldset>
  );
}

/** What narrows the scope, each to be taken away. */
function Chips() {
  const range = stretch.value;
  const { call } = callScope.value;
  const selected = selection.value;
  return (
    <>
      {range === undefined ? undefined : (
        <button
          type="button"
          class="scope-chip"
          onClick={() => changeScope({ from: undefined, to: undefined })}
        >
          {say('web.calls.range', { duration: durationText(range.to - range.from) })}
          <Icon name="close" />
        </button>
      )}
      {call === undefined ? undefined : (
        <button type="button" class="scope-chip" onClick={() => changeScope({ call: undefined })}>
          {say('web.calls.one-call-only')}
          <Icon name="close" />
        </button>
      )}
      {selected?.kind === 'call' && selected.call !== call ? (
        <button
          type="button"
          onClick={() => changeScope({ call: String(selected.call), thread: undefined, show: shape.value })}
        >
          {say('web.calls.only-this')}
        </button>
      ) : undefined}
      {selected?.kind === 'part' ? (
        <button type="button" class="scope-chip" onClick={() => go({ select: undefined })}>
          {say('web.calls.part-lit')}
          <Icon name="close" />
        </button>
      ) : undefined}
    </>
  );
}
