#!/bin/bash
# Records pairs in the guest: what the kernel prints of a buffer, and the raw pages of the same buffer.
T=/sys/kernel/tracing
O=/tmp/out; mkdir -p $O; cd $T
cp /proc/kallsyms /tmp/kallsyms
clear_all() {
  echo 0 > tracing_on; echo nop > current_tracer; echo > set_event; echo local > trace_clock
  echo > set_ftrace_filter; echo > set_graph_function; echo > trace
  for o in latency-format verbose record-tgid stacktrace userstacktrace sym-offset sym-addr; do echo 0 > options/$o; done
  echo 1 > options/irq-info; echo 1 > options/context-info; echo 1 > options/print-parent; echo 1 > options/hash-ptr
}
trim() { # symbols that the texts of this pair name, and the one behind each
  cat $O/$1*.txt | tr -cs 'A-Za-z0-9_.' '\n' | sort -u > /tmp/names
  awk 'NR==FNR{n[$1]=1;next} ($3 in n)||p{print} {p=($3 in n)}' /tmp/names /tmp/kallsyms > /tmp/kallsyms.small
  mount --bind /tmp/kallsyms.small /proc/kallsyms
}
pages() { trim $1; trace-cmd extract -o $O/$1.dat >/dev/null 2>&1; umount /proc/kallsyms; }
show() { cat trace > $O/$1.txt; }
work() { ls /usr > /dev/null; cat /etc/hostname > /tmp/hn; echo hello > trace_marker; sh -c 'kill -USR1 $$' ; sleep 0.01; true; }

clear_all; echo 64 > buffer_size_kb
# A: events of many systems
for s in sched irq timer workqueue kmem signal task raw_syscalls filemap exceptions writeback block ext4 power; do echo 1 > events/$s/enable 2>/dev/null; done
echo 1 > tracing_on; (echo x > /tmp/zz; sync; work) ; echo 0 > tracing_on
show events; echo 1 > options/latency-format; show events-latency; echo 1 > options/verbose; show events-verbose; echo 0 > options/verbose; echo 0 > options/latency-format
echo 0 > options/irq-info; show events-noirq; echo 1 > options/irq-info; echo 0 > options/context-info; show events-nocontext; echo 1 > options/context-info
pages events
clear_all; echo 32 > buffer_size_kb
# system calls, tgid, stacks
echo 1 > events/syscalls/enable; echo 1 > options/record-tgid; echo 1 > events/sched/sched_switch/enable
echo 1 > tracing_on; work; echo 0 > tracing_on; show syscalls; pages syscalls
clear_all
echo 1 > events/sched/sched_switch/enable; echo 1 > events/sched/sched_waking/enable; echo 1 > options/stacktrace; echo 1 > options/userstacktrace
echo 1 > tracing_on; work; echo 0 > tracing_on; show stacks; echo 1 > options/sym-offset;  show stacks-offset; echo 1 > options/sym-addr; show stacks-addr; pages stacks
clear_all
# kprobes with arguments
echo 'p:myopen do_sys_openat2 dfd=%di file=+0(%si):ustring' > kprobe_events; echo 'r:myret do_sys_openat2 ret=$retval' >> kprobe_events
echo 1 > events/kprobes/enable; echo 1 > tracing_on; cat /etc/hostname > /dev/null; echo 0 > tracing_on; show kprobes; pages kprobes; echo 0 > events/kprobes/enable; echo > kprobe_events
clear_all
for c in counter x86-tsc uptime mono; do echo $c > trace_clock; echo 1 > events/sched/sched_switch/enable; echo 1 > events/irq/enable; echo 1 > tracing_on; ls / > /dev/null; echo 0 > tracing_on; show clock-$c; [ $c = counter -o $c = x86-tsc ] && { echo 1 > options/latency-format; show clock-$c-latency; echo 0 > options/latency-format; } ; pages clock-$c; clear_all; done
# function
echo 'vfs_*' > set_ftrace_filter; echo function > current_tracer; echo 1 > tracing_on; cat /etc/hostname > /dev/null; ls / > /dev/null; echo 0 > tracing_on
show function; echo 1 > options/sym-offset; show function-offset; echo 1 > options/sym-addr; show function-addr; echo 0 > options/sym-addr; echo 0 > options/sym-offset; echo 0 > options/print-parent; show function-noparent; echo 1 > options/print-parent; echo 1 > options/latency-format; show function-latency; echo 0 > options/latency-format
pages function; clear_all
# graph
echo do_sys_openat2 > set_graph_function; echo vfs_read >> set_graph_function
echo function_graph > current_tracer; echo 1 > events/sched/sched_switch/enable; echo 1 > events/irq/enable
echo 1 > tracing_on; cat /etc/hostname > /dev/null;  echo 0 > tracing_on
show graph; for o in abstime proc tail; do echo 1 > options/funcgraph-$o; done; show graph-abstime-proc-tail; echo 1 > options/latency-format; show graph-all; for o in abstime proc tail; do echo 0 > options/funcgraph-$o; done; show graph-latency; echo 0 > options/latency-format
echo 0 > options/funcgraph-overhead; show graph-nooverhead;  echo 0 > options/funcgraph-duration; show graph-noduration; echo 0 > options/funcgraph-cpu; show graph-nothing; echo 1 > options/funcgraph-duration; show graph-nocpu; echo 1 > options/funcgraph-cpu; echo 1 > options/funcgraph-overhead
pages graph; clear_all; echo function_graph > current_tracer; echo 1 > events/sched/sched_switch/enable
echo 1 > tracing_on; sleep 0.02; echo 0 > tracing_on; show graph-irqs; echo 1 > options/funcgraph-proc;  show graph-irqs-proc; cat per_cpu/cpu1/trace > $O/graph-irqs-cpu1.txt; echo 0 > options/funcgraph-proc; pages graph-irqs
clear_all
# what is no list of events
echo 'hist:keys=common_pid:vals=bytes_req:sort=bytes_req' > events/kmem/kmalloc/trigger; ls > /dev/null; cat events/kmem/kmalloc/hist > $O/hist.txt; cat events/kmem/kmalloc/trigger > $O/trigger.txt; echo '!hist:keys=common_pid' > events/kmem/kmalloc/trigger 2>/dev/null
cat snapshot > $O/snapshot.txt; cat trace > $O/empty.txt
echo 'vfs_*' > set_ftrace_filter; echo 1 > function_profile_enabled && { ls > /dev/null; echo 0 > function_profile_enabled; cat trace_stat/function0 > $O/profile.txt; }
# blk tracer
D=$(ls -d /sys/block/sd? /sys/block/vd? 2>/dev/null | head -1); echo blk > current_tracer; echo 1 > $D/trace/enable; echo 1 > tracing_on; dd if=/dev/$(basename $D) of=/dev/null bs=4096 count=4 iflag=direct 2>/dev/null; echo 0 > tracing_on; show blk; echo 1 > options/blk_classic; show blk-classic; echo 0 > $D/trace/enable; clear_all
# trace_pipe with losses
echo 4 > buffer_size_kb; echo 1 > events/sched/enable; echo 1 > events/timer/enable; echo 1 > events/raw_syscalls/enable; echo 1 > tracing_on; ls -R /usr/share/doc > /dev/null 2>&1; echo 0 > tracing_on; timeout 2 cat trace_pipe > $O/lost.txt; ls -l $O >&2
cat trace_options > $O/options.txt
tar c -C $O .
