import type { LayerShare } from '../../analyses/calls/index.ts';
import { cellWidth, padCells } from '../../base/index.ts';
import { say } from '../../words/index.ts';
import { cutEnd } from './cut-middle.ts';
import { countText, durationText } from './durations.ts';
import { type ColourDepth, paintLayer, paintQuiet, paintStrong } from './layer-colours.ts';
import { layerLabel } from './layer-label.ts';

const numberCells = 9 + 8 + 10;
const mostRows = 14;
const widestLabel = 28;
const narrowestBar = 8;
const blocks = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** Lines of a small table: self time and calls by layer, a bar for each; the smallest in one row. */
export function layersTable(
  shares: readonly LayerShare[],
  width: number,
  colours: ColourDepth,
): readonly string[] {
  const total = shares.reduce((sum, { self }) => sum + self, 0);
  if (shares.length === 0) return [];
  const rows = shares.slice(0, shares.length > mostRows ? mostRows - 1 : mostRows);
  const rest = shares.slice(rows.length);
  const labels = rows.map(layerLabel);
  const title = say('replay.self-time');
  const widest = Math.max(...[title, ...labels].map(cellWidth));
  const labelCells = Math.min(widest, widestLabel, width - numberCells - narrowestBar - 5) + 2;
  const barCells = Math.max(narrowestBar, Math.min(48, width - labelCells - numberCells - 4));
  const longest = Math.max(...rows.map(({ self }) => self), 1);
  const head =
    startCells(say('replay.time-column'), 9) +
    startCells(say('replay.share'), 8) +
    startCells(say('replay.calls'), 10);
  const lines = [
    `${paintStrong(padCells(title, labelCells), colours)}${paintQuiet(`${' '.repeat(barCells + 2)}${head}`, colours)}`,
  ];
  rows.forEach((share, index) => {
    const { group, self, calls } = share;
    const bar = padCells(barOf((self / longest) * barCells), barCells);
    lines.push(
      paintLayer(padCells(cutEnd(labels[index]!, labelCells - 1), labelCells) + bar, group, colours) +
        `  ${numbers(self, total, calls)}`,
    );
  });
  if (rest.length > 0) {
    const self = rest.reduce((sum, share) => sum + share.self, 0);
    const calls = rest.reduce((sum, share) => sum + share.calls, 0);
    const label = say('replay.more', { count: rest.length });
    const bar = padCells(barOf((self / longest) * barCells), barCells);
    lines.push(`${paintQuiet(padCells(label, labelCells) + bar, colours)}  ${numbers(self, total, calls)}`);
  }
  return lines;
}

function startCells(text: string, cells: number): string {
  return ' '.repeat(Math.max(0, cells - cellWidth(text))) + text;
}

function barOf(cells: number): string {
  const whole = Math.floor(cells);
  return '█'.repeat(whole) + blocks[Math.floor((cells - whole) * 8)]!;
}

function numbers(self: number, total: number, calls: number): string {
  const share = total > 0 ? (100 * self) / total : 0;
  const percent = share > 0 && share < 0.1 ? '<0.1 %' : `${share.toFixed(1)} %`;
  return `${durationText(self).padStart(9)}${percent.padStart(8)}${countText(calls).padStart(10)}`;
}
