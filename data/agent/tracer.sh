# What Ringside's agents share, in a guest and on a machine of somebody's: they answer pieces of shell, and tell the
# tracer what to record. A POSIX shell, and what busybox and the usual tools both have.
#
#   $top   where tracefs is               $T      the instance that records, or $top
#   $state a folder of the agent's        $root   where the command's file system begins
#   $place the agent's folder inside it   $inside what runs a program there
#   $said  a file for what a piece says $owner  whom commands belong to, UID:GID

top=/sys/kernel/tracing

# Reads one `eval ID SIZE` line with its SIZE bytes of shell from descriptor 3 and answers on 4; fails where nothing came.
serve_one() {
  IFS=' ' read -r word id size <&3 || return 1
  [ "$word" = eval ] || return 0
  script=$(dd bs="$size" count=1 iflag=fullblock <&3 2>/dev/null)
  # Without `command` a script that is no shell ends this one (POSIX, 2.8.1), and with it the machine.
  command eval "$script" >"$said" 2>&1
  code=$?
  answer $id $code
}

# What a script printed goes back with its exit code, one line each, so that no length is needed.
answer() {
  if [ -s "$said" ]; then
    while IFS= read -r line || [ -n "$line" ]; do printf 'said %s %s\n' "$1" "$line" >&4; done <"$said"
  fi
  echo "done $1 $2" >&4
}

# --- the tracer ------------------------------------------------------------------------------------------------

trace_off() { [ -e $state/tracing ] && echo 0 >$T/tracing_on; }

# Called before a file of tracefs is changed: where a machine must be left as it was, that is noted. $2: what is added to it.
remember() { :; }

# Writes a value to a file of tracefs; where the kernel refuses, says what it answered.
put() {
  remember "$1"
  printf '%s\n' "$2" 2>$state/refusal >"$T/$1" && return
  echo "refused $1 $2"
  cat $state/refusal
  # Files of tracefs have no size: what is in them is seen by reading.
  tail -n 8 $T/error_log 2>/dev/null
  return 1
}

# The same, added to what is there.
add() {
  remember "$1" "$2"
  printf '%s\n' "$2" 2>$state/refusal >>"$T/$1" && return
  echo "refused $1 $2"
  cat $state/refusal
  tail -n 8 $T/error_log 2>/dev/null
  return 1
}

# Not `:`, whose failure would end the shell (POSIX, 2.8.1).
empty() {
  remember "$1"
  true >"$T/$1"
}

add_top() {
  instance=$T
  T=$top
  add "$1" "$2"
  code=$?
  T=$instance
  return $code
}

# Called when all pages have been read.
end_trace() { :; }

# What trace.dat needs beside the pages.
say_trace_facts() {
  for stats in $T/per_cpu/cpu*/stats $T/trace_clock; do
    echo "== $stats"
    while IFS= read -r line; do printf '%s\n' "$line"; done <"$stats"
  done
  echo "== cmdlines"
  cat $top/saved_cmdlines
}

# What a kernel tells of itself, one file a fact, packed. Needs root: others see no addresses.
pack_facts() {
  facts=$state/facts
  mkdir -p $facts && cd $facts || return 1
  cat /proc/kallsyms >kallsyms
  (cd $top/events && set -- */*/format && printf '%s\n' "$@" >$facts/format-names && cat "$@" >$facts/formats)
  for name in header_page header_event; do cat $top/events/$name >$name; done
  for name in available_tracers available_filter_functions printk_formats; do
    [ ! -e $top/$name ] || cat $top/$name >$name
  done
  [ -e available_filter_functions ] || true >available_filter_functions
  [ -e printk_formats ] || true >printk_formats
  uname -a >uname
  getconf PAGE_SIZE >page-size 2>/dev/null || echo 4096 >page-size
  pack *
  code=$?
  cd / && rm -r $facts
  return $code
}
