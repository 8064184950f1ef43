import { expect } from 'vitest';
import { test } from './chromium.ts';
import { recorded, ringside } from './command.ts';
import { openRecording, settled } from './open.ts';

test('Events: rows say what the text style says, the selected one among them', async ({ visit }) => {
  const page = await visit.newPage();
  await openRecording(page, visit, 'trace.dat with events', 'events?select=row:1200');
  await page.locator('.table-row').first().waitFor();
  await settled(page);
  const [, ...lines] = (await ringside('events', recorded('trace-dat/events.dat'))).split('\n');
  const rows = await page.locator('.table-grid [role=row].table-row').evaluateAll(all =>
    all
      .filter(row => row.querySelector('[role=gridcell]') !== null)
      .map(row => ({
        isSelected: row.getAttribute('aria-selected') === 'true' || row.className.includes('selected'),
        cells: [...row.querySelectorAll('[role=gridcell]')].map(cell => cell.textContent ?? ''),
      })),
  );
  expect(rows.length).toBeGreaterThan(10);
  for (const { cells } of rows) {
    const line = lines[Number(cells.at(-2)!.replace('#', ''))]!;
    const [, comm, pid, cpu, name] = /^ *(.+)-(\d+) +\[(\d+)\] +[\d.]+: (\w+):/.exec(line)!;
    expect(cells).toContain(comm);
    expect(cells).toContain(pid);
    expect(cells).toContain(String(Number(cpu)));
    expect(cells.some(cell => cell.endsWith(`:${name}`))).toBe(true);
    expect(line.trimEnd().endsWith(cells.at(-1)!.trimEnd())).toBe(true);
  }
  const selected = rows.filter(({ isSelected }) => isSelected);
  expect(selected).toHaveLength(1);
  expect(selected[0]!.cells.at(-2)).toBe('#1200');
});
