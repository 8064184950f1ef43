mkdir -p $W/kernel
uname -srvm >$W/kernel/uname
cat events/header_page >$W/kernel/header_page
cat printk_formats >$W/kernel/printk_formats
cat /proc/kallsyms >$W/kernel/kallsyms
head -n 100000 events/*/*/format >$W/kernel/formats
cat available_tracers >$W/kernel/tracers
tar c -C $W .
