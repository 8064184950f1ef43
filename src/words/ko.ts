import type { en } from './en.ts';
import type { InOtherWords } from './in-other-words.ts';
import { calls } from './ko/calls.ts';
import { command } from './ko/command.ts';
import { diff } from './ko/diff.ts';
import { doctor } from './ko/doctor.ts';
import { elf } from './ko/elf.ts';
import { events } from './ko/events.ts';
import { exportTo } from './ko/export.ts';
import { findings } from './ko/findings.ts';
import { journey } from './ko/journey.ts';
import { lab } from './ko/lab.ts';
import { open } from './ko/open.ts';
import { overview } from './ko/overview.ts';
import { query } from './ko/query.ts';
import { record } from './ko/record.ts';
import { recordPage } from './ko/record-page.ts';
import { replay } from './ko/replay.ts';
import { setup } from './ko/setup.ts';
import { sql } from './ko/sql.ts';
import { start } from './ko/start.ts';
import { targets } from './ko/targets.ts';
import { timeline } from './ko/timeline.ts';
import { tracks } from './ko/tracks.ts';
import { vm } from './ko/vm.ts';
import { web } from './ko/web.ts';
import { webCalls } from './ko/web-calls.ts';
import { webCompare } from './ko/web-compare.ts';
import { webExplain } from './ko/web-explain.ts';
import { webJourney } from './ko/web-journey.ts';
import { webLabs } from './ko/web-labs.ts';
import { webMap } from './ko/web-map.ts';
import { webReports } from './ko/web-reports.ts';
import { webStart } from './ko/web-start.ts';
import { webTable } from './ko/web-table.ts';

/** Ringside의 모든 문장, 한국어. 빠진 키가 있으면 컴파일되지 않는다. */
export const ko: InOtherWords<typeof en> = {
  ...calls,
  ...command,
  ...diff,
  ...doctor,
  ...elf,
  ...events,
  ...exportTo,
  ...findings,
  ...journey,
  ...lab,
  ...open,
  ...overview,
  ...replay,
  ...query,
  ...record,
  ...recordPage,
  ...setup,
  ...sql,
  ...start,
  ...targets,
  ...timeline,
  ...tracks,
  ...vm,
  ...web,
  ...webCompare,
  ...webJourney,
  ...webExplain,
  ...webStart,
  ...webCalls,
  ...webLabs,
  ...webMap,
  ...webReports,
  ...webTable,
};
