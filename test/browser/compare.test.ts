import { describe, expect } from 'vitest';
import { durationText } from '../../src/text/replay/index.ts';
import { test } from './chromium.ts';
import { recorded, rowsOf } from './command.ts';
import { goTo, settled } from './open.ts';
import { serveRecordings } from './serve.ts';

const events = [recorded('trace-dat/kernels/6.1-all.dat'), recorded('trace-dat/kernels/6.12-all.dat')];

describe('Compare', () => {
  test('changed rows are those of diff, both recordings are drawn on one scale of time', async ({
    visit,
  }) => {
    const served = await serveRecordings(events);
    try {
      const page = await visit.newPage();
      await page.goto(`${served.address}#/compare`);
      await page.locator('.compare-strip path').first().waitFor({ timeout: 60_000 });
      await settled(page);
      const heights = await page
        .locator('.compare-strip .strip-bars')
        .evaluateAll(all => all.map(path => path.getAttribute('d')!.split('M').length - 1));
      expect(heights.every(count => count > 20)).toBe(true);
      const anchors = await page
        .locator('.strip-anchor')
        .evaluateAll(all => all.map(line => line.getBoundingClientRect().left));
      expect(anchors[0]).toBeCloseTo(anchors[1]!, 0);

      await goTo(page, 'compare?show=tables&table=sched.tasks');
      await page
        .getByRole('cell', { name: 'rcu_preempt' })
        .or(page.getByRole('gridcell', { name: 'rcu_preempt' }))
        .waitFor();
      await settled(page);
      const rows = await rowsOf('diff', ...events, 'sched.tasks', '--top', '1000');
      const shown = await page
        .locator('main.view [role=row].table-row, main.view .compare-table tbody tr')
        .evaluateAll(all =>
          all.map(row =>
            [...row.querySelectorAll('td, [role=gridcell]')].map(cell => cell.textContent ?? ''),
          ),
        );
      expect(shown.length).toBe(rows.length);
      for (const [index, cells] of shown.entries()) {
        const { comm, before, after } = rows[index]!;
        expect(cells.slice(0, 3)).toEqual([comm, durationText(Number(before)), durationText(Number(after))]);
      }
    } finally {
      await served.close();
    }
  }, 120_000);
});
