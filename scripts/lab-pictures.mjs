// `npm run lab-pictures [SECTION…]`: runs a lab of each section in a guest and takes the picture of its recording that README
// shows, docs/labs/SECTION.png. Needs the distribution's Chromium. Look at the pictures before you keep them.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { root } from './lib/freshness.mjs';

/** What the picture of a section shows: a recording of one of its labs, and a place of the page. */
const pictures = {
  look: { lab: 'os-map', place: '/map' },
  memory: { lab: 'fault-trace', place: '/reports?analysis=memory&table=memory.faults' },
  reclaim: { lab: 'kswapd', place: '/timeline' },
  files: { lab: 'block-life', place: '/reports?analysis=block' },
  scheduling: { lab: 'switch', place: '/timeline' },
  signals: { lab: 'signals', place: '/reports?analysis=signal' },
  network: { lab: 'rx-path', place: '/calls?show=flame' },
  interrupts: { lab: 'irq-graph', place: '/map' },
  bpf: { lab: 'bpf-packets', place: '/reports?analysis=bpf&table=bpf.messages' },
};

const program = join(root, 'bin/ringside.mjs');
const asked = process.argv.slice(2);
const data = mkdtempSync(join(tmpdir(), 'ringside-pictures-'));
const env = { ...process.env, XDG_DATA_HOME: data, LANG: 'C' };
mkdirSync(join(root, 'docs/labs'), { recursive: true });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  for (const [section, { lab, place }] of Object.entries(pictures)) {
    if (asked.length > 0 && !asked.includes(section)) continue;
    await takePicture(join(root, `docs/labs/${section}.png`), record(lab), place);
    console.log(`docs/labs/${section}.png`);
  }
} finally {
  await browser.close();
  rmSync(data, { recursive: true, force: true });
}

/** The last recording of a lab that was run now. */
function record(lab) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, 'lab', 'run', lab, '--json'], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${lab}: ${stderr}`);
  return Object.values(JSON.parse(stdout).recordings).at(-1);
}

async function takePicture(file, recording, place) {
  const server = spawn(process.execPath, [program, 'open', recording, '--no-browser', '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = await new Promise(resolve =>
      server.stdout.once('data', text => resolve(String(text).split('\n'))),
    );
    const page = await browser.newPage({ viewport: { width: 1280, height: 760 }, locale: 'en-GB' });
    await page.goto(`${JSON.parse(line).address}#${place}`);
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached', timeout: 120_000 });
    await page.waitForTimeout(3000);
    await page.screenshot({ path: file });
    await page.close();
  } finally {
    server.kill('SIGINT');
  }
}
