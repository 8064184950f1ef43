# Ringside's agent in the guest: a POSIX shell and what busybox has. The host sends pieces of shell that call these
# functions, and those of tracer.sh.

state=/run/ringside
said=$state/said
root=/root-of-command
place=/run/ringside
meeting=$root$place
inside="chroot $root"
owner=0:0
drain_with=
mkdir -p $state
. /tracer.sh
T=$top

pack() { tar -cf /dev/ringside/files "$@"; }

# Serves for ever. A read fails while no host is connected: between saving a guest and resuming it, and for good when
# the host is gone; then the machine goes too.
serve() {
  silence=0
  while [ $silence -lt 400 ]; do
    if serve_one; then
      silence=0
    else
      silence=$((silence + 1))
      usleep 5000
    fi
  done
}

# --- the machine -----------------------------------------------------------------------------------------------

load_late_modules() {
  [ -e $state/late ] && return
  : >$state/late
  load_modules late
  for wait in 1 2 3 4 5 6 7 8 9 10; do [ -b /dev/sda ] && [ -b /dev/vda ] && break; usleep 50000; done
  mkswap /dev/vda && swapon /dev/vda
  mkdir -p /scratch && mount -t ext4 /dev/sda /scratch
  make_furniture
  ip link set lo up
  ip link set eth0 up && ip addr add 10.0.2.15/24 dev eth0 && ip route add default via 10.0.2.2
  return 0
} >/dev/null 2>&1

mount_tracefs() {
  mount -t tracefs tracefs $T && mount -t debugfs debugfs /sys/kernel/debug || {
    echo "this kernel has no tracefs"
    return 1
  }
  put tracing_on 0 && put buffer_size_kb 4096 && put saved_cmdlines_size 8192
}

# What every root gets, mounted aside while there is time, so that a resumed guest has it by six mounts of one process.
# /proc, /sys, /dev and /run are the guest's own: those of the host are never shown.
make_furniture() {
  cd / && mkdir -p /ready/proc /ready/run /dev/pts /dev/shm
  mount -t proc proc /ready/proc
  mount -t tmpfs -o mode=755 run /ready/run
  mount -t devpts -o ptmxmode=666,mode=620 devpts /dev/pts
  mount -t tmpfs shm /dev/shm
  ln -sf pts/ptmx /dev/ptmx
  ln -sf /proc/self/fd /dev/fd
  for link in "stdin 0" "stdout 1" "stderr 2"; do ln -sf "/proc/self/fd/${link#* }" "/dev/${link% *}"; done
  mkdir -p /ready/run/ringside /ready/run/lock $state/proc/before $state/proc/after
  cp /bin/busybox /snapshot.sh /ready/run/ringside
  mv /ready/run/ringside/snapshot.sh /ready/run/ringside/snapshot
  mkdir -p /ready/run/ringside/bin /ready/run/ringside/kept/proc /ready/run/ringside/kept/out
  ln -s ../snapshot /ready/run/ringside/bin/snapshot
  mkfifo /ready/run/ringside/go /ready/run/ringside/pid /ready/run/ringside/ended $state/in $state/out $state/err
  mount -t tmpfs -o mode=755 layer /layer
  mkdir -p /layer/work
  for folder in proc sys dev run scratch; do mkdir -p /layer/upper/$folder; done
  echo "/ready/proc $root/proc none rbind 0 0
/sys $root/sys none rbind 0 0
/dev $root/dev none rbind 0 0
/ready/run $root/run none rbind 0 0
/scratch $root/scratch none rbind 0 0" >/furniture
  overlay="$root overlay upperdir=/layer/upper,workdir=/layer/work"
  nine=trans=virtio,version=9p2000.L,ro,msize=512000,cache=loose
  { echo "host /host 9p $nine 0 0"; echo "root $overlay,lowerdir=/host 0 0"; cat /furniture; } >/host-root
  { echo "host /host 9p $nine 0 0"; echo "programs /programs 9p $nine 0 0"
    echo "root $overlay,lowerdir=/host:/programs 0 0"; cat /furniture; } >/host-root-and-programs
  # uftrace finds tracefs only where mounts are shared.
  mount --make-rshared /
}

# The host's root, read-only, below a layer in memory: any program of the host runs, nothing on the host changes.
# $1: 1 when a folder of unpacked packages stands below it as a second layer.
mount_root() {
  if [ "$1" = 1 ]; then mount -a -T /host-root-and-programs; else mount -a -T /host-root; fi
}

# A root that has nothing of the host's, in memory: busybox under all its names. For a guest whose processor does not
# run the host's programs. $1: 1 when a folder of unpacked packages stands below it.
mount_root_of_its_own() {
  if [ "$1" = 1 ]; then
    mount -t 9p -o trans=virtio,version=9p2000.L,ro,msize=512000,cache=loose programs /programs || return 1
    mount -t overlay -o lowerdir=/programs,upperdir=/layer/upper,workdir=/layer/work root $root || return 1
  else
    mount --bind /layer/upper $root || return 1
  fi
  cd $root && mkdir -p usr/bin usr/sbin usr/lib etc root home tmp var/tmp || return 1
  for folder in bin sbin lib; do [ -e $folder ] || ln -s usr/$folder $folder; done
  chmod 1777 tmp var/tmp
  echo 'root:x:0:0:root:/root:/bin/sh' >etc/passwd
  echo 'root:x:0:' >etc/group
  echo '127.0.0.1 localhost' >etc/hosts
  [ -e usr/bin/busybox ] || cp /bin/busybox usr/bin/busybox
  cd /
  mount -a -T /furniture || return 1
  # Names that a package has already stay the package's.
  chroot $root /usr/bin/busybox --install -s /usr/bin 2>/dev/null
  return 0
}

# Only the invoking user's own home is shown. $1: that home, or empty.
hide_homes() {
  [ -d $root/home ] || return 0
  case $1 in
    /home/*)
      mkdir -p /own-home
      mount --bind "$root$1" /own-home
      mount -t tmpfs -o mode=755 homes $root/home
      mkdir -p "$root$1"
      mount --bind /own-home "$root$1" && umount /own-home
      ;;
    *) mount -t tmpfs -o mode=755 homes $root/home ;;
  esac
  # Root's own is closed to the user QEMU runs as: an empty one stands there.
  [ -z "$1" ] || ls "$root$1" || mount -t tmpfs -o mode=700 home "$root$1"
  return 0
} >/dev/null 2>&1

# --- the command -----------------------------------------------------------------------------------------------

# Starts the root's /run/ringside/command (shell that ends in exec), which holds before that exec: its process id is
# known then and can be given to the tracer. $1: pipes or tty. At its end `exit CODE` goes to the host.
prepare_command() {
  if [ "$1" = tty ] && [ ! -e /bin/telnetd ]; then
    echo "the guest's busybox has no telnetd, which gives a command its terminal"
    return 1
  fi
  # `&` would start it, and all that comes of it, deaf to SIGINT and SIGQUIT (POSIX, 2.11); of two setsid the second
  # leaves its child alone.
  setsid setsid sh -c ". /agent.sh; run_on_$1"
  read -r command_pid <$meeting/pid
  echo "pid $command_pid"
}

release_command() { echo >$root/run/ringside/go; }

# $1: a signal's name; $2: "group" for the command and its children, as a terminal's Ctrl-C does
signal_command() { kill -"$1" -"$command_pid"; } 2>/dev/null

enter='exec chroot /root-of-command /run/ringside/busybox sh /run/ringside/command'

# telnetd holds the other end of the command's terminal and joins it to the port. $root/run/ringside/terminal, the
# first process on it, says when the command has ended; when telnetd ends before, the command was hung up.
run_on_tty() {
  chmod 755 $meeting/terminal
  setsid setsid sh -c ". /agent.sh; hold_terminal"
  read -r code <$meeting/ended
  command_ended "$code"
}

hold_terminal() {
  chroot $root /run/ringside/busybox telnetd -i -f /dev/null -l /run/ringside/terminal <>/dev/ringside/tty >&0 3>&- 4>&-
  echo 129 >$meeting/ended
} 2>/dev/null

resize_terminal() {
  read -r tty <$meeting/tty && stty -F "$root$tty" rows "$1" cols "$2"
}

run_on_pipes() {
  cat </dev/ringside/in >$state/in 2>/dev/null 3>&- 4>&- &
  feeder=$!
  cat <$state/out >/dev/ringside/out 3>&- 4>&- &
  pumps=$!
  cat <$state/err >/dev/ringside/err 3>&- 4>&- &
  pumps="$pumps $!"
  # Redirected inside: what this shell says of a command that was killed is not the command's.
  setsid sh -c "exec <$state/in >$state/out 2>$state/err 3>&- 4>&-; $enter"
  code=$?
  trace_off
  # Processes that the command left behind may hold its streams; what is in the pipes has 0.3 s to come out.
  (usleep 300000; kill $pumps) 2>/dev/null &
  guard=$!
  wait $pumps
  kill $guard $feeder
  command_ended $code
} 2>/dev/null

command_ended() {
  trace_off
  echo "exit $1" >&4
}

# --- draining --------------------------------------------------------------------------------------------------

# Pages leave the guest while the command runs. Into a pipe cat splices whole ones, when a half of the buffer is
# full (buffer_percent); to anything else sendfile refuses this file, which is not seekable, and a reader would be
# woken by every event. $1: how many CPUs
start_draining() {
  cpus=$1
  cpu=0
  drains=
  carriers=
  while [ $cpu -lt "$cpus" ]; do
    mkfifo $state/pages$cpu
    cat $state/pages$cpu >/dev/ringside/cpu$cpu 3>&- 4>&- &
    carriers="$carriers $!"
    $drain_with cat $T/per_cpu/cpu$cpu/trace_pipe_raw >$state/pages$cpu 3>&- 4>&- &
    drains="$drains $!"
    cpu=$((cpu + 1))
  done
} 2>/dev/null

# Once tracing is off, a splice wakes and ends (commit 2b0fd9a59b79 "tracing: Wake up waiters when tracing is
# disabled", v6.1); on older kernels it is ended when it sleeps. What a splice leaves (the pages that are not full)
# is read by dd, which is ended when nothing is left and it waits for more.
stop_draining() {
  end_when_idle "$drains"
  wait $carriers
  cpu=0
  drains=
  while [ $cpu -lt "$cpus" ]; do
    rm $state/pages$cpu
    dd bs=4096 if=$T/per_cpu/cpu$cpu/trace_pipe_raw of=/dev/ringside/cpu$cpu 2>/dev/null 3>&- 4>&- &
    drains="$drains $!"
    cpu=$((cpu + 1))
  done
  tries=0
  while [ $tries -lt 3000 ]; do
    left=0
    for stats in $T/per_cpu/cpu*/stats; do
      # The end of a child may interrupt a read (ash, SIGCHLD): what was not read is asked again. An empty word in
      # arithmetic would end this shell, and with it the machine.
      entries=
      read -r word entries <"$stats"
      case $entries in
        '' | *[!0-9]*) left=1 ;;
        *) left=$((left + entries)) ;;
      esac
    done
    [ $left -eq 0 ] && break
    tries=$((tries + 1))
    usleep 5000
  done
  end_when_idle "$drains"
  return 0
}

# Ends processes that wait in a read or a splice; one that still writes is left to finish.
# The first word of /proc/PID/syscall is the call's number: read 0 or 63, sendfile 40 or 71 (x86-64, arm64).
end_when_idle() {
  for drain in $1; do
    tries=0
    while kill -0 "$drain" && [ $tries -lt 2000 ]; do
      read -r call rest </proc/"$drain"/syscall
      case $call in
        0 | 63) kill "$drain" && break ;;
        40 | 71) [ $tries -gt 50 ] && kill "$drain" && break ;;
      esac
      tries=$((tries + 1))
      usleep 2000
    done
    wait "$drain"
  done
} 2>/dev/null
