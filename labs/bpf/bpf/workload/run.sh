#!/bin/sh
# A BPF program's life: compiled, checked and loaded, attached, called by the kernel for each packet; and one that the
# kernel refuses. Needs bpf-gcc, libc6-dev, bpftool, iproute2, iputils-ping; leaves nothing attached.
here=$(cd "$(dirname "$0")" && pwd)
made=$(mktemp -d)
pinned=/sys/fs/bpf
step() { printf '\n== %s\n' "$1"; }
end() {
  echo "$1 failed"
  ip link set dev lo xdp off 2>/dev/null
  exit 1
}
compile() {
  bpf-gcc -O2 -gbtf -I/usr/include -I"/usr/include/$(uname -m)-linux-gnu" -c "$here/$1.bpf.c" -o "$made/$1.o"
}
# The verifier's words stand between libbpf's own.
verifier_log() { sed -n '/BEGIN PROG LOAD LOG/,/END PROG LOAD LOG/p' | grep -v 'PROG LOAD LOG'; }

mountpoint -q $pinned || mount -t bpf bpf $pinned || end 'mounting bpf'
ip link set dev lo up

step compile
compile queues && compile refused || end compiling
readelf -h "$made/queues.o" | grep Machine

step load
bpftool -d prog load "$made/queues.o" $pinned/queues >"$made/loaded" 2>&1 || { cat "$made/loaded"; end loading; }
verifier_log <"$made/loaded"
bpftool prog show pinned $pinned/queues

step attach
sysctl -q -w kernel.bpf_stats_enabled=1
bpftool net attach xdp pinned $pinned/queues dev lo || end attaching
bpftool net show dev lo

step callbacks
ping -c 3 -i 0.2 127.0.0.1 || end ping
echo "packets of each receive queue"
bpftool map dump name packets
bpftool prog show pinned $pinned/queues | grep -o 'run_cnt [0-9]*'

step detach
bpftool net detach xdp dev lo || end detaching
rm $pinned/queues

step refuse
bpftool prog load "$made/refused.o" $pinned/refused >"$made/refused" 2>&1 && end 'being refused'
verifier_log <"$made/refused"
grep '^Error: ' "$made/refused"
