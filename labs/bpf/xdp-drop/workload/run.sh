#!/bin/sh
# Pings before, while and after a BPF program drops what comes in. Needs bpf-gcc, libc6-dev, iproute2, iputils-ping.
here=$(cd "$(dirname "$0")" && pwd)
made=$(mktemp -d)
step() { printf '\n== %s\n' "$1"; }
# Three packets, and whether they should come back.
pings() {
  ping -c 3 -i 0.2 -W 1 127.0.0.1 >"$made/pings"
  tail -n 3 "$made/pings"
  grep -q "$1 received" "$made/pings" && return
  echo "expected $1 received"
  ip link set dev lo xdp off
  exit 1
}

ip link set dev lo up
bpf-gcc -O2 -gbtf -I/usr/include -I"/usr/include/$(uname -m)-linux-gnu" -c "$here/drop.bpf.c" -o "$made/drop.o" || exit 1

step before
pings 3

step during
ip link set dev lo xdp obj "$made/drop.o" sec xdp || exit 1
ip link show dev lo
pings 0

step after
ip link set dev lo xdp off || exit 1
ip link show dev lo
pings 3
