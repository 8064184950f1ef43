import { quote } from '../shell.ts';
import type { Command, TerminalSize } from '../target.ts';

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
PATH=\${PATH:-/usr/local/bin:/usr/bin:/bin}:/run/ringside/bin
export PATH RINGSIDE_OUT=/run/ringside/kept/out
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
refuse() {
  echo "$2" >&2
  hold
  exit "$1"
}
hold() {
  echo $$ >/run/ringside/pid
  read -r go </run/ringside/go
}
[ -n "$found" ] && [ -e "$found" ] || refuse 127 ${quote(`ringside: ${program}: command not found in the guest`)}
[ -x "$found" ] && [ ! -d "$found" ] || refuse 126 ${quote(`ringside: ${program}: not an executable file`)}
name=$1
shift
hold
exec -a "$name" "$found" "$@"
`;
}

/**
 * The first process on the guest's terminal. It stays when the command has ended: as long as somebody holds this end
 * of the terminal, nothing that was printed is lost on the other.
 */
export function terminalScript(size: TerminalSize, endMark: string): string {
  return `#!/run/ringside/busybox sh
busybox=/run/ringside/busybox
$busybox stty sane tab0 iutf8 rows ${size.rows} cols ${size.columns}
$busybox tty >/run/ringside/tty
exec 2>/dev/null
$busybox setsid -c $busybox sh /run/ringside/command 2>&1
echo $? >/run/ringside/ended
$busybox stty -ixon
printf %s ${quote(endMark)}
while :; do $busybox sleep 1000; done
`;
}
