import type { Command } from '../targets/target.ts';

/** What a command keeps of our environment; the rest speaks of this machine, not of the guest. */
const notPassedOn = /^(XDG_|DBUS_|SSH_|DISPLAY$|WAYLAND_|TMUX|RINGSIDE_|OLDPWD$|SHLVL$|_$)/;

/** A command as our user would start it here. */
export function commandInGuest(argv: readonly string[], terminal: Command['terminal']): Command {
  const env = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && !notPassedOn.test(name),
  );
  const PATH = withRootsFolders(process.env.PATH ?? '');
  return { argv, cwd: process.cwd(), env: { ...Object.fromEntries(env), PATH }, terminal };
}

/** Whoever we are here, there we are root. */
function withRootsFolders(path: string): string {
  const folders = path.split(':').filter(folder => folder !== '');
  const roots = ['/usr/local/sbin', '/usr/sbin', '/sbin'].filter(folder => !folders.includes(folder));
  return [...folders, ...roots].join(':');
}
