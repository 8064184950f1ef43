import { countText } from '../../text/replay/index.ts';
import { isOfStacks } from '../../views/calls/contract.ts';
import type { CallPlace, Sandwich } from '../../views/index.ts';
import { say } from '../../words/index.ts';
import { useAnswer } from '../app/client.ts';
import { go, hrefTo } from '../app/place.ts';
import { theme } from '../app/theme.ts';
import { Busy } from '../parts/busy.tsx';
import { Empty } from '../parts/empty.tsx';
import { hueColour } from '../parts/palette.ts';
import { Trouble } from '../parts/trouble.tsx';
import { FlameGraph } from './flame-graph.tsx';
import { FunctionsTable } from './functions-table.tsx';
import { callScope, functionAround, measuredBy, placeOfFunction, stretchAround } from './scope.ts';
import { exactText, percentText, weightText } from './weights.ts';

/** One function: who called it, what it called, and its numbers. */
export function Around({ isCountedOnly }: { readonly isCountedOnly: boolean }) {
  const name = functionAround.value;
  const { value, error, progress, isPending, cancel } = useAnswer(
    'calls.sandwich',
    name === undefined
      ? undefined
      : { ...callScope.value, function: name, by: measuredBy.value, least: 0.0008 },
  );
  const isOther = value !== undefined && value.head.text !== name;
  return (
    <div class="flame-view">
      <div class="call-around">
        {error !== undefined ? (
          <Trouble error={error} />
        ) : name === undefined ? (
          <Empty why={say('web.calls.choose-function')} />
        ) : value === undefined || isOther ? (
          isPending ? (
            <Busy what={say('web.calls.merging')} progress={progress} cancel={cancel} />
          ) : (
            <Empty why={say('web.calls.no-function', { name })} />
          )
        ) : (
          <Found sandwich={value} isCountedOnly={isCountedOnly} />
        )}
      </div>
      <FunctionsTable isCountedOnly={isCountedOnly} />
    </div>
  );
}

interface FoundWishes {
  readonly sandwich: Sandwich;
  readonly isCountedOnly: boolean;
}

function Found({ sandwich, isCountedOnly }: FoundWishes) {
  const { callers, callees } = sandwich;
  const isByCalls = measuredBy.value === 'calls';
  const show = (name: string): void => go(placeOfFunction(name));
  return (
    <>
      <Numbers sandwich={sandwich} isCountedOnly={isCountedOnly} />
      <h3>{say('web.calls.callers')}</h3>
      {callers.frames.path.length <= 1 ? (
        <p class="quiet">{say('web.calls.no-callers')}</p>
      ) : (
        <FlameGraph
          flame={callers}
          label={say('web.calls.callers')}
          isUp
          isCountedOnly={isCountedOnly}
          isByCalls={isByCalls}
          onFunction={show}
          mostLevels={12}
        />
      )}
      <h3>{say('web.calls.callees')}</h3>
      {callees.frames.path.length <= 1 ? (
        <p class="quiet">{say('web.calls.no-callees')}</p>
      ) : (
        <FlameGraph
          flame={callees}
          label={say('web.calls.callees')}
          isUp={false}
          isCountedOnly={isCountedOnly}
          isByCalls={isByCalls}
          onFunction={show}
          mostLevels={16}
        />
      )}
    </>
  );
}

function Numbers({ sandwich, isCountedOnly }: FoundWishes) {
  const { head, total, self, all, unit, calls, single } = sandwich;
  return (
    <header class="around-head">
      <h2 class="mono" title={head.text}>
        {head.text}
      </h2>
      <p>
        <span class="swatch" style={{ background: hueColour(head.group, theme.value) }} aria-hidden="true" />{' '}
        <a href={hrefTo({ view: 'map', select: `part:${head.part}` })}>{head.label}</a>
        {head.source === '' ? undefined : <span class="mono quiet"> {head.source}</span>}
        {head.module === '' ? undefined : <span class="quiet"> {head.module}</span>}
      </p>
      <dl class="around-numbers">
        {isCountedOnly ? undefined : (
          <Figure
            what={say(isOfStacks(unit) ? 'web.calls.column.count' : 'web.calls.column.calls')}
            value={countText(calls)}
          />
        )}
        <Figure
          what={say(isOfStacks(unit) ? 'web.calls.column.total.stacks' : 'web.calls.column.total')}
          value={`${weightText(total, unit)} · ${percentText(total, all)}`}
          exact={exactText(total, unit)}
        />
        <Figure
          what={say(isOfStacks(unit) ? 'web.calls.column.self.stacks' : 'web.calls.column.self')}
          value={`${weightText(self, unit)} · ${percentText(self, all)}`}
          exact={exactText(self, unit)}
        />
        {single === undefined ? undefined : (
          <>
            <Figure what={say('web.calls.shortest')} value={weightText(single.shortest, unit)} />
            <Figure what={say('web.calls.median')} value={weightText(single.median, unit)} />
            <Figure
              what={say('web.calls.longest')}
              value={weightText(single.longest.end - single.longest.start, unit)}
            />
          </>
        )}
      </dl>
      {single === undefined ? undefined : (
        <p class="around-links">
          <CallLinks call={single.first} what={say('web.calls.first-call')} />
          <CallLinks call={single.longest} what={say('web.calls.longest-call')} />
        </p>
      )}
    </header>
  );
}

function Figure({
  what,
  value,
  exact,
}: {
  readonly what: string;
  readonly value: string;
  readonly exact?: string;
}) {
  return (
    <div>
      <dt>{what}</dt>
      <dd title={exact}>{value}</dd>
    </div>
  );
}

/** A call in the tree and on the time line. */
function CallLinks({
  call: { call, start, end },
  what,
}: {
  readonly call: CallPlace;
  readonly what: string;
}) {
  const select = `call:${call}`;
  return (
    <span>
      {what}: <a href={hrefTo({ view: 'calls', show: 'tree', select })}>{say('web.calls.in-tree')}</a>{' '}
      <a href={hrefTo({ view: 'timeline', ...stretchAround(start, end), select })}>
        {say('web.calls.on-timeline')}
      </a>
    </span>
  );
}
