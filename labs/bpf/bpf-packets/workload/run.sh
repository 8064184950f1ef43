#!/bin/sh
# Two BPF programs print every packet on its way up: at the event net:netif_receive_skb and at the function ip_rcv. What
# they print stands in the kernel's trace. Needs gcc, bpf-gcc, libc6-dev, bpftool, iproute2, iputils-ping.
here=$(cd "$(dirname "$0")" && pwd)
made=$(mktemp -d)
pinned=/sys/fs/bpf/packets

mountpoint -q /sys/fs/bpf || mount -t bpf bpf /sys/fs/bpf || exit 1
ip link set dev lo up
bpf-gcc -O2 -gbtf -I/usr/include -I"/usr/include/$(uname -m)-linux-gnu" -c "$here/packets.bpf.c" -o "$made/packets.o" || exit 1
gcc -Wall -o "$made/attach" "$here/attach.c" || exit 1
if ! bpftool prog loadall "$made/packets.o" $pinned >"$made/loaded" 2>&1; then
  cat "$made/loaded"
  exit 1
fi
bpftool prog show | grep -E 'name (received|reached_ip)'
"$made/attach" net/netif_receive_skb $pinned/received ip_rcv $pinned/reached_ip \
  sh -c 'ping -c 3 -i 0.2 127.0.0.1 && ping -c 2 -i 0.2 10.0.2.2'
code=$?
rm -r $pinned
exit $code
