// node watch-peak.mjs FILE COMMAND: runs a shell command and writes the largest resident memory it had (MB) into FILE.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const [file, command] = process.argv.slice(2);
const child = spawn('sh', ['-c', `exec ${command}`], { stdio: ['ignore', 'ignore', 'inherit'] });
let peak = 0;
const look = () => {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
    peak = Math.max(peak, Number(kilobytes) / 1024);
  } catch {}
};
const watch = setInterval(look, 5);
child.on('close', code => {
  clearInterval(watch);
  writeFileSync(file, String(peak));
  process.exitCode = code ?? 1;
});
