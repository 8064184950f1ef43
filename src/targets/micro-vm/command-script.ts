import { quote } from '../shell.ts';
import type { Command } from '../target.ts';

/**
 * The shell that becomes the command, run by busybox inside the root of the guest. It looks the program up itself:
 * busybox would take its own `ls` for the host's. Exit codes 126 and 127 are those of a shell.
 */
export function commandScript(command: Command): string {
  const [program = ''] = command.argv;
  return `unset OLDPWD SHLVL
${Object.entries(command.env)
  .filter(([name]) => /^[A-Za-z_]\w*$/.test(name))
  .map(([name, value]) => `export ${name}=${quote(value)}`)
  .join('\n')}
cd ${quote(command.cwd)} 2>/dev/null || {
  cd /
  echo ${quote(`ringside: the guest cannot see ${command.cwd}; the command starts in /`)} >&2
}
set -- ${command.argv.map(quote).join(' ')}
found=
case $1 in
*/*) found=$1 ;;
*)
  IFS=:
  for folder in $PATH; do
    [ -f "$folder/$1" ] && [ -x "$folder/$1" ] && found=$folder/$1 && break
  done
  unset IFS
  ;;
esac
[ -n "$found" ] && [ -e "$found" ] || { echo ${quote(`ringside: ${program}: command not found in the guest`)} >&2; exit 127; }
[ -x "$found" ] && [ ! -d "$found" ] || { echo ${quote(`ringside: ${program}: not an executable file`)} >&2; exit 126; }
name=$1
shift
exec -a "$name" "$found" "$@"
`;
}
