// Made by scripts/kernel-tables/make-syscall-places.mjs.

/** Where system calls are defined, by kernel: a file, then its calls by their entries, with lines. */
export const places: readonly { readonly release: string; readonly text: string }[] = [
  // linux-source-6.1 6.1.192-2
  {
    release: '6.1.0-56-amd64',
    text: `
/arch/arm64/kernel/sys.c
arm64_personality 31
/arch/x86/entry/common.c
ni_syscall 340
/arch/x86/kernel/ioport.c
ioperm 158
iopl 179
/arch/x86/kernel/ldt.c
modify_ldt 665
/arch/x86/kernel/process_64.c
arch_prctl 842
/arch/x86/kernel/signal.c
rt_sigreturn 658
/arch/x86/kernel/sys_x86_64.c
mmap 86
/arch/x86/kernel/tls.c
set_thread_area 185
get_thread_area 237
/block/ioprio.c
ioprio_set 69
ioprio_get 210
/drivers/char/random.c
getrandom 1308
/fs/aio.c
io_setup 1350
io_destroy 1419
io_submit 2063
io_cancel 2157
io_getevents 2233
io_pgetevents 2258
/fs/d_path.c
getcwd 411
/fs/eventfd.c
eventfd2 458
eventfd 463
/fs/eventpoll.c
epoll_create1 2086
epoll_create 2091
epoll_ctl 2267
epoll_wait 2325
epoll_pwait 2359
epoll_pwait2 2370
/fs/exec.c
uselib 121
execve 2137
execveat 2145
/fs/fcntl.c
fcntl 434
/fs/fhandle.c
name_to_handle_at 93
open_by_handle_at 256
/fs/file.c
dup3 1245
dup2 1250
dup 1265
/fs/filesystems.c
sysfs 195
/fs/fsopen.c
fsopen 121
fspick 164
fsconfig 323
/fs/ioctl.c
ioctl 856
/fs/locks.c
flock 2085
/fs/namei.c
mknodat 4115
mknod 4121
mkdirat 4199
mkdir 4204
rmdir 4324
unlinkat 4481
unlink 4491
symlinkat 4569
symlink 4575
linkat 4750
link 4757
renameat2 5112
renameat 5119
rename 5126
/fs/namespace.c
umount 1842
open_tree 2559
mount 3660
fsmount 3728
move_mount 3862
pivot_root 3965
mount_setattr 4439
/fs/notify/fanotify/fanotify_user.c
fanotify_init 1349
fanotify_mark 1849
/fs/notify/inotify/inotify_user.c
inotify_init1 708
inotify_init 713
inotify_add_watch 718
inotify_rm_watch 782
/fs/open.c
truncate 144
ftruncate 202
fallocate 352
faccessat 492
faccessat2 497
access 503
chdir 508
fchdir 534
chroot 556
fchmod 625
fchmodat 655
chmod 661
fchownat 779
chown 785
lchown 790
fchown 821
open 1340
openat 1347
openat2 1355
creat 1408
close 1450
close_range 1475
vhangup 1485
/fs/pipe.c
pipe2 1033
pipe 1038
/fs/quota/quota.c
quotactl 916
quotactl_fd 972
/fs/read_write.c
lseek 311
read 621
write 646
pread64 672
pwrite64 706
readv 1041
writev 1047
preadv 1053
preadv2 1061
pwritev 1073
pwritev2 1081
sendfile64 1309
copy_file_range 1559
/fs/readdir.c
getdents 271
getdents64 354
/fs/select.c
select 723
pselect6 792
poll 1065
ppoll 1098
/fs/signalfd.c
signalfd4 302
signalfd 314
/fs/splice.c
vmsplice 1320
splice 1356
tee 1722
/fs/stat.c
newstat 406
newlstat 417
newfstatat 431
newfstat 444
readlinkat 492
readlink 498
statx 661
/fs/statfs.c
statfs 192
fstatfs 213
ustat 248
/fs/sync.c
sync 111
syncfs 149
fsync 218
fdatasync 223
sync_file_range 370
/fs/timerfd.c
timerfd_create 406
timerfd_settime 558
timerfd_gettime 576
/fs/userfaultfd.c
userfaultfd 2182
/fs/utimes.c
utimensat 147
futimesat 202
utimes 208
utime 214
/fs/xattr.c
setxattr 648
lsetxattr 655
fsetxattr 662
getxattr 760
lgetxattr 766
fgetxattr 772
listxattr 837
llistxattr 843
flistxattr 849
removexattr 903
lremovexattr 909
fremovexattr 915
/io_uring/io_uring.c
io_uring_enter 3398
io_uring_setup 3830
io_uring_register 4286
/ipc/mqueue.c
mq_open 942
mq_unlink 952
mq_timedsend 1284
mq_timedreceive 1298
mq_notify 1440
mq_getsetattr 1496
/ipc/msg.c
msgget 315
msgctl 640
msgsnd 971
msgrcv 1270
/ipc/sem.c
semget 624
semctl 1705
semtimedop 2270
semop 2298
/ipc/shm.c
shmget 855
shmctl 1304
shmat 1701
shmdt 1842
/kernel/acct.c
acct 315
/kernel/bpf/syscall.c
bpf 5196
/kernel/capability.c
capget 148
capset 222
/kernel/events/core.c
perf_event_open 12411
/kernel/exec_domain.c
personality 38
/kernel/exit.c
exit 995
exit_group 1039
waitid 1729
wait4 1821
/kernel/fork.c
set_tid_address 1798
fork 2858
vfork 2874
clone 2887
clone3 3061
unshare 3376
/kernel/futex/syscalls.c
set_robust_list 29
get_robust_list 99
futex 192
futex_waitv 274
/kernel/groups.c
getgroups 161
setgroups 198
/kernel/kcmp.c
kcmp 135
/kernel/kexec.c
kexec_load 228
/kernel/kexec_file.c
kexec_file_load 325
/kernel/module/main.c
delete_module 696
init_module 2934
finit_module 2954
/kernel/nsproxy.c
setns 527
/kernel/pid.c
pidfd_open 624
pidfd_getfd 724
/kernel/printk/printk.c
syslog 1769
/kernel/ptrace.c
ptrace 1279
/kernel/reboot.c
reboot 701
/kernel/rseq.c
rseq 358
/kernel/sched/core.c
sched_setscheduler 7965
sched_setparam 7980
sched_setattr 7991
sched_getscheduler 8034
sched_getparam 8063
sched_getattr 8144
sched_setaffinity 8319
sched_getaffinity 8371
sched_yield 8424
sched_get_priority_max 8862
sched_get_priority_min 8889
sched_rr_get_interval 8954
/kernel/sched/membarrier.c
membarrier 585
/kernel/seccomp.c
seccomp 2005
/kernel/signal.c
restart_syscall 3028
rt_sigprocmask 3171
rt_sigpending 3243
rt_sigtimedwait 3657
kill 3801
pidfd_send_signal 3876
tgkill 3982
tkill 3998
rt_sigqueueinfo 4026
rt_tgsigqueueinfo 4066
sigaltstack 4257
rt_sigaction 4440
pause 4633
rt_sigsuspend 4663
/kernel/sys.c
setpriority 211
getpriority 281
setregid 421
setgid 467
setreuid 587
setuid 650
setresuid 735
getresuid 740
setresgid 824
getresgid 829
setfsuid 892
setfsgid 936
getpid 951
gettid 957
getppid 968
getuid 979
geteuid 985
getgid 991
getegid 997
times 1016
setpgid 1066
getpgid 1165
getpgrp 1172
getsid 1179
setsid 1251
newuname 1299
sethostname 1367
setdomainname 1421
getrlimit 1511
prlimit64 1677
setrlimit 1742
getrusage 1882
umask 1908
prctl 2395
getcpu 2682
sysinfo 2762
/kernel/time/hrtimer.c
nanosleep 2161
/kernel/time/itimer.c
getitimer 113
alarm 306
setitimer 332
/kernel/time/posix-timers.c
timer_create 583
timer_gettime 744
timer_getoverrun 783
timer_settime 948
timer_delete 1014
clock_settime 1113
clock_gettime 1128
clock_adjtime 1158
clock_getres 1175
clock_nanosleep 1291
/kernel/time/time.c
time 62
gettimeofday 140
settimeofday 199
adjtimex 269
/mm/fadvise.c
fadvise64_64 205
fadvise64 212
/mm/madvise.c
madvise 1448
process_madvise 1453
/mm/memfd.c
memfd_create 266
/mm/mempolicy.c
set_mempolicy_home_node 1486
mbind 1556
set_mempolicy 1583
migrate_pages 1677
get_mempolicy 1715
/mm/migrate.c
move_pages 2346
/mm/mincore.c
mincore 231
/mm/mlock.c
mlock 614
mlock2 619
munlock 632
mlockall 697
munlockall 726
/mm/mmap.c
brk 170
munmap 2966
remap_file_pages 2976
/mm/mprotect.c
mprotect 816
pkey_mprotect 824
pkey_alloc 830
pkey_free 860
/mm/mremap.c
mremap 947
/mm/msync.c
msync 32
/mm/oom_kill.c
process_mrelease 1210
/mm/process_vm_access.c
process_vm_readv 291
process_vm_writev 298
/mm/readahead.c
readahead 757
/mm/secretmem.c
memfd_secret 321
/mm/swapfile.c
swapoff 2400
swapon 2995
/net/socket.c
socket 1682
socketpair 1783
bind 1820
listen 1852
accept4 1970
accept 1976
connect 2035
getsockname 2073
getpeername 2109
sendto 2161
recvfrom 2219
setsockopt 2296
getsockopt 2344
shutdown 2378
sendmsg 2609
sendmmsg 2685
recvmsg 2817
recvmmsg 2969
/security/keys/keyctl.c
add_key 74
request_key 167
keyctl 1887
/security/landlock/syscalls.c
landlock_create_ruleset 175
landlock_add_rule 331
landlock_restrict_self 423
`,
  },
  // linux-source-6.12 6.12.117-1~deb12u1
  {
    release: '6.12.117+deb12-amd64',
    text: `
/arch/arm64/kernel/sys.c
arm64_personality 31
/arch/x86/entry/common.c
ni_syscall 448
/arch/x86/kernel/ioport.c
ioperm 158
iopl 179
/arch/x86/kernel/ldt.c
modify_ldt 667
/arch/x86/kernel/process_64.c
arch_prctl 983
/arch/x86/kernel/shstk.c
map_shadow_stack 518
/arch/x86/kernel/signal_64.c
rt_sigreturn 246
/arch/x86/kernel/sys_x86_64.c
mmap 79
/arch/x86/kernel/tls.c
set_thread_area 186
get_thread_area 238
/arch/x86/kernel/uprobes.c
uretprobe 365
/block/ioprio.c
ioprio_set 69
ioprio_get 184
/drivers/char/random.c
getrandom 1378
/fs/aio.c
io_setup 1393
io_destroy 1462
io_submit 2097
io_cancel 2191
io_getevents 2267
io_pgetevents 2292
/fs/d_path.c
getcwd 412
/fs/eventfd.c
eventfd2 424
eventfd 429
/fs/eventpoll.c
epoll_create1 2441
epoll_create 2446
epoll_ctl 2626
epoll_wait 2684
epoll_pwait 2718
epoll_pwait2 2729
/fs/exec.c
uselib 125
execve 2152
execveat 2160
/fs/fcntl.c
fcntl 576
/fs/fhandle.c
name_to_handle_at 106
open_by_handle_at 394
/fs/file.c
dup3 1366
dup2 1371
dup 1390
/fs/filesystems.c
sysfs 195
/fs/fsopen.c
fsopen 120
fspick 163
fsconfig 353
/fs/ioctl.c
ioctl 892
/fs/locks.c
flock 2135
/fs/namei.c
mknodat 4276
mknod 4282
mkdirat 4359
mkdir 4364
rmdir 4482
unlinkat 4635
unlink 4645
symlinkat 4720
symlink 4726
linkat 4900
link 4907
renameat2 5267
renameat 5274
rename 5281
/fs/namespace.c
umount 2062
open_tree 2932
mount 4158
fsmount 4226
move_mount 4359
pivot_root 4467
mount_setattr 4948
statmount 5466
listmount 5621
/fs/notify/fanotify/fanotify_user.c
fanotify_init 1396
fanotify_mark 1928
/fs/notify/inotify/inotify_user.c
inotify_init1 707
inotify_init 712
inotify_add_watch 717
inotify_rm_watch 781
/fs/open.c
truncate 144
ftruncate 205
fallocate 360
faccessat 537
faccessat2 542
access 548
chdir 553
fchdir 579
chroot 601
fchmod 670
fchmodat2 707
fchmodat 713
chmod 719
fchownat 832
chown 838
lchown 843
fchown 872
open 1440
openat 1447
openat2 1455
creat 1508
close 1558
close_range 1596
vhangup 1606
/fs/pipe.c
pipe2 1042
pipe 1047
/fs/quota/quota.c
quotactl 918
quotactl_fd 974
/fs/read_write.c
lseek 404
read 720
write 745
pread64 771
pwrite64 805
readv 1175
writev 1181
preadv 1187
preadv2 1195
pwritev 1207
pwritev2 1215
sendfile64 1441
copy_file_range 1674
/fs/readdir.c
getdents 309
getdents64 392
/fs/select.c
select 723
pselect6 794
poll 1068
ppoll 1101
/fs/signalfd.c
signalfd4 323
signalfd 335
/fs/splice.c
vmsplice 1601
splice 1637
tee 2009
/fs/stat.c
newstat 478
newlstat 489
newfstatat 503
newfstat 516
readlinkat 569
readlink 575
statx 775
/fs/statfs.c
statfs 192
fstatfs 213
ustat 248
/fs/sync.c
sync 111
syncfs 149
fsync 215
fdatasync 220
sync_file_range 363
/fs/timerfd.c
timerfd_create 410
timerfd_settime 574
timerfd_gettime 592
/fs/userfaultfd.c
userfaultfd 2178
/fs/utimes.c
utimensat 148
futimesat 203
utimes 209
utime 215
/fs/xattr.c
setxattr 672
lsetxattr 679
fsetxattr 686
getxattr 797
lgetxattr 803
fgetxattr 809
listxattr 871
llistxattr 877
flistxattr 883
removexattr 933
lremovexattr 939
fremovexattr 945
/io_uring/io_uring.c
io_uring_enter 3370
io_uring_setup 3860
/io_uring/register.c
io_uring_register 595
/ipc/mqueue.c
mq_open 951
mq_unlink 961
mq_timedsend 1291
mq_timedreceive 1305
mq_notify 1448
mq_getsetattr 1504
/ipc/msg.c
msgget 315
msgctl 640
msgsnd 971
msgrcv 1270
/ipc/sem.c
semget 624
semctl 1705
semtimedop 2268
semop 2296
/ipc/shm.c
shmget 847
shmctl 1281
shmat 1678
shmdt 1819
/kernel/acct.c
acct 314
/kernel/bpf/syscall.c
bpf 5811
/kernel/capability.c
capget 141
capset 220
/kernel/events/core.c
perf_event_open 12824
/kernel/exec_domain.c
personality 38
/kernel/exit.c
exit 1061
exit_group 1105
waitid 1791
wait4 1883
/kernel/fork.c
set_tid_address 1969
fork 2925
vfork 2941
clone 2954
clone3 3126
unshare 3448
/kernel/futex/syscalls.c
set_robust_list 28
get_robust_list 98
futex 188
futex_waitv 318
futex_wake 366
futex_wait 398
futex_requeue 442
/kernel/groups.c
getgroups 161
setgroups 198
/kernel/kcmp.c
kcmp 137
/kernel/kexec.c
kexec_load 242
/kernel/kexec_file.c
kexec_file_load 356
/kernel/module/main.c
delete_module 732
init_module 3278
finit_module 3432
/kernel/nsproxy.c
setns 546
/kernel/pid.c
pidfd_open 626
pidfd_getfd 745
/kernel/printk/printk.c
syslog 1829
/kernel/ptrace.c
ptrace 1274
/kernel/reboot.c
reboot 726
/kernel/rseq.c
rseq 387
/kernel/sched/membarrier.c
membarrier 625
/kernel/sched/syscalls.c
sched_setscheduler 983
sched_setparam 998
sched_setattr 1009
sched_getscheduler 1044
sched_getparam 1074
sched_getattr 1148
sched_setaffinity 1338
sched_getaffinity 1383
sched_yield 1436
sched_get_priority_max 1544
sched_get_priority_min 1572
sched_rr_get_interval 1630
/kernel/seccomp.c
seccomp 2120
/kernel/signal.c
restart_syscall 3086
rt_sigprocmask 3229
rt_sigpending 3301
rt_sigtimedwait 3715
kill 3860
pidfd_send_signal 3935
tgkill 4062
tkill 4078
rt_sigqueueinfo 4106
rt_tgsigqueueinfo 4146
sigaltstack 4337
rt_sigaction 4520
pause 4713
rt_sigsuspend 4743
/kernel/sys.c
setpriority 227
getpriority 297
setregid 437
setgid 483
setreuid 603
setuid 666
setresuid 751
getresuid 756
setresgid 840
getresgid 845
setfsuid 908
setfsgid 952
getpid 967
gettid 973
getppid 984
getuid 995
geteuid 1001
getgid 1007
getegid 1013
times 1032
setpgid 1085
getpgid 1184
getpgrp 1191
getsid 1198
setsid 1270
newuname 1318
sethostname 1386
setdomainname 1440
getrlimit 1530
prlimit64 1696
setrlimit 1761
getrusage 1901
umask 1927
prctl 2473
getcpu 2810
sysinfo 2890
/kernel/time/hrtimer.c
nanosleep 2163
/kernel/time/itimer.c
getitimer 113
alarm 306
setitimer 332
/kernel/time/posix-timers.c
timer_create 539
timer_gettime 728
timer_getoverrun 776
timer_settime 966
timer_delete 1032
clock_settime 1136
clock_gettime 1155
clock_adjtime 1185
clock_getres 1275
clock_nanosleep 1396
/kernel/time/time.c
time 62
gettimeofday 140
settimeofday 199
adjtimex 269
/mm/fadvise.c
fadvise64_64 201
fadvise64 208
/mm/filemap.c
cachestat 4453
/mm/madvise.c
madvise 1493
process_madvise 1498
/mm/memfd.c
memfd_create 399
/mm/mempolicy.c
set_mempolicy_home_node 1540
mbind 1607
set_mempolicy 1634
migrate_pages 1727
get_mempolicy 1764
/mm/migrate.c
move_pages 2575
/mm/mincore.c
mincore 231
/mm/mlock.c
mlock 661
mlock2 666
munlock 679
mlockall 747
munlockall 776
/mm/mmap.c
brk 116
munmap 1657
remap_file_pages 1667
/mm/mprotect.c
mprotect 856
pkey_mprotect 864
pkey_alloc 870
pkey_free 900
/mm/mremap.c
mremap 1047
/mm/mseal.c
mseal 264
/mm/msync.c
msync 32
/mm/oom_kill.c
process_mrelease 1205
/mm/process_vm_access.c
process_vm_readv 292
process_vm_writev 299
/mm/readahead.c
readahead 697
/mm/secretmem.c
memfd_secret 322
/mm/swapfile.c
swapoff 2749
swapon 3366
/net/socket.c
socket 1711
socketpair 1812
bind 1860
listen 1898
accept4 2013
accept 2019
connect 2076
getsockname 2113
getpeername 2150
sendto 2199
recvfrom 2257
setsockopt 2340
getsockopt 2453
shutdown 2488
sendmsg 2718
sendmmsg 2796
recvmsg 2927
recvmmsg 3076
/security/keys/keyctl.c
add_key 74
request_key 167
keyctl 1887
/security/landlock/syscalls.c
landlock_create_ruleset 185
landlock_add_rule 418
landlock_restrict_self 477
/security/lsm_syscalls.c
lsm_set_self_attr 55
lsm_get_self_attr 84
lsm_list_modules 103
`,
  },
];
