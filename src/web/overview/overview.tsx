import { countText } from '../../text/replay/index.ts';
import { say } from '../../words/index.ts';
import { useAnswer } from '../app/client.ts';
import { hrefTo } from '../app/place.ts';
import { Busy } from '../parts/busy.tsx';
import { ShareList } from '../parts/share-list.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Ledger } from './ledger.tsx';
import { Remarkable } from './remarkable.tsx';
import { Story } from './story.tsx';
import { Subjects } from './subjects.tsx';
import { TimeBars } from './time-bars.tsx';
import './overview.css';

/** The first screen: what this is, what is remarkable in it, and where to look. */
export function Overview() {
  const { value: head } = useAnswer('overview.head', {});
  const counts = useAnswer('overview.counts', {});
  const { value: time, isPending, progress, cancel } = useAnswer('overview.time', {});
  if (counts.error !== undefined) return <Trouble error={counts.error} />;
  if (head === undefined || counts.value === undefined) {
    return <Busy what={say('start.counting')} progress={counts.progress} cancel={counts.cancel} />;
  }
  const { searchers, eventCounts, taskCounts, kinds, tasks, subjects, problems } = counts.value;
  return (
    <div class="overview">
      <Story head={head} counts={counts.value} time={time} />
      <Ledger problems={problems} />
      {isPending ? <Busy what={say('start.adding-up')} progress={progress} cancel={cancel} /> : undefined}
      {time === undefined ? undefined : <TimeBars time={time} />}
      <Remarkable searchers={searchers} />
      <div class="overview-lists">
        <section>
          <h2>{say('overview.events')}</h2>
          <ShareList
            rows={eventCounts.map(({ name, count, share }) => ({
              name,
              share,
              value: countText(count),
              href: hrefTo({ view: 'events', filter: name }),
            }))}
            more={kinds - eventCounts.length}
          />
        </section>
        <section>
          <h2>{say('overview.tasks')}</h2>
          <ShareList
            rows={taskCounts.map(({ name, count, share }) => ({
              name,
              share,
              value: countText(count),
              href: hrefTo({ view: 'timeline', find: name.replace(/ \d+$/, '') }),
            }))}
            more={tasks + 1 - taskCounts.length}
          />
        </section>
      </div>
      <Subjects subjects={subjects} />
    </div>
  );
}
