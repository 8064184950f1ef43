#!/bin/sh
# Steps faults.c through its page faults. Needs gdb, gcc, libc6-dev.
here=$(cd "$(dirname "$0")" && pwd)
made=$(mktemp -d)
# Memory of the program's own is asked for in small pages.
echo never >/sys/kernel/mm/transparent_hugepage/enabled
gcc -g -O0 -o "$made/faults" "$here/faults.c" || exit 1
dd if=/dev/zero of=/scratch/faults bs=4096 count=2 2>/dev/null
sync
exec gdb -nx -batch -x "$here/step.py" --args "$made/faults" /scratch/faults
