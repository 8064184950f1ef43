import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CheckedLab,
  keepProgress,
  type Lab,
  LabNeedsError,
  runAndCheck,
} from '../../lab-runner/index.ts';
import { createProgress, silentProgress } from '../../packages/index.ts';
import type { GuestWishes } from '../../targets/guest-wishes.ts';
import { currentLanguage, say } from '../../words/index.ts';
import { coloursFor } from '../print/colours.ts';
import { untilInterrupted } from '../serve/until-interrupted.ts';
import { labTools } from './lab-tools.ts';
import { findingLines } from './print-findings.ts';

export interface CheckWishes extends GuestWishes {
  readonly on: string;
  readonly withoutWorkload: boolean;
  /** The recordings stay, in the usual place. */
  readonly keep: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** Runs labs afresh and says for each thing whether it was found. Answers how many labs were not whole. */
export async function checkLabs(labs: readonly Lab[], wishes: CheckWishes): Promise<number> {
  const progress = wishes.quiet || wishes.json ? silentProgress : createProgress();
  const interrupted = new AbortController();
  void untilInterrupted().then(() => interrupted.abort(new Error(say('lab.interrupted'))));
  let failed = 0;
  for (const lab of labs) {
    const started = performance.now();
    const folder = wishes.keep ? undefined : await mkdtemp(join(tmpdir(), 'ringside-lab-'));
    try {
      const options = {
        guest: wishes,
        on: wishes.on,
        withoutWorkload: wishes.withoutWorkload,
        signal: interrupted.signal,
        ...(folder === undefined ? {} : { folderOf: (id: string) => join(folder, id) }),
      };
      const checked = await runAndCheck(lab, options, labTools(progress));
      progress.end();
      if (!checked.isFound) failed++;
      tell(lab, checked, (performance.now() - started) / 1000, wishes);
      if (checked.isFound && !wishes.withoutWorkload) {
        await keepProgress(lab.id, { checkedAt: new Date().toISOString(), kernel: checked.kernel.release });
      }
    } catch (error) {
      progress.end();
      if (interrupted.signal.aborted) throw error;
      failed++;
      tellFailure(lab, error, wishes);
    } finally {
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    }
  }
  if (labs.length > 1 && !wishes.json) {
    process.stdout.write(`\n${say('lab.check.summary', { good: labs.length - failed, failed })}\n`);
  }
  return failed;
}

function tell(lab: Lab, checked: CheckedLab, seconds: number, wishes: CheckWishes): void {
  const { findings, isFound, kernel } = checked;
  if (wishes.json) {
    const answer = {
      kind: 'lab-check',
      source: lab.id,
      problems: [],
      kernel: kernel.release,
      isFound,
      findings,
    };
    process.stdout.write(`${JSON.stringify({ ringside: 1, ...answer })}\n`);
    return;
  }
  const colours = coloursFor(process.stdout);
  const language = currentLanguage();
  const verdict = isFound ? colours.good('✔') : colours.bad('✘');
  const head = `${verdict} ${colours.strong(lab.id)}  ${lab.title[language]}`;
  const facts = colours.quiet(
    say('lab.check.facts', { kernel: kernel.release, seconds: seconds.toFixed(1) }),
  );
  const coming = lab.coming.map(words => `  … ${say('lab.show.coming', { what: words[language] })}`);
  process.stdout.write(
    `${[`${head}  ${facts}`, ...findingLines(findings, colours), ...coming].join('\n')}\n`,
  );
}

function tellFailure(lab: Lab, error: unknown, { json }: CheckWishes): void {
  const message = error instanceof Error ? error.message : String(error);
  const needs = error instanceof LabNeedsError ? error.lines : [];
  if (json) {
    const answer = {
      kind: 'lab-check',
      source: lab.id,
      problems: [message],
      isFound: false,
      needs,
      findings: [],
    };
    process.stdout.write(`${JSON.stringify({ ringside: 1, ...answer })}\n`);
    return;
  }
  const { bad, strong } = coloursFor(process.stdout);
  const lines = needs.length > 0 ? [say('lab.needs', { id: lab.id }), ...needs] : [message];
  process.stdout.write(
    `${bad('✘')} ${strong(lab.id)}  ${lab.title[currentLanguage()]}\n${lines.map(line => `      ${line}`).join('\n')}\n`,
  );
}
