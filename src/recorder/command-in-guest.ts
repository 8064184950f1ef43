import type { Command } from '../targets/target.ts';

/** What a command keeps of our environment; the rest speaks of this machine, not of the guest. */
const notPassedOn = /^(XDG_|DBUS_|SSH_|DISPLAY$|WAYLAND_|TMUX|RINGSIDE_|OLDPWD$|SHLVL$|_$)/;

/** A command as our user would start it here. */
export function commandInGuest(argv: readonly string[], terminal: Command['terminal']): Command {
  const env = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && !notPassedOn.test(name),
  );
  return { argv, cwd: process.cwd(), env: Object.fromEntries(env) as Record<string, string>, terminal };
}
