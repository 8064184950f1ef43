# The scenarios, run in the guest behind guest.sh.
put '*:*' set_event
put 6144 buffer_size_kb
begin; work; keep all

put function current_tracer
begin; little; keep function

put 1 options/func-no-repeats
put function current_tracer
begin; work; keep function-no-repeats

put function_graph current_tracer
put irq:* set_event
echo sched:* >>set_event
begin; little; keep graph

put 3 max_graph_depth
put 1 options/userstacktrace
put 1 options/stacktrace
printf 'sched:sched_switch\nsched:sched_wakeup\nkmem:kmalloc\nsyscalls:sys_enter_openat\n' >set_event
begin; little; keep stacks

put 'vfs_*' set_ftrace_filter
put 1 options/func_stack_trace
put function current_tracer
begin; little; keep function-stacks

grep -q vfs_open available_filter_functions && {
  case $(uname -m) in
  aarch64) a1=%x0 a2=%x1 a3=%x2 ;;
  *) a1=%di a2=%si a3=%dx ;;
  esac
  {
    echo "p:opened do_sys_openat2 dfd=$a1:s32 name=+0($a2):ustring how=$a3:x64"
    echo "r:opens do_sys_openat2 ret=\$retval:s32"
    echo "p:reads vfs_read file=$a1 buffer=$a2 count=$a3:u64 low=$a3:b4@0/64 comm=\$comm"
    echo "p:bytes vfs_write bytes=+0($a1):x8[4] words=+0($a1):x16[3] sym=+40($a1):symbol text=+0($a1):x32 big=$a3:u32 chr=$a3:char"
    echo "r:ends vfs_write \$retval"
    echo "e:renamed sched.sched_waking p=\$pid:s32 who=\$comm:string prio=\$prio:u8"
  } >/tmp/probes
  while read -r probe; do echo "$probe" >>dynamic_events; done </tmp/probes
  echo 's:nap pid_t pid; u64 delta; char who[]' >>dynamic_events
  echo 'hist:keys=pid:t0=common_timestamp.usecs if comm!=""' >events/sched/sched_waking/trigger
  echo 'hist:keys=next_pid:d=common_timestamp.usecs-$t0:onmatch(sched.sched_waking).trace(nap,next_pid,$d,next_comm)' >events/sched/sched_switch/trigger
  echo "f:entered vfs_fsync_range" >>dynamic_events
  echo "f:left vfs_fsync_range%return ret=\$retval:s64" >>dynamic_events
  for s in kprobes kretprobes uprobes synthetic eprobes fprobes; do put 1 events/$s/enable; done
  begin; work; 
  put 0 tracing_on
  put '!hist:keys=next_pid' events/sched/sched_switch/trigger
  put '!hist:keys=pid' events/sched/sched_waking/trigger
  keep probes
} 2>/dev/null

mkdir instances/one 'instances/Second_one'
put 'sched:*' instances/one/set_event
put function_graph instances/Second_one/current_tracer 
put 'vfs_read vfs_write' set_ftrace_filter
put mono instances/one/trace_clock
put mono instances/Second_one/trace_clock
put mono trace_clock
put 'syscalls:*' set_event
begin; little; keep instances

for clock in global counter uptime perf mono mono_raw boot tai x86-tsc; do
  grep -q "\b$clock\b" trace_clock || continue
  put $clock trace_clock
  printf 'sched:sched_switch\nsched:sched_wakeup\ntimer:*\n' >set_event
  begin; sh -c 'sleep 0.01; :'; keep clock-$clock
done

[ -f buffer_subbuf_size_kb ] && for kb in 8 64; do
  put $kb buffer_subbuf_size_kb
  printf 'sched:*\nsyscalls:*\n' >set_event
  begin; little
  head -c 9000 /bin/busybox | tr -c 'a-z' 'x' >trace_marker
  keep subbuf-$kb
done

put 8 buffer_size_kb
put function current_tracer
begin; little; keep lost-oldest
put 8 buffer_size_kb
put 0 options/overwrite
put function current_tracer
begin; little; keep lost-newest

begin
echo 'a line' >trace_marker
printf 'no newline' >trace_marker
printf 'two\nlines\n' >trace_marker
printf 'tab\there 100%% %%s \\n caf\303\251 \377\001' >trace_marker
printf '' >trace_marker
head -c 900 /bin/busybox | tr -c 'a-z' '.' >trace_marker
printf '\001\000\000\000\002' >trace_marker_raw
printf '\377\000\001\002abcdefgh' >trace_marker_raw
printf '\001\002\003\004\005\006\007\010\011\012\013\014\015\016\017\020' >trace_marker_raw
keep markers

printf 'sched:*\nirq:*\ntimer:*\n' >set_event
put 150 buffer_size_kb
begin
busy=
for i in 1 2 3; do (while :; do :; done) & busy="$busy $!"; done
for i in 1 2 3 4 5; do ls / >/dev/null; sleep 0.03; done
put 0 tracing_on
kill $busy
cat trace >$W/lazy.txt
keep lazy

for tracer in hwlat osnoise timerlat; do
  grep -qw $tracer available_tracers || continue
  [ $tracer = hwlat ] && put 1 tracing_thresh
  put $tracer current_tracer
  [ $tracer != hwlat ] && put 'osnoise:*' set_event
  begin; sleep 2; keep $tracer
  put 0 tracing_thresh
done
for tracer in wakeup wakeup_rt wakeup_dl blk; do
  grep -qw $tracer available_tracers || continue
  put 0 tracing_max_latency
  [ $tracer = blk ] && echo 1 >/sys/block/sda/trace/enable
  put $tracer current_tracer
  put sched:sched_switch set_event
  begin; chrt -f 50 true 2>/dev/null; work; keep $tracer
done
