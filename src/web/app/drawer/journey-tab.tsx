import { durationText } from '../../../text/replay/index.ts';
import { say } from '../../../words/index.ts';
import { Lanes } from '../../journey/lanes.tsx';
import { Sums } from '../../journey/sums.tsx';
import { Busy } from '../../parts/busy.tsx';
import { Trouble } from '../../parts/trouble.tsx';
import { useAnswer } from '../client.ts';
import { hrefTo } from '../place.ts';
import '../../journey/journey.css';

/** The journey of the operation that is selected, or that what is selected belongs to. */
export function JourneyTab({ select }: { readonly select: string }) {
  const { value: operation, progress, error, cancel } = useAnswer('explain.operation', { select });
  if (error !== undefined) return <Trouble error={error} />;
  if (operation === undefined)
    return <Busy what={say('explain.tab.journey')} progress={progress} cancel={cancel} />;
  return operation === '' ? (
    <p class="quiet">{say('explain.no-journey')}</p>
  ) : (
    <OfOperation operation={operation} />
  );
}

function OfOperation({ operation }: { readonly operation: string }) {
  const { value, progress, error, cancel } = useAnswer('journey.follow', { operation });
  if (error !== undefined) return <p class="quiet">{say('explain.no-journey')}</p>;
  if (value === undefined)
    return <Busy what={say('journey.following', { of: operation })} progress={progress} cancel={cancel} />;
  const { of, name, who, start, end, sentence } = value;
  return (
    <>
      <p class="explained-sentence">
        <a href={hrefTo({ view: 'journey', of })}>
          <strong>{name}</strong> {who} {durationText(end - start)}
        </a>{' '}
        <span class="quiet">{sentence}</span>
      </p>
      <div class="journey-body">
        <Lanes picture={value} />
        <Sums sums={value.sums} />
      </div>
    </>
  );
}
