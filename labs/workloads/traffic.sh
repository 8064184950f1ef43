#!/bin/sh
# Packets that come in from the host's side of the cable: 30 answers to pings, then 50 lines of a connection, one each 10 ms.
busybox ping -c 30 -i 0.02 -W 10 10.0.2.2
mkfifo /tmp/say
busybox nc 10.0.2.100 7 </tmp/say >/tmp/heard &
exec 3>/tmp/say
printf 'every 10 50\n' >&3
tries=0
while [ "$(wc -l </tmp/heard)" -lt 51 ] && [ $tries -lt 150 ]; do
  sleep 0.1
  tries=$((tries + 1))
done
kill $!
wc -l </tmp/heard
