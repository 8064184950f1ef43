/**
 * Arguments of system calls by the kernel's name of the call, as the formats of the events `syscalls:sys_enter_*` of Linux
 * 6.1 and 6.12 have them. Behind a colon: `i` signed, `x` an address or bits, `fd` a file descriptor, else the table of names.
 */
export const argumentTable = `
accept fd:fd upeer_sockaddr:x upeer_addrlen:x
accept4 fd:fd upeer_sockaddr:x upeer_addrlen:x flags:socket_type
access filename:x mode:access
acct name:x
add_key type:x description:x payload:x plen ringid
adjtimex txc_p:x
alarm seconds
arch_prctl option:arch_prctl arg2:x
bind fd:fd umyaddr:x addrlen:i
bpf cmd:bpf uattr:x size:x
brk brk:x
cachestat fd:fd cstat_range:x cstat:x flags
capget header dataptr
capset header data
chdir filename:x
chmod filename:x mode:mode
chown filename:x user group
chroot filename:x
clock_adjtime which_clock:clock utx:x
clock_getres which_clock:clock tp:x
clock_gettime which_clock:clock tp:x
clock_nanosleep which_clock:clock flags:timer rqtp:x rmtp:x
clock_settime which_clock:clock tp:x
clone clone_flags:clone newsp:x parent_tidptr:x child_tidptr:x tls:x
clone3 uargs:x size
close fd:fd
close_range fd:fd max_fd flags:close_range
connect fd:fd uservaddr:x addrlen:i
copy_file_range fd_in:fd off_in:x fd_out:fd off_out:x len flags
creat pathname:x mode:mode
delete_module name_user:x flags
dup fildes:fd
dup2 oldfd:fd newfd:fd
dup3 oldfd:fd newfd:fd flags:open
epoll_create size:i
epoll_create1 flags:open
epoll_ctl epfd:fd op:epoll fd:fd event:x
epoll_pwait epfd:fd events:x maxevents:i timeout:i sigmask:x sigsetsize
epoll_pwait2 epfd:fd events:x maxevents:i timeout:x sigmask:x sigsetsize
epoll_wait epfd:fd events:x maxevents:i timeout:i
eventfd count
eventfd2 count flags:open
execve filename:x argv:x envp:x
execveat fd:fd filename:x argv:x envp:x flags:at
exit error_code:i
exit_group error_code:i
faccessat dfd:fd filename:x mode:access
faccessat2 dfd:fd filename:x mode:access flags:at
fadvise64 fd:fd offset len advice:file_advice
fadvise64_64 fd:fd offset len advice:file_advice
fallocate fd:fd mode:allocate offset len
fanotify_init flags event_f_flags
fanotify_mark fanotify_fd:fd flags mask dfd:fd pathname:x
fchdir fd:fd
fchmod fd:fd mode:mode
fchmodat dfd:fd filename:x mode:mode
fchmodat2 dfd:fd filename:x mode:mode flags:at
fchown fd:fd user group
fchownat dfd:fd filename:x user group flag:at
fcntl fd:fd cmd:fcntl arg:x
fdatasync fd:fd
fgetxattr fd:fd name:x value:x size
finit_module fd:fd uargs:x flags:i
flistxattr fd:fd list:x size
flock fd:fd cmd:flock
fork
fremovexattr fd:fd name:x
fsconfig fd:fd cmd key:x value:x aux:i
fsetxattr fd:fd name:x value:x size flags:i
fsmount fs_fd:fd flags attr_flags
fsopen fs_name:x flags
fspick dfd:fd path:x flags
fstatfs fd:fd buf:x
fsync fd:fd
ftruncate fd:fd length
futex uaddr:x op:futex val utime:x uaddr2:x val3
futex_requeue waiters:x flags nr_wake:i nr_requeue:i
futex_wait uaddr:x val mask flags timeout:x clockid:clock
futex_waitv waiters:x nr_futexes flags timeout:x clockid:clock
futex_wake uaddr:x mask nr:i flags
futimesat dfd:fd filename:x utimes:x
get_mempolicy policy:x nmask:x maxnode addr flags
get_robust_list pid:i head_ptr:x len_ptr:x
getcpu cpup:x nodep:x unused:x
getcwd buf:x size
getdents fd:fd dirent:x count
getdents64 fd:fd dirent:x count
getegid
geteuid
getgid
getgroups gidsetsize:i grouplist:x
getitimer which:interval value:x
getpeername fd:fd usockaddr:x usockaddr_len:x
getpgid pid:i
getpgrp
getpid
getppid
getpriority which:priority who:i
getrandom ubuf:x len flags:random
getresgid rgidp:x egidp:x sgidp:x
getresuid ruidp:x euidp:x suidp:x
getrlimit resource:resource rlim:x
getrusage who:usage ru:x
getsid pid:i
getsockname fd:fd usockaddr:x usockaddr_len:x
getsockopt fd:fd level:socket_level optname:socket_option optval:x optlen:x
gettid
gettimeofday tv:x tz:x
getuid
getxattr pathname:x name:x value:x size
init_module umod:x len uargs:x
inotify_add_watch fd:fd pathname:x mask
inotify_init
inotify_init1 flags:open
inotify_rm_watch fd:fd wd
io_cancel ctx_id iocb:x result:x
io_destroy ctx
io_getevents ctx_id min_nr nr events:x timeout:x
io_pgetevents ctx_id min_nr nr events:x timeout:x usig:x
io_setup nr_events ctxp:x
io_submit ctx_id nr iocbpp:x
io_uring_enter fd:fd to_submit min_complete flags:ring_enter argp:x argsz
io_uring_register fd:fd opcode arg:x nr_args
io_uring_setup entries params:x
ioctl fd:fd cmd:x arg:x
ioperm from num turn_on:i
iopl level
ioprio_get which:i who:i
ioprio_set which:i who:i ioprio:i
kcmp pid1:i pid2:i type:i idx1 idx2
kexec_file_load kernel_fd:fd initrd_fd:fd cmdline_len cmdline_ptr:x flags
kexec_load entry nr_segments segments:x flags
keyctl option:i arg2 arg3 arg4 arg5
kill pid:i sig:signal
landlock_add_rule ruleset_fd:fd rule_type rule_attr:x flags
landlock_create_ruleset attr:x size flags
landlock_restrict_self ruleset_fd:fd flags
lchown filename:x user group
lgetxattr pathname:x name:x value:x size
link oldname:x newname:x
linkat olddfd:fd oldname:x newdfd:fd newname:x flags:at
listen fd:fd backlog:i
listmount req:x mnt_ids:x nr_mnt_ids flags
listxattr pathname:x list:x size
llistxattr pathname:x list:x size
lremovexattr pathname:x name:x
lseek fd:fd offset whence:whence
lsetxattr pathname:x name:x value:x size flags:i
lsm_get_self_attr attr ctx:x size:x flags
lsm_list_modules ids:x size:x flags
lsm_set_self_attr attr ctx:x size flags
madvise start:x len_in behavior:advice
map_shadow_stack addr size flags
mbind start len mode nmask:x maxnode flags
membarrier cmd:membarrier flags cpu_id:i
memfd_create uname:x flags:memfd
memfd_secret flags
migrate_pages pid:i maxnode old_nodes:x new_nodes:x
mincore start:x len vec:x
mkdir pathname:x mode:mode
mkdirat dfd:fd pathname:x mode:mode
mknod filename:x mode:mode dev
mknodat dfd:fd filename:x mode:mode dev
mlock start:x len
mlock2 start:x len flags:lock_one
mlockall flags:lock_all
mmap addr:x len prot:protection flags:map fd:fd off
modify_ldt func:i ptr:x bytecount
mount dev_name:x dir_name:x type:x flags:mount data:x
mount_setattr dfd:fd path:x flags uattr:x usize
move_mount from_dfd:fd from_pathname:x to_dfd:fd to_pathname:x flags
move_pages pid:i nr_pages pages:x nodes:x status:x flags:i
mprotect start:x len prot:protection
mq_getsetattr mqdes:fd u_mqstat:x u_omqstat:x
mq_notify mqdes:fd u_notification:x
mq_open u_name:x oflag:open mode:mode u_attr:x
mq_timedreceive mqdes:fd u_msg_ptr:x msg_len u_msg_prio:x u_abs_timeout:x
mq_timedsend mqdes:fd u_msg_ptr:x msg_len msg_prio u_abs_timeout:x
mq_unlink u_name:x
mremap addr:x old_len new_len flags:remap new_addr:x
mseal start len flags
msgctl msqid:i cmd:i buf:x
msgget key msgflg:i
msgrcv msqid:i msgp:x msgsz msgtyp msgflg:i
msgsnd msqid:i msgp:x msgsz msgflg:i
msync start:x len flags:sync_memory
munlock start:x len
munlockall
munmap addr:x len
name_to_handle_at dfd:fd name:x handle:x mnt_id:x flag:at
nanosleep rqtp:x rmtp:x
newfstat fd:fd statbuf:x
newfstatat dfd:fd filename:x statbuf:x flag:at
newlstat filename:x statbuf:x
newstat filename:x statbuf:x
newuname name:x
open filename:x flags:open mode:mode
open_by_handle_at mountdirfd:fd handle:x flags:open
open_tree dfd:fd filename:x flags
openat dfd:fd filename:x flags:open mode:mode
openat2 dfd:fd filename:x how:x usize
pause
perf_event_open attr_uptr:x pid:i cpu:i group_fd:fd flags
personality personality
pidfd_getfd pidfd:fd fd:fd flags
pidfd_open pid:i flags
pidfd_send_signal pidfd:fd sig:signal info:x flags
pipe fildes:fd
pipe2 fildes:fd flags:open
pivot_root new_root:x put_old:x
pkey_alloc flags init_val
pkey_free pkey:i
pkey_mprotect start:x len prot:protection pkey:i
poll ufds:x nfds timeout_msecs:i
ppoll ufds:x nfds tsp:x sigmask:x sigsetsize
prctl option:prctl arg2:x arg3:x arg4:x arg5:x
pread64 fd:fd buf:x count pos
preadv fd:fd vec:x vlen pos_l pos_h
preadv2 fd:fd vec:x vlen pos_l pos_h flags:transfer
prlimit64 pid:i resource:resource new_rlim:x old_rlim:x
process_madvise pidfd:fd vec:x vlen behavior:advice flags
process_mrelease pidfd:fd flags
process_vm_readv pid:i lvec:x liovcnt rvec:x riovcnt flags
process_vm_writev pid:i lvec:x liovcnt rvec:x riovcnt flags
pselect6 n:i inp:x outp:x exp:x tsp:x sig:x
ptrace request:ptrace pid addr:x data:x
pwrite64 fd:fd buf:x count pos
pwritev fd:fd vec:x vlen pos_l pos_h
pwritev2 fd:fd vec:x vlen pos_l pos_h flags:transfer
quotactl cmd special:x id addr:x
quotactl_fd fd:fd cmd id addr:x
read fd:fd buf:x count
readahead fd:fd offset count
readlink path:x buf:x bufsiz:i
readlinkat dfd:fd pathname:x buf:x bufsiz:i
readv fd:fd vec:x vlen
reboot magic1:i magic2:i cmd arg:x
recvfrom fd:fd ubuf:x size flags:message addr:x addr_len:x
recvmmsg fd:fd mmsg:x vlen flags:message timeout:x
recvmsg fd:fd msg:x flags:message
remap_file_pages start size prot:protection pgoff flags
removexattr pathname:x name:x
rename oldname:x newname:x
renameat olddfd:fd oldname:x newdfd:fd newname:x
renameat2 olddfd:fd oldname:x newdfd:fd newname:x flags:rename
request_key type:x description:x callout_info:x destringid
restart_syscall
rmdir pathname:x
rseq rseq:x rseq_len flags:i sig:x
rt_sigaction sig:signal act:x oact:x sigsetsize
rt_sigpending uset:x sigsetsize
rt_sigprocmask how:signal_mask nset:x oset:x sigsetsize
rt_sigqueueinfo pid:i sig:signal uinfo:x
rt_sigreturn
rt_sigsuspend unewset:x sigsetsize
rt_sigtimedwait uthese:x uinfo:x uts:x sigsetsize
rt_tgsigqueueinfo tgid:i pid:i sig:signal uinfo:x
sched_get_priority_max policy:policy
sched_get_priority_min policy:policy
sched_getaffinity pid:i len user_mask_ptr:x
sched_getattr pid:i uattr:x usize flags
sched_getparam pid:i param:x
sched_getscheduler pid:i
sched_rr_get_interval pid:i interval:x
sched_setaffinity pid:i len user_mask_ptr:x
sched_setattr pid:i uattr:x flags
sched_setparam pid:i param:x
sched_setscheduler pid:i policy:policy param:x
sched_yield
seccomp op:seccomp flags uargs:x
select n:i inp:x outp:x exp:x tvp:x
semctl semid:i semnum:i cmd:i arg
semget key nsems:i semflg:i
semop semid:i tsops:x nsops
semtimedop semid:i tsops:x nsops timeout:x
sendfile64 out_fd:fd in_fd:fd offset:x count
sendmmsg fd:fd mmsg:x vlen flags:message
sendmsg fd:fd msg:x flags:message
sendto fd:fd buff:x len flags:message addr:x addr_len:i
set_mempolicy mode:i nmask:x maxnode
set_mempolicy_home_node start len home_node flags
set_robust_list head:x len
set_tid_address tidptr:x
setdomainname name:x len:i
setfsgid gid
setfsuid uid
setgid gid
setgroups gidsetsize:i grouplist:x
sethostname name:x len:i
setitimer which:interval value:x ovalue:x
setns fd:fd flags:clone
setpgid pid:i pgid:i
setpriority which:priority who:i niceval:i
setregid rgid egid
setresgid rgid egid sgid
setresuid ruid euid suid
setreuid ruid euid
setrlimit resource:resource rlim:x
setsid
setsockopt fd:fd level:socket_level optname:socket_option optval:x optlen:i
settimeofday tv:x tz:x
setuid uid
setxattr pathname:x name:x value:x size flags:i
shmat shmid:i shmaddr:x shmflg:i
shmctl shmid:i cmd:i buf:x
shmdt shmaddr:x
shmget key size shmflg:i
shutdown fd:fd how:shutdown
sigaltstack uss:x uoss:x
signalfd ufd:fd user_mask:x sizemask
signalfd4 ufd:fd user_mask:x sizemask flags:open
socket family:socket_family type:socket_type protocol:protocol
socketpair family:socket_family type:socket_type protocol:protocol usockvec:x
splice fd_in:fd off_in:x fd_out:fd off_out:x len flags:splice
statfs pathname:x buf:x
statmount req:x buf:x bufsize flags
statx dfd:fd filename:x flags:at mask:x buffer:x
swapoff specialfile:x
swapon specialfile:x swap_flags:i
symlink oldname:x newname:x
symlinkat oldname:x newdfd:fd newname:x
sync
sync_file_range fd:fd offset nbytes flags:sync_range
syncfs fd:fd
sysfs option:i arg1 arg2
sysinfo info:x
syslog type:i buf:x len:i
tee fdin:fd fdout:fd len flags:splice
tgkill tgid:i pid:i sig:signal
time tloc:x
timer_create which_clock:clock timer_event_spec:x created_timer_id:x
timer_delete timer_id
timer_getoverrun timer_id
timer_gettime timer_id setting:x
timer_settime timer_id flags:timer new_setting:x old_setting:x
timerfd_create clockid:clock flags:open
timerfd_gettime ufd:fd otmr:x
timerfd_settime ufd:fd flags:timer utmr:x otmr:x
times tbuf:x
tkill pid:i sig:signal
truncate path:x length
umask mask:mode
umount name:x flags:unmount
unlink pathname:x
unlinkat dfd:fd pathname:x flag:at
unshare unshare_flags:clone
userfaultfd flags:open
ustat dev ubuf:x
utime filename:x times:x
utimensat dfd:fd filename:x utimes:x flags:at
utimes filename:x utimes:x
vfork
vhangup
vmsplice fd:fd uiov:x nr_segs flags:splice
wait4 upid:i stat_addr:x options:wait ru:x
waitid which:wait_for upid:i infop:x options:wait ru:x
write fd:fd buf:x count
writev fd:fd vec:x vlen
`;
