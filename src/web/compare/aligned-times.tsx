import { countText, durationText } from '../../text/replay/index.ts';
import { type AlignedStrip, type AlignedStrips, selectionText } from '../../views/index.ts';
import { say } from '../../words/index.ts';
import { useAnswer } from '../app/client.ts';
import { go, hrefTo, param } from '../app/place.ts';
import { recordings } from '../app/recordings.ts';
import { Busy } from '../parts/busy.tsx';
import { Trouble } from '../parts/trouble.tsx';

const parts = 400;

/** Both recordings on one scale of time, from the same event on. */
export function AlignedTimes() {
  const event = param('event') ?? '';
  const nth = Math.max(1, Math.floor(Number(param('nth') ?? 1)) || 1);
  const { value, progress, error, cancel } = useAnswer('compare.aligned', { event, nth, parts });
  if (error !== undefined) return <Trouble error={error} />;
  if (value === undefined)
    return <Busy what={say('compare.comparing')} progress={progress} cancel={cancel} />;
  const [before, after] = recordings.value;
  return (
    <section class="compare-strips">
      <p class="quiet">{say('compare.strips.about')}</p>
      <Aligning aligned={value} nth={nth} />
      <Strip
        name={before?.name ?? ''}
        recording={0}
        strip={value.before}
        aligned={value}
        label={say('compare.before')}
      />
      <Strip
        name={after?.name ?? ''}
        recording={1}
        strip={value.after}
        aligned={value}
        label={say('compare.after')}
      />
      <Ruler from={value.from} to={value.to} />
    </section>
  );
}

function Aligning({ aligned, nth }: { readonly aligned: AlignedStrips; readonly nth: number }) {
  const choose = (event: Event): void => {
    const { value } = event.currentTarget as HTMLSelectElement;
    go({ event: value === '' ? undefined : value, nth: undefined }, { replace: true });
  };
  const count = (event: Event): void => {
    go({ nth: (event.currentTarget as HTMLInputElement).value }, { replace: true });
  };
  return (
    <div class="compare-align">
      <label>
        {say('compare.align')}
        <select value={aligned.event} onChange={choose}>
          <option value="">{say('compare.align.first')}</option>
          {aligned.events.map(({ name, before, after }) => (
            <option key={name} value={name}>
              {name} ({countText(before)} / {countText(after)})
            </option>
          ))}
        </select>
      </label>
      {aligned.event === '' ? undefined : (
        <label>
          {say('compare.nth')}
          <input type="number" min={1} value={nth} onChange={count} />
        </label>
      )}
    </div>
  );
}

const stripHeight = 72;

function Strip(props: {
  readonly name: string;
  readonly label: string;
  readonly recording: number;
  readonly strip: AlignedStrip;
  readonly aligned: AlignedStrips;
}) {
  const { name, label, recording, strip, aligned } = props;
  const most = Math.max(1, ...aligned.before.counts, ...aligned.after.counts);
  const width = strip.counts.length;
  const place = (time: number): number => (width * (time - aligned.from)) / (aligned.to - aligned.from);
  const bars = Array.from(strip.counts, (count, index) => {
    const height = count === 0 ? 0 : Math.max(1, (stripHeight * Math.sqrt(count)) / Math.sqrt(most));
    return count === 0 ? '' : `M${index} ${stripHeight}v${-height}h1v${height}z`;
  }).join('');
  return (
    <figure class="compare-strip">
      <figcaption>
        <span class="quiet">{label}</span>{' '}
        {strip.row < 0 ? (
          name
        ) : (
          <a
            href={hrefTo({
              view: 'timeline',
              select: selectionText({ kind: 'row', row: strip.row }),
              recording: recording === 0 ? undefined : String(recording),
            })}
          >
            {name}
          </a>
        )}{' '}
        <span class="quiet">{durationText(strip.to - strip.from)}</span>
      </figcaption>
      <svg
        role="img"
        aria-label={say('compare.strip', { name })}
        viewBox={`0 0 ${width} ${stripHeight}`}
        preserveAspectRatio="none"
        height={stripHeight}
      >
        <rect
          class="strip-ground"
          x={place(strip.from)}
          width={Math.max(1, place(strip.to) - place(strip.from))}
          height={stripHeight}
        />
        <path class="strip-bars" d={bars} />
        <line class="strip-anchor" x1={place(0)} x2={place(0)} y2={stripHeight} />
      </svg>
    </figure>
  );
}

function Ruler({ from, to }: { readonly from: number; readonly to: number }) {
  const marks = [0, 0.25, 0.5, 0.75, 1].map(part => ({ part, time: from + (to - from) * part }));
  return (
    <div class="compare-ruler" aria-hidden="true">
      {marks.map(({ part, time }) => (
        <span key={part} style={{ left: `${100 * part}%` }}>
          {time < 0 ? `−${durationText(-time)}` : `+${durationText(time)}`}
        </span>
      ))}
    </div>
  );
}
