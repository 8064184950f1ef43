#!/run/ringside/busybox sh
# Keeps files of /proc and /sys as they are now, as a moment of the recording, by one mkdir and one cp.

busybox=/run/ringside/busybox
[ -x $busybox ] || busybox=
home=${RINGSIDE_OUT:-/run/ringside/kept/out}
home=${home%/out}/proc
standard='/proc/buddyinfo /proc/cmdline /proc/cpuinfo /proc/diskstats /proc/interrupts /proc/iomem /proc/loadavg /proc/meminfo
/proc/modules /proc/mounts /proc/pagetypeinfo /proc/schedstat /proc/slabinfo /proc/softirqs /proc/stat /proc/swaps /proc/uptime
/proc/version /proc/vmallocinfo /proc/vmstat /proc/zoneinfo'

usage() {
  echo 'usage: snapshot [--every SECONDS] MOMENT [FILE...]
Keeps FILEs of /proc and /sys (without any: the usual ones) in the recording, under the name MOMENT (letters, digits, . _ -).
With --every again and again, until it is killed.' >&2
  exit 2
}

# CLOCK_MONOTONIC in nanoseconds; only root may read the file (kernel/time/timer_list.c).
read_clock() {
  nanoseconds=
  [ ! -r /proc/timer_list ] || while read -r now at nanoseconds unit; do
    [ "$now $at" = 'now at' ] && break
  done </proc/timer_list
  case $nanoseconds in
    '' | *[!0-9]*)
      IFS=' .' read -r seconds hundredths idle </proc/uptime
      nanoseconds=$seconds${hundredths}0000000
      ;;
  esac
  while [ ${#nanoseconds} -lt 10 ]; do nanoseconds=0$nanoseconds; done
  seconds=${nanoseconds%?????????}
  fraction=${nanoseconds#"$seconds"}
}

take() {
  read_clock
  case ${#number} in 1) number=00$number ;; 2) number=0$number ;; esac
  folder=$home/$number-$seconds.$fraction-$moment
  $busybox mkdir "$folder" || return 1
  [ -z "$of_proc" ] || { cd /proc && $busybox cp --parents $of_proc "$folder"; }
  [ -z "$of_sys" ] || { cd / && $busybox cp --parents $of_sys "$folder"; }
  number=${number#0}
  number=$((${number#0} + 1))
}

every=
if [ "$1" = --every ]; then
  every=$2
  [ $# -ge 3 ] || usage
  case $every in '' | . | *.*.* | *[!0-9.]*) usage ;; esac
  shift 2
fi
moment=$1
case $moment in '' | [.-]* | *[!A-Za-z0-9_.-]*) usage ;; esac
[ ${#moment} -le 40 ] || usage
shift
of_proc=
of_sys=
named=$#
[ $# -gt 0 ] || set -- $standard
for file; do
  case $file in
    *[!A-Za-z0-9_.:@+/-]*) usage ;;
    /proc/*) of_proc="$of_proc ${file#/proc/}" ;;
    /sys/*) of_sys="$of_sys ${file#/}" ;;
    *) usage ;;
  esac
done
number=0
for folder in "$home"/*; do [ ! -e "$folder" ] || number=$((number + 1)); done
# Not every kernel has all of the usual ones, and processes that are watched may end.
[ "$named" -gt 0 ] && [ -z "$every" ] || exec 2>/dev/null
if [ -z "$every" ]; then
  take
  exit
fi
exec >/dev/null
while take; do $busybox sleep "$every"; done
