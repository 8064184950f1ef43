# Runs in the guest: records one small trace after the other and writes all of them to standard output as a tar.
#   record NAME CPUS: a folder with what the kernel says of itself and the raw pages of every instance.
# What each scenario sets is put back by `reset`. Scenarios that a kernel cannot record are left out.
T=/sys/kernel/tracing
W=/tmp/recorded-traces
mkdir -p $W
cd $T || exit 1

put() { echo "$1" >"$T/$2"; } 2>/dev/null

reset() {
  put 0 tracing_on
  put nop current_tracer
  for i in instances/*; do [ -d "$i" ] && put 0 $i/tracing_on && put '' $i/set_event && rmdir $i; done
  put '' set_event
  put '' dynamic_events
  for o in stacktrace userstacktrace func-no-repeats func_stack_trace record-tgid; do put 0 options/$o; done
  put 1 options/overwrite
  put '' set_ftrace_filter
  put '' set_graph_function
  put 0 max_graph_depth
  put 4 buffer_subbuf_size_kb
  put 1408 buffer_size_kb
  put local trace_clock
  put '' trace
  cat /proc/self/comm >saved_cmdlines_size
  put 512 saved_cmdlines_size
} 2>/dev/null

begin() { put 1 tracing_on; for i in instances/*; do [ -d "$i" ] && put 1 $i/tracing_on; done; }

# Reads what is left in the buffers of an instance ($1: folder of it in tracefs, $2: where to).
drain() {
  bytes=4096
  [ -f buffer_subbuf_size_kb ] && bytes=$(($(cat buffer_subbuf_size_kb) * 1024))
  for c in $1/per_cpu/cpu*; do
    n=${c##*/cpu}
    cat $c/stats >$2/stats$n
    dd bs=$bytes if=$c/trace_pipe_raw of=$2/pages$n 2>/dev/null &
    reader=$!
    tries=0
    while read -r word left <$c/stats && [ "$left" -gt 0 ] && [ $tries -lt 200 ]; do
      tries=$((tries + 1))
      sleep 0.05
    done
    sleep 0.05
    kill $reader
    wait $reader
    cat $c/stats >$2/stats$n
  done
} 2>/dev/null

# Ends a scenario and keeps it under its name.
keep() {
  echo "keeping $1" >&2
  put 0 tracing_on
  for i in instances/*; do [ -d "$i" ] && put 0 $i/tracing_on; done
  out=$W/$1
  mkdir -p $out/top
  cat trace_clock >$out/top/clock
  cat saved_cmdlines >$out/cmdlines
  for f in events/kprobes events/kretprobes events/uprobes events/synthetic events/eprobes events/fprobes; do
    [ -d $f ] && mkdir -p $out/dynamic/${f##*/} && for e in $f/*/format; do
      name=${e%/format}
      cat $e >$out/dynamic/${f##*/}/${name##*/}
    done
  done
  cat events/header_page >$out/header_page
  cat events/header_event >$out/header_event
  [ -f buffer_subbuf_size_kb ] && cat buffer_subbuf_size_kb >$out/subbuf
  drain . $out/top
  for i in instances/*; do
    [ -d "$i" ] || continue
    mkdir -p $out/${i##*/}
    cat $i/trace_clock >$out/${i##*/}/clock
    drain $i $out/${i##*/}
  done
  echo "kept $1: $(cat $out/*/pages* | wc -c)" >&2
  reset
}

# A little of everything: files, processes, signals, memory, blocks, network, timers.
work() {
  cp /bin/busybox /scratch/copy 2>/dev/null
  cat /scratch/copy >/dev/null
  mkdir -p /scratch/d
  mv /scratch/copy /scratch/d/moved
  dd if=/dev/zero of=/scratch/zeros bs=4096 count=40 conv=fsync 2>/dev/null
  sync
  rm -rf /scratch/d /scratch/zeros
  (sleep 0.02 & wait)
  sh -c 'kill -USR1 $$' 2>/dev/null
  ls -l / /proc/self >/dev/null
  ifconfig lo 127.0.0.1 2>/dev/null || ip addr add 127.0.0.1/8 dev lo 2>/dev/null
  ip link set lo up 2>/dev/null
  ping -c 1 -W 1 127.0.0.1 >/dev/null 2>&1
  echo 3 >/proc/sys/vm/drop_caches
  cat /etc/passwd 2>/dev/null | sort | uniq | head -3 >/dev/null
}
little() {
  ls / >/dev/null
  sh -c 'cat /proc/version' >/dev/null
}
reset
