#!/bin/sh
# Runs a command on the CPU that the card interrupts: a task of another CPU that is idle would be put on its runqueue over there.
irq=$(grep eth0 /proc/interrupts | tr -d ' ' | cut -d : -f 1)
exec taskset -c "$(cat /proc/irq/"$irq"/effective_affinity_list)" "$@"
