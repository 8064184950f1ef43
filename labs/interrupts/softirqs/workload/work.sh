#!/bin/sh
# Gives work to the softirqs of the disk, the network and the timers, and looks at their counts before and after each.
set -e
snapshot idle /proc/softirqs
dd if=/dev/sda of=/dev/null bs=4k count=200 iflag=direct 2>/dev/null
snapshot disk /proc/softirqs
busybox ping -c 20 -i 0.1 -q 10.0.2.2
snapshot card /proc/softirqs
i=0
while [ $i -lt 20 ]; do busybox usleep 20000; i=$((i + 1)); done
snapshot sleeps /proc/softirqs
