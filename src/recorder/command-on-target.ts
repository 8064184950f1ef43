import type { Command, TargetSession } from '../targets/target.ts';

/** What a command in a guest keeps of our environment; the rest speaks of this machine. */
const notPassedOn = /^(XDG_|DBUS_|SSH_|DISPLAY$|WAYLAND_|TMUX|RINGSIDE_|OLDPWD$|SHLVL$|_$)/;

/** A command as our user would start it where the session is. */
export function commandOn(
  { surroundings }: Pick<TargetSession, 'surroundings'>,
  argv: readonly string[],
  terminal: Command['terminal'],
): Command {
  if (surroundings === 'a login') return { argv, cwd: '~', env: {}, terminal };
  const ours = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  if (surroundings === 'ours') return { argv, cwd: process.cwd(), env: Object.fromEntries(ours), terminal };
  const env = ours.filter(([name]) => !notPassedOn.test(name));
  const PATH = withRootsFolders(process.env.PATH ?? '');
  return { argv, cwd: process.cwd(), env: { ...Object.fromEntries(env), PATH }, terminal };
}

/** Whoever we are here, there we are root. */
function withRootsFolders(path: string): string {
  const folders = path.split(':').filter(folder => folder !== '');
  const roots = ['/usr/local/sbin', '/usr/sbin', '/sbin'].filter(folder => !folders.includes(folder));
  return [...folders, ...roots].join(':');
}
