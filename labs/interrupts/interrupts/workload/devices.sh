#!/bin/sh
# Makes the disk interrupt, then the card, and looks at the counts before and after each.
set -e
snapshot idle /proc/interrupts
dd if=/dev/sda of=/dev/null bs=4k count=200 iflag=direct 2>/dev/null
snapshot disk /proc/interrupts
busybox ping -c 20 -i 0.1 -q 10.0.2.2
snapshot card /proc/interrupts
