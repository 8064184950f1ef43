# Ringside's agent on a machine of somebody's. It runs as root, from its standard input, installs nothing, and notes
# what it changes before it does, in a journal from which it, or the next one, puts everything back.
#
#   /run/ringside/N         what agent N needs           N.agent   whose it is: its process and when that began
#   /run/ringside/N/journal how to undo, step by step    top       who has the tracer's top level

export LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
# Ctrl-C is for the command, and a lost terminal ends our channel, which is how we end.
trap '' INT QUIT HUP TSTP TTOU TTIN PIPE
all=/run/ringside
root=
inside=
noted=0
known=

# Answers on its standard streams until they end.
begin_serving() {
  aside=$(mktemp -d /tmp/ringside-XXXXXX) || exit 1
  state=$aside
  said=$aside/said
  exec 3<&0 4>&1 </dev/null >/dev/null 2>&1
  echo ready >&4
  while serve_one; do :; done
  leave
  rm -rf "$aside"
}

# For a process beside the one that serves. $1: its place; $2: where tracefs is
attach() {
  number=$1
  top=$2
  state=$all/$number
  place=$state
}

# What is packed goes to the standard output that this process began with.
pack() { tar -cf - "$@" >&5; }

usleep() { sleep $(($1 / 1000000)).$(printf %06d $(($1 % 1000000))); }

begin_of() {
  read -r words 2>/dev/null <"/proc/$1/stat" || return 1
  set -- ${words##*) }
  echo "${20}"
} 2>/dev/null

# $1: PID-BEGIN
is_alive() { [ "$(begin_of "${1%-*}")" = "${1#*-}" ]; }

# --- what must be there ----------------------------------------------------------------------------------------

# Says what the machine is, or in `refuse WHY WHAT` what stands in the way. Changes nothing. $1: the tracer
look_around() {
  [ "$(id -u)" = 0 ] || { refuse not-root "$(id -un)"; return; }
  # A process has a number in each of the containers that it is in; the tracer knows the outermost.
  set -- "$1" $(sed -n 's/^NSpid://p' /proc/self/status)
  [ $# -le 2 ] || { refuse container "$(uname -n)"; return; }
  for program in dd tar grep sed sort sleep mktemp readlink chown; do
    command -v $program >/dev/null || { refuse no-program $program; return; }
  done
  [ -d /run ] && [ -w /run ] || { refuse no-run /run; return; }
  for top in /sys/kernel/tracing /sys/kernel/debug/tracing ''; do
    [ ! -e "$top/events" ] || [ -z "$top" ] || break
  done
  lockdown=$(cat /sys/kernel/security/lockdown 2>/dev/null)
  if [ -z "$top" ]; then
    if grep -q tracefs /proc/filesystems; then refuse not-mounted "$lockdown"; else refuse no-tracefs "$(uname -r)"; fi
    return
  fi
  T=$top
  tracers=$(cat $top/available_tracers 2>/dev/null) || { refuse closed "$lockdown"; return; }
  [ -d $top/instances ] || { refuse no-instances "$(uname -r)"; return; }
  case " nop $tracers " in *" $1 "*) ;; *) refuse no-tracer "$1"; return ;; esac
  if [ "$1" != nop ] && [ "$(cat /proc/sys/kernel/ftrace_enabled 2>/dev/null)" = 0 ]; then refuse ftrace-off "$1"; return; fi
  set -- $top/per_cpu/cpu*
  cpus=$#
  echo "fact top $top"
  echo "fact cpus $cpus"
  echo "fact arch $(uname -m)"
  echo "fact release $(uname -r)"
  echo "fact host $(uname -n)"
  echo "fact boot $(cat /proc/sys/kernel/random/boot_id) $(cksum </proc/modules)"
}

# For whom commands run: uftrace traces the kernel as who it is.
need_root_login() { [ "${owner%%:*}" = 0 ] || refuse user-not-root "$owner"; }

need_tool() { command -v "$1" >/dev/null || refuse no-tool "$1"; }

refuse() {
  echo "refuse $1 $2"
  return 1
}

# --- one's own place -------------------------------------------------------------------------------------------

take_place() {
  read -r began rest </proc/uptime
  began=${began%.*}
  mkdir -p $all && [ -O $all ] || { refuse no-run $all; return; }
  repair_others
  number=0
  while number=$((number + 1)); do
    [ $number -le 99 ] || { refuse no-place $all; return; }
    [ ! -e $all/$number ] && ln -sn "$$-$(begin_of $$)" $all/$number.agent 2>/dev/null || continue
    mkdir $all/$number 2>/dev/null && break
    rm $all/$number.agent
  done
  attach $number $top
  mkdir $state/journal $state/was $state/bin $state/proc $state/proc/before $state/proc/after $state/kept $state/kept/proc \
    $state/kept/out $state/command
  chown -R $owner $state/kept $state/command
  echo "fact place $number"
}

# What an agent left that was killed, or whose machine's memory ran out.
repair_others() {
  for mark in $all/*.agent $all/*.repaired-by-*; do
    [ -L "$mark" ] || continue
    number=${mark##*/}
    number=${number%%.*}
    case $mark in
      *.agent) whose=$(readlink "$mark") ;;
      *) whose=${mark##*-by-} ;;
    esac
    is_alive "$whose" && continue
    # Of several that see it, one can rename it.
    mine=$all/$number.repaired-by-$$-$(begin_of $$)
    mv "$mark" "$mine" 2>/dev/null || continue
    state=$all/$number
    undo_all
    rm -rf "$state" "$mine"
    state=$aside
    echo "repaired $number ${whose%-*}"
  done
}

# --- the journal -----------------------------------------------------------------------------------------------

# Notes a step that undoes what is done next: a function below, and a text that it is given.
note() {
  noted=$((noted + 1))
  entry=$((10000 + noted))
  [ -z "$2" ] || printf '%s\n' "$2" >$state/was/$entry
  echo "$1 $state/was/$entry" >$state/journal/$entry
}

# From the last step to the first. A step may find that what it undoes was never done.
undo_all() {
  [ ! -e $state/draining ] || end_process "$(cat $state/draining)"
  # First, since what is recorded in an instance cannot be taken away from the top.
  drop_instance
  for entry in $(ls $state/journal | sort -r); do . $state/journal/$entry; done
  [ "$(readlink $all/top)" != "$number" ] || rm $all/top
  share_cmdlines_back
} 2>/dev/null

# $1: PID-BEGIN
end_process() {
  is_alive "$1" && kill "${1%-*}" && usleep 50000 && is_alive "$1" && kill -KILL "${1%-*}"
  return 0
}

# A file of the top level is noted as it is; what is added to a list is taken out again. An instance goes as a whole.
remember() {
  [ "$T" = "$top" ] || return 0
  case $1 in
    kprobe_events | uprobe_events)
      set -- "$1" "${2%% *}"
      note "add_back $1" "-:${2#*:}"
      return
      ;;
    set_event | */trigger)
      note "add_back $1" "!$2"
      return
      ;;
  esac
  case " $known " in *" $1 "*) return ;; esac
  known="$known $1"
  note "put_back $1" "$(cat "$top/$1")"
  [ "$1" != buffer_size_kb ] || for folder in $top/per_cpu/cpu*; do
    note "put_back ${folder#"$top"/}/$1" "$(cat $folder/$1)"
  done
}

add_back() { cat "$2" >>"$top/$1"; }

put_back() {
  case $1 in
    trace_clock) sed 's/.*\[\(.*\)\].*/\1/' "$2" >$top/$1 ;;
    # A buffer that nobody has used yet is smaller than what it becomes: `7 (expanded: 1408)`.
    *buffer_size_kb) grep -v X "$2" | sed 's/.*expanded: \([0-9]*\).*/\1/' >$top/$1 ;;
    set_*)
      true >$top/$1
      grep -v -e '^#' -e '^no pid' "$2" | sed -e 's/ \[.*//' -e 's/:unlimited$//' -e 's/:count=/:/' >>$top/$1
      ;;
    */filter) sed 's/^none$/0/' "$2" >$top/$1 ;;
    *) cat "$2" >$top/$1 ;;
  esac
}

empty_trace() { true >$top/trace; }

drop_instance() {
  ours=$top/instances/ringside-$number
  [ -d $ours ] || return 0
  echo 0 >$ours/tracing_on
  true >$ours/set_event
  echo nop >$ours/current_tracer
  for try in 1 2 3 4 5 6 7 8 9 10; do
    rmdir $ours && break
    usleep 100000
  done
}

write_back() { cat "$2" >"$1"; }

# --- where it is traced ----------------------------------------------------------------------------------------

# KiB for each CPU: no more than an eighth of the memory that is free, unless so many are asked for. $1: the usual; $2: asked
buffer_for() {
  if [ -n "$2" ]; then
    echo "$2"
    return
  fi
  free=$(sed -n 's/^MemAvailable: *\([0-9]*\).*/\1/p' /proc/meminfo)
  most=$((${free:-0} / 8 / cpus))
  [ $most -gt 256 ] || most=256
  [ $most -gt "$1" ] || set -- $most
  echo "$1"
}

# An instance of our own, which nobody else sees; fails where this kernel has the tracer only at the top. $1: KiB of buffer
# a CPU; $2: the tracer
record_in_instance() {
  T=$top/instances/ringside-$number
  mkdir $T || return 1
  if ! grep -qw "$2" $T/available_tracers; then
    rmdir $T
    return 1
  fi
  put buffer_size_kb "$1" && share_cmdlines
}

say_instance() { [ "$T" = "$top" ] || echo "fact instance ${T##*/}"; }

# The top level, for what the kernel does only there. $1: KiB of buffer a CPU
record_at_top() {
  take_top || return
  # What somebody left there when it was last used is not asked for.
  for file in set_event_pid set_ftrace_pid set_ftrace_filter set_ftrace_notrace set_graph_function set_graph_notrace; do
    [ ! -e $top/$file ] || empty $file
  done
  [ ! -e $top/max_graph_depth ] || put max_graph_depth 0
  put options/stacktrace 0
  put buffer_size_kb "$1" && share_cmdlines
}

# uftrace sets it up and clears it by itself.
leave_top_to_uftrace() {
  take_top || return
  for file in current_tracer trace_clock buffer_size_kb max_graph_depth set_ftrace_filter set_ftrace_notrace set_ftrace_pid \
    set_graph_function set_graph_notrace $(cd $top && echo options/*); do
    [ ! -e $top/$file ] || remember $file
  done
  T=$top/instances/ringside-$number
}

# The top level must be nobody's.
take_top() {
  if ! ln -sn $number $all/top 2>/dev/null; then
    other=$(readlink $all/$(readlink $all/top).agent)
    refuse top-ringside "${other%-*}"
    return
  fi
  read -r tracer <$top/current_tracer
  [ "$tracer" = nop ] || { refuse top-tracer "$tracer"; return; }
  events=$(sed 3q $top/set_event | tr '\n' ' ')
  [ -z "$events" ] || { refuse top-events "$events"; return; }
  unread=0
  for stats in $top/per_cpu/cpu*/stats; do
    read -r word entries <$stats
    unread=$((unread + entries))
  done
  [ $unread = 0 ] || { refuse top-unread $unread; return; }
  T=$top
  remember tracing_on
  note empty_trace
  put tracing_on 0
}

# Names of tasks are kept for all of the tracer: the first of several agents makes room for more, the last takes it away.
share_cmdlines() {
  [ -e $all/saved_cmdlines_size ] && return
  read -r size <$top/saved_cmdlines_size || return 0
  [ "$size" -lt 8192 ] || return 0
  echo "$size" >$all/saved_cmdlines_size.$number && mv $all/saved_cmdlines_size.$number $all/saved_cmdlines_size
  echo 8192 >$top/saved_cmdlines_size
  return 0
} 2>/dev/null

share_cmdlines_back() {
  [ -e $all/saved_cmdlines_size ] || return 0
  for mark in $all/*.agent; do
    [ -L "$mark" ] && [ "$mark" != $all/$number.agent ] && return 0
  done
  cat $all/saved_cmdlines_size >$top/saved_cmdlines_size
  rm $all/saved_cmdlines_size
}

# Where not even root is shown addresses (2), root is for as long as symbols are read.
show_addresses() {
  read -r restricted </proc/sys/kernel/kptr_restrict || return 0
  [ "$restricted" = 2 ] || return 0
  note "write_back /proc/sys/kernel/kptr_restrict" 2
  echo 1 >/proc/sys/kernel/kptr_restrict
}

hide_addresses() {
  [ "$restricted" != 2 ] || echo 2 >/proc/sys/kernel/kptr_restrict
}

# --- draining --------------------------------------------------------------------------------------------------

watch_command() {
  [ -z "$code" ] && [ -e $state/command/ended ] || return
  read -r code <$state/command/ended
  [ ! -e $state/tracing ] || echo 0 >$T/tracing_on
  echo "exit $code"
}

start_draining() {
  page=$(getconf PAGE_SIZE 2>/dev/null || echo 4096)
  echo "$T $page" >$state/drain.new && mv $state/drain.new $state/drain
}

# Nothing needs to be traced while what was recorded is fetched.
end_trace() {
  true >$T/set_event
  echo nop >$T/current_tracer
} 2>/dev/null

stop_draining() { true >$state/over; }

# Runs in a process of its own, for all CPUs: `pages CPU BYTES`, then as many bytes; `end` when tracing is off and nothing
# is left. A command that another shell runs leaves its exit code in a file: then tracing ends, and `exit CODE` is said. Nobody waits at trace_pipe_raw, where every event would wake him: now and then it is looked how many
# events there are, and pages are read that are surely there, as an event with its head has 12 bytes at least.
drain_pages() {
  echo "$$-$(begin_of $$)" >$state/draining
  agent=$(readlink $state.agent)
  agent=${agent%-*}
  code=
  until [ -e $state/drain ] || [ -e $state/over ]; do
    watch_command
    kill -0 $agent || return
    usleep 50000
  done
  [ -e $state/drain ] || echo "- 4096" >$state/drain
  read -r T page <$state/drain
  while [ -e $state/drain ]; do
    watch_command
    over=0
    [ ! -e $state/over ] || over=1
    more=0
    for folder in $T/per_cpu/cpu*; do
      entries=0
      read -r word entries <$folder/stats
      count=$((entries / (page / 12)))
      [ $over = 0 ] || [ $count -gt 0 ] || [ "$entries" -eq 0 ] || count=1
      [ $count -gt 16 ] || [ $over = 1 ] || continue
      [ $count -gt 0 ] || continue
      echo "pages ${folder##*cpu} $((count * page))" || return
      dd if=$folder/trace_pipe_raw bs=$page count=$count 2>/dev/null
      more=1
    done
    [ $more = 1 ] && continue
    [ $over = 1 ] && break
    kill -0 $agent || return
    usleep 50000
  done
  echo end
} 2>/dev/null

# What the kernel said since we began.
say_console() {
  dmesg | while IFS= read -r line; do
    second=${line%%.*}
    second=${second##*[[ ]}
    case $second in '' | *[!0-9]*) continue ;; esac
    [ "$second" -lt "$began" ] || printf '%s\n' "$line"
  done
} 2>/dev/null

# --- a command that a shell of the login runs ------------------------------------------------------------------

await_command() {
  tries=0
  until [ -e $state/command/pid ]; do
    tries=$((tries + 1))
    [ $tries -lt 600 ] || return 1
    usleep 50000
  done
  cat $state/command/pid
}

# $1: a signal's name, for the command and its children
signal_command() {
  read -r pid <$state/command/pid && read -r words <"/proc/$pid/stat" || return 0
  set -- "$1" ${words##*) }
  case $1 in
    # Not the shell around it, which says how it ended.
    KILL) kill -KILL "$pid" ;;
    *) kill -"$1" -"$4" ;;
  esac
} 2>/dev/null

# --- the end ---------------------------------------------------------------------------------------------------

# A line that goes dead ends nothing by itself: who is not heard of for five minutes is gone, and we with him.
watch_the_line() {
  (
    agent=$(readlink $state.agent)
    missed=0
    while is_alive "$agent"; do
      sleep 2
      missed=$((missed + 1))
      [ ! -e $state/beat ] || { rm $state/beat; missed=0; }
      [ $missed -lt 150 ] || kill -KILL "${agent%-*}"
    done
    [ $missed -lt 150 ] || leave
  ) </dev/null >/dev/null 2>&1 3>&- 4>&- &
}

# $1: its process id. Where we are left alone, the command is told, as by a terminal that went away.
follow_command() {
  command_pid=$1-$(begin_of "$1")
  note "end_command" "$command_pid"
}

end_command() {
  read -r whose <"$1"
  is_alive "$whose" || return 0
  kill -HUP -"${whose%-*}" || kill -HUP "${whose%-*}"
} 2>/dev/null

leave() {
  [ "$state" != "$aside" ] || return 0
  undo_all
  rm -rf "$state" $all/$number.agent
  state=$aside
  rmdir $all
  return 0
} 2>/dev/null
