/** Arguments of system calls that are addresses, by their names: a text does not tell them from numbers. From Linux 6.1. */
const names = `
  _callout_info _description _fs_name _key _payload _type _value act argp argv attr attr_uptr buf
  buff buffer child_tidptr cmdline_ptr cpup created_timer_id ctxp dev_name dir_name dirent egidp envp
  euidp event events exp filename from_pathname grouplist handle head head_ptr info infop inp
  interval iocb iocbpp len_ptr list lvec mmsg mnt_id msg msgp name name_user new_nodes new_rlim
  new_root new_setting newname nmask nodep nodes nset oact off_in off_out old_nodes old_rlim
  old_setting oldname optval oset otmr outp ovalue pages param params parent_tidptr path pathname ptr
  put_old result rgidp rlim rmtp rqtp rseq ru ruidp rule_attr rvec segments setting sgidp shmaddr
  sigmask special specialfile stat_addr statbuf status suidp tbuf tidptr timer_event_spec times tloc
  to_pathname tp tsops tsp tv tvp txc_p tz u_abs_timeout u_attr u_mqstat u_msg_prio u_msg_ptr u_name
  u_notification u_omqstat uaddr uaddr2 uargs uattr ubuf ufds uinfo uiov umod umyaddr uname unewset
  unused uoss upeer_addrlen upeer_sockaddr user_mask user_mask_ptr uservaddr uset usig usockaddr
  usockaddr_len usockvec uss uthese utime utimes utmr uts utx value vec waiters
`;

const pointers: ReadonlySet<string> = new Set(names.trim().split(/\s+/));

/** Whether an argument of a system call is an address. */
export function isPointerArgument(name: string): boolean {
  return pointers.has(name);
}
