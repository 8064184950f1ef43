import { countText, durationText } from '../../text/replay/durations.ts';
import type { Losses as AllLosses } from '../../views/index.ts';
import { inWords, say } from '../../words/index.ts';
import { useAnswer } from '../app/client.ts';
import { hrefTo } from '../app/place.ts';
import { Busy } from '../parts/busy.tsx';
import { Icon } from '../parts/icon.tsx';
import { Trouble } from '../parts/trouble.tsx';
import './losses.css';

/** What is missing from the recording, and what could not be understood. */
export function Losses() {
  const { value: all, error, progress, cancel } = useAnswer('losses.all', {});
  if (error !== undefined) return <Trouble error={error} />;
  if (all === undefined) return <Busy what={say('web.view.losses')} progress={progress} cancel={cancel} />;
  const isLost = all.lostCount > 0 || all.problems.some(({ severity }) => severity === 'loss');
  const isClean = all.problems.length === 0 && all.lostCount === 0;
  return (
    <div class="losses">
      <h1 class={isLost ? 'harm' : 'losses-good'}>
        <Icon name={isLost ? 'warning' : 'check'} />{' '}
        {isLost ? say('losses.ledger') : say(isClean ? 'losses.nothing' : 'losses.nothing-lost')}
      </h1>
      <Problems problems={all.problems} />
      <Stretches all={all} />
      <Unpaired all={all} />
      <Unrecorded all={all} />
    </div>
  );
}

function Problems({ problems }: Pick<AllLosses, 'problems'>) {
  return (
    <ul class="ledger-rows">
      {problems.map(({ name, severity, place, count, sentence }) => (
        <li key={name} class={severity === 'note' ? '' : 'harmful'}>
          <p>{inWords(sentence)}</p>
          <p class="quiet">
            <span class="mono">{name}</span> · {severity}
            {count === 1 ? '' : ` · ${count < 0 ? '?' : countText(count)}×`}
            {place === '' ? '' : ` · ${place}`}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Stretches({ all }: { readonly all: AllLosses }) {
  if (all.lostCount === 0) return null;
  const text = (time: number): string => (all.isTicks ? countText(Math.round(time)) : durationText(time));
  return (
    <section>
      <h2>
        {say('losses.stretches')} ({countText(all.lostCount)})
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than the window is scrolled by keys */}
      <section class="lost-stretches" tabIndex={0} aria-label={say('losses.stretches')}>
        <table>
          <thead>
            <tr>
              <th scope="col">CPU</th>
              <th scope="col">{say('losses.when')}</th>
              <th scope="col">{say('losses.long')}</th>
              <th scope="col">{say('losses.events')}</th>
            </tr>
          </thead>
          <tbody>
            {all.lost.map(({ cpu, from, to, count }) => {
              const margin = (to - from) / 2 + 1000;
              const around = {
                from: String(Math.max(0, Math.floor(from - margin))),
                to: String(Math.ceil(to + margin)),
              };
              return (
                <tr key={`${cpu} ${to}`}>
                  <td>{cpu}</td>
                  <td>
                    <a href={hrefTo({ view: 'timeline', ...around })}>{text(from)}</a>
                  </td>
                  <td>{text(to - from)}</td>
                  <td>{count < 0 ? '?' : countText(count)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function Unpaired({ all }: { readonly all: AllLosses }) {
  if (all.unpaired.length === 0) return null;
  return (
    <section>
      <h2>{say('losses.unpaired')}</h2>
      <ul class="ledger-rows">
        {all.unpaired.flatMap(({ analysis, problems }) =>
          problems.map(({ name, count, sentence }) => (
            <li key={`${analysis} ${name}`}>
              <p>
                <strong>{count < 0 ? '?' : countText(count)}</strong> {inWords(sentence)}
              </p>
              <p class="quiet">
                <a href={hrefTo({ view: 'reports', analysis })}>{analysis}</a>
              </p>
            </li>
          )),
        )}
      </ul>
    </section>
  );
}

const mostMissing = 6;

function Unrecorded({ all }: { readonly all: AllLosses }) {
  if (all.unrecorded.length === 0) return null;
  return (
    <section>
      <h2>{say('losses.unrecorded')}</h2>
      <p class="quiet">{say('losses.unrecorded.what')}</p>
      <ul class="ledger-rows">
        {all.unrecorded.map(({ subject, recorded, missing, record }) => (
          <li key={subject}>
            <p>
              <a href={hrefTo({ view: 'reports', analysis: subject })}>{subject}</a>{' '}
              <small class="quiet">{say(recorded === 'no' ? 'reports.no' : 'reports.partly')}</small>
            </p>
            <p class="quiet" title={missing.join(' ')}>
              {missing.slice(0, mostMissing).join(', ')}
              {missing.length > mostMissing ? ` … +${missing.length - mostMissing}` : ''}
            </p>
            <code>ringside record {record} -- …</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
