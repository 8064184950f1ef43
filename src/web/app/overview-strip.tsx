import type { Stretch, Strip as StripData } from '../../views/index.ts';
import { say } from '../../words/index.ts';
import { Strip } from '../timeline/strip.tsx';
import { useAnswer } from './client.ts';
import { go, stretch } from './place.ts';
import { hitTimes } from './search-state.ts';

/** Of a recording that memory does not hold a stretch is seen, and not all, where none is said. */
function loadedOf({ isEstimate, loaded: [from, to] }: StripData): Stretch | undefined {
  return isEstimate ? { from, to } : undefined;
}

/** Enough for the widest window; the strip puts together what a pixel has. */
const parts = 1600;

/** The whole recording above every view, with the stretch that is looked at as a frame. */
export function OverviewStrip() {
  const { value: strip } = useAnswer('timeline.strip', { parts });
  if (strip === undefined) return <section class="strip-place" aria-label={say('web.strip')} />;
  return (
    <section class="strip-place" aria-label={say('web.strip')}>
      <Strip
        strip={strip}
        window={stretch.value ?? loadedOf(strip)}
        hits={hitTimes.value}
        onMove={({ from, to }, isStep) => go({ from: String(from), to: String(to) }, { replace: isStep })}
      />
    </section>
  );
}
