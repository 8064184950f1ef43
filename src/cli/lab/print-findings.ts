import { basename } from 'node:path';
import type { Finding, StepFinding } from '../../lab-runner/index.ts';
import { fateWords, isUnseen, valuesLine } from '../../text/lab-finding.ts';
import { currentLanguage, say } from '../../words/index.ts';
import type { Colours } from '../print/colours.ts';

/** What the checks of a lab found, as lines: for each thing found (where), renamed, inlined here, missing. */
export function findingLines(findings: readonly Finding[], colours: Colours): readonly string[] {
  return findings.flatMap(finding => [headLine(finding, colours), ...detailLines(finding, colours)]);
}

function headLine({ isFound, find }: Finding, { good, bad, strong }: Colours): string {
  const verdict = isFound ? good(`✔ ${say('lab.found')}`) : bad(`✘ ${say('lab.missing')}`);
  return `  ${verdict}  ${strong(find[currentLanguage()])}`;
}

function detailLines(finding: Finding, colours: Colours): readonly string[] {
  const { steps, values, missing, isFound } = finding;
  const lines: string[] = [];
  if (steps !== undefined) lines.push(...stepLines(steps, colours));
  if (values !== undefined) lines.push(valuesLine(values));
  if (!isFound && missing !== undefined && missing !== '')
    lines.push(say('lab.missing.what', { what: missing }));
  lines.push(colours.quiet(whereLine(finding)));
  return lines.filter(line => line !== '').map(line => `      ${line}`);
}

function stepLines(steps: readonly StepFinding[], colours: Colours): readonly string[] {
  return steps
    .filter(step => !step.isOptional || step.count > 0)
    .map(step => {
      const mark = isUnseen(step.fate)
        ? colours.quiet('·')
        : step.count > 0
          ? colours.good('✔')
          : colours.bad('✘');
      return `${mark} ${step.asked}${fateWords(step.fate, step.asked)}`;
    });
}

function whereLine({ place, count, least }: Finding): string {
  if (place === undefined) return '';
  const times = count === undefined ? '' : say('lab.times', { count, least: least ?? 1 });
  const { recording, part, row, time } = place;
  const parts = [times, `${basename(recording)}/${part}`];
  if (time !== undefined) parts.push(`+${(time / 1e9).toFixed(6)} s`);
  if (row !== undefined) parts.push(say('lab.row', { row }));
  return parts.filter(one => one !== '').join(' · ');
}
