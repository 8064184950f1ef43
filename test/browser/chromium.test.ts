import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { test } from './chromium.ts';
import { dropFiles } from './drop.ts';
import { serveFolder } from './site.ts';

const blank = '<!doctype html><link rel="icon" href="data:,">';

describe('Chromium in tests', () => {
  test('has fonts for Korean and a look that is asked for', async ({ visit }) => {
    const page = await visit.newPage({ language: 'ko', theme: 'dark', width: 390, height: 844 });
    const [language, isDark, width] = await page.evaluate(() => [
      navigator.language,
      matchMedia('(prefers-color-scheme: dark)').matches,
      innerWidth,
    ]);
    expect([language, isDark, width]).toEqual(['ko-KR', true, 390]);
    const drawn = await page.evaluate(async () => {
      const context = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
      context.font = '40px sans-serif';
      const draw = (text: string): string => {
        context.clearRect(0, 0, 300, 150);
        context.fillText(text, 0, 60);
        return context.canvas.toDataURL();
      };
      return ['한', '글', '\u{10fffd}'].map(draw);
    });
    expect(new Set(drawn).size).toBe(3);
  });

  test('gives a page the files and folders that are dropped on it', async ({ visit }) => {
    const folder = mkdtempSync(join(tmpdir(), 'ringside-drop-'));
    try {
      mkdirSync(join(folder, 'a folder'));
      writeFileSync(join(folder, 'a folder', '기록.dat'), 'inside');
      writeFileSync(join(folder, 'index.html'), `${blank}<p>drop here`);
      const page = await visit.newPage();
      const site = await serveFolder(folder);
      await page.goto(site.address);
      await page.evaluate(() => {
        const cover = document.createElement('p');
        cover.className = 'drop-cover';
        cover.textContent = 'drop it';
        document.addEventListener('dragover', event => {
          event.preventDefault();
          document.body.append(cover);
        });
        document.addEventListener('drop', event => {
          event.preventDefault();
          const entry = event.dataTransfer?.items[0]?.webkitGetAsEntry() as FileSystemDirectoryEntry;
          entry.createReader().readEntries(entries => {
            document.body.textContent = `${entry.name}: ${entries.map(({ name }) => name).join()}`;
          });
        });
      });
      await dropFiles(page, [join(folder, 'a folder')]);
      await page.getByText('a folder: 기록.dat').waitFor();
      await site.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('notices broken policies, errors, dialogs and requests to elsewhere', async ({ visit }) => {
    const folder = mkdtempSync(join(tmpdir(), 'ringside-watched-'));
    writeFileSync(
      join(folder, 'index.html'),
      `${blank}<script>inline()</script><script src="bad.js"></script>`,
    );
    writeFileSync(
      join(folder, 'bad.js'),
      'alert(1); new Image().src = "http://127.0.0.2:1/x"; throw new Error("thrown")',
    );
    const page = await visit.newPage();
    const site = await serveFolder(folder);
    try {
      await page.goto(site.address);
      await expect.poll(() => site.takeViolations().join()).toContain('inline');
      const troubles = visit.takeTroubles().join('\n');
      expect(troubles).toMatch(/console: .*inline script/);
      expect(troubles).toContain('a dialog: 1');
      expect(troubles).toContain('thrown');
      expect(troubles).toMatch(/foreign request|img-src/);
    } finally {
      await site.close();
      rmSync(folder, { recursive: true });
    }
  });
});
