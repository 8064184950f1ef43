import { isOfStacks } from '../../views/calls/contract.ts';
import { say } from '../../words/index.ts';
import { useAnswer } from '../app/client.ts';
import { go, hrefTo, param } from '../app/place.ts';
import { theme } from '../app/theme.ts';
import { hueColour } from '../parts/palette.ts';
import { Trouble } from '../parts/trouble.tsx';
import { callScope, functionAround, lookedFor, measuredBy, placeOfFunction } from './scope.ts';
import { exactText, percentText, weightText } from './weights.ts';

const most = 200;
const orders = ['self', 'total', 'calls'] as const;

/** Functions of what is shown, the ones with the most first: what the flame graph shows, to be read. */
export function FunctionsTable({ isCountedOnly }: { readonly isCountedOnly: boolean }) {
  const order =
    orders.find(one => one === param('order')) ?? (measuredBy.value === 'calls' ? 'calls' : 'self');
  const { value, error } = useAnswer('calls.functions', {
    ...callScope.value,
    ...lookedFor.value,
    by: order,
    most,
  });
  if (error !== undefined) return <Trouble error={error} />;
  if (value === undefined) return <div class="call-functions" />;
  const { names, unit, all, count } = value;
  const header = (one: (typeof orders)[number]) => (
    <th aria-sort={order === one ? 'descending' : 'none'} title={say(`web.calls.column.${one}.about`)}>
      <button type="button" onClick={() => go({ order: one }, { replace: true })}>
        {say(
          !isOfStacks(unit)
            ? `web.calls.column.${one}`
            : one === 'calls'
              ? 'web.calls.column.count'
              : `web.calls.column.${one}.stacks`,
        )}
        {order === one ? ' ↓' : ''}
      </button>
    </th>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section class="call-functions" tabIndex={0} aria-label={say('web.calls.functions')}>
      <table>
        <thead>
          <tr>
            <th>{say('web.calls.column.function')}</th>
            {header('self')}
            {header('total')}
            {isCountedOnly ? undefined : header('calls')}
          </tr>
        </thead>
        <tbody>
          {names.map((head, row) => (
            <tr
              key={`${head.module} ${head.text} ${head.part}`}
              aria-current={functionAround.value === head.text ? 'true' : undefined}
            >
              <td>
                <span
                  class="swatch"
                  style={{ background: hueColour(head.group, theme.value) }}
                  title={head.label}
                />
                <a
                  class="mono"
                  href={hrefTo(placeOfFunction(head.text))}
                  title={`${head.text} · ${head.label} ${head.source}`}
                >
                  {head.text}
                </a>
              </td>
              <td title={`${exactText(value.self[row]!, unit)} · ${percentText(value.self[row]!, all)}`}>
                {weightText(value.self[row]!, unit)}
              </td>
              <td title={`${exactText(value.total[row]!, unit)} · ${percentText(value.total[row]!, all)}`}>
                {weightText(value.total[row]!, unit)}
              </td>
              {isCountedOnly ? undefined : <td>{value.calls[row]!.toLocaleString('en')}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {count > names.length ? (
        <p class="quiet">
          {say('web.calls.more-functions', { count: (count - names.length).toLocaleString('en') })}
        </p>
      ) : undefined}
    </section>
  );
}
