import { hostname } from 'node:os';
import { say, setLanguage } from '../../words/index.ts';
import { examine } from '../doctor/examine.ts';
import type { DoctorRow } from '../doctor/row.ts';
import { coloursFor } from '../print/colours.ts';
import { doctorLines } from '../print/doctor.ts';
import type { RegisterCommand } from './index.ts';

const columns: readonly { readonly id: keyof DoctorRow; readonly type: string; readonly about: string }[] = [
  { id: 'id', type: 'string', about: 'what was looked at' },
  { id: 'group', type: 'string', about: 'machine, guest or tools' },
  { id: 'label', type: 'string', about: 'its name for a person' },
  { id: 'verdict', type: 'string', about: 'ok, fixable or no' },
  { id: 'fact', type: 'string', about: 'what was found' },
  { id: 'remedy', type: 'string', about: 'what to do about it; null where nothing is to do' },
  { id: 'isNeeded', type: 'boolean', about: 'nothing can be recorded while this says no' },
];

/** `ringside doctor`. */
export const doctor: RegisterCommand = (program, setExitCode) => {
  program
    .command('doctor')
    .description(say('doctor.about'))
    .option('--json', say('command.json'))
    .addHelpText(
      'after',
      '\n  $ ringside doctor\n  $ ringside doctor --json | jq ".rows[] | select(.verdict != \\"ok\\")"',
    )
    .action(async (options: { readonly json?: boolean }) => {
      if (options.json) setLanguage('en');
      const diagnosis = await examine();
      const text = options.json
        ? JSON.stringify(asJson(diagnosis.rows), undefined, 2)
        : doctorLines(diagnosis, coloursFor(process.stdout)).join('\n');
      process.stdout.write(`${text}\n`);
      setExitCode(diagnosis.inTheWay.length === 0 ? 0 : 1);
    });
};

function asJson(rows: readonly DoctorRow[]) {
  const filled = rows.map(row => ({ ...row, remedy: row.remedy ?? null, isNeeded: row.isNeeded ?? false }));
  return { ringside: 1, kind: 'doctor', source: hostname(), problems: [], columns, rows: filled };
}
