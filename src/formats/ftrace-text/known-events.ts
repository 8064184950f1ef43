/**
 * Systems of the kernel's events by their names, which is all that a text has of them. From `available_events` of Linux
 * 6.1, with events of older and newer kernels and of Android's; of a name in several systems the first is meant.
 */
const systems: readonly (readonly [system: string, names: string])[] = [
  ['9p', `9p_client_req 9p_client_res 9p_fid_ref 9p_protocol_dump`],
  ['alarmtimer', `alarmtimer_cancel alarmtimer_fired alarmtimer_start alarmtimer_suspend`],
  ['amd_cpu', `amd_pstate_perf`],
  ['avc', `selinux_audited`],
  [
    'binder',
    `binder_command binder_ioctl binder_ioctl_done binder_lock binder_locked binder_read_done
     binder_return binder_set_priority binder_transaction binder_transaction_alloc_buf
     binder_transaction_received binder_unlock binder_wait_for_work binder_write_done`,
  ],
  [
    'block',
    `block_bio_backmerge block_bio_bounce block_bio_complete block_bio_frontmerge block_bio_queue
     block_bio_remap block_dirty_buffer block_getrq block_plug block_rq_abort block_rq_complete
     block_rq_error block_rq_insert block_rq_issue block_rq_merge block_rq_remap block_rq_requeue
     block_sleeprq block_split block_touch_buffer block_unplug block_zone_append`,
  ],
  ['bpf_test_run', `bpf_test_finish`],
  ['bpf_trace', `bpf_trace_printk`],
  ['bridge', `br_fdb_add br_fdb_external_learn_add br_fdb_update fdb_delete`],
  [
    'btrfs',
    `btrfs_ordered_extent_add btrfs_sync_file btrfs_sync_fs btrfs_transaction_commit
     btrfs_writepage_end_io_hook`,
  ],
  [
    'cgroup',
    `cgroup_attach_task cgroup_destroy_root cgroup_freeze cgroup_mkdir cgroup_notify_frozen
     cgroup_notify_populated cgroup_release cgroup_remount cgroup_rename cgroup_rmdir
     cgroup_setup_root cgroup_transfer_tasks cgroup_unfreeze`,
  ],
  [
    'clk',
    `clk_disable clk_disable_complete clk_enable clk_enable_complete clk_prepare clk_prepare_complete
     clk_set_duty_cycle clk_set_duty_cycle_complete clk_set_max_rate clk_set_min_rate clk_set_parent
     clk_set_parent_complete clk_set_phase clk_set_phase_complete clk_set_rate clk_set_rate_complete
     clk_set_rate_range clk_unprepare clk_unprepare_complete`,
  ],
  [
    'compaction',
    `mm_compaction_begin mm_compaction_defer_compaction mm_compaction_defer_reset
     mm_compaction_deferred mm_compaction_end mm_compaction_finished mm_compaction_isolate_freepages
     mm_compaction_isolate_migratepages mm_compaction_kcompactd_sleep mm_compaction_kcompactd_wake
     mm_compaction_migratepages mm_compaction_suitable mm_compaction_try_to_compact_pages
     mm_compaction_wakeup_kcompactd`,
  ],
  ['context_tracking', `user_enter user_exit`],
  ['cpuhp', `cpuhp_enter cpuhp_exit cpuhp_multi_enter`],
  ['cros_ec', `cros_ec_request_done cros_ec_request_start`],
  ['csd', `csd_function_entry csd_function_exit csd_queue_cpu`],
  ['dev', `devres_log`],
  ['devfreq', `devfreq_frequency devfreq_monitor`],
  [
    'devlink',
    `devlink_health_recover_aborted devlink_health_report devlink_health_reporter_state_update
     devlink_hwerr devlink_hwmsg devlink_trap_report`,
  ],
  [
    'dma_fence',
    `dma_fence_destroy dma_fence_emit dma_fence_enable_signal dma_fence_init dma_fence_signaled
     dma_fence_wait_end dma_fence_wait_start`,
  ],
  ['drm', `drm_vblank_event drm_vblank_event_delivered drm_vblank_event_queued`],
  ['error_report', `error_report_end`],
  ['exceptions', `page_fault_entry page_fault_exit page_fault_kernel page_fault_user`],
  [
    'ext4',
    `ext4_alloc_da_blocks ext4_allocate_blocks ext4_allocate_inode ext4_begin_ordered_truncate
     ext4_collapse_range ext4_da_release_space ext4_da_reserve_space ext4_da_update_reserve_space
     ext4_da_write_begin ext4_da_write_end ext4_da_write_pages ext4_da_write_pages_extent
     ext4_discard_blocks ext4_discard_preallocations ext4_drop_inode ext4_error ext4_es_cache_extent
     ext4_es_find_extent_range_enter ext4_es_find_extent_range_exit ext4_es_insert_delayed_block
     ext4_es_insert_extent ext4_es_lookup_extent_enter ext4_es_lookup_extent_exit
     ext4_es_remove_extent ext4_es_shrink ext4_es_shrink_count ext4_es_shrink_scan_enter
     ext4_es_shrink_scan_exit ext4_evict_inode ext4_ext_convert_to_initialized_enter
     ext4_ext_convert_to_initialized_fastpath ext4_ext_handle_unwritten_extents ext4_ext_load_extent
     ext4_ext_map_blocks_enter ext4_ext_map_blocks_exit ext4_ext_remove_space
     ext4_ext_remove_space_done ext4_ext_rm_idx ext4_ext_rm_leaf ext4_ext_show_extent
     ext4_fallocate_enter ext4_fallocate_exit ext4_fc_cleanup ext4_fc_commit_start
     ext4_fc_commit_stop ext4_fc_replay ext4_fc_replay_scan ext4_fc_stats ext4_fc_track_create
     ext4_fc_track_inode ext4_fc_track_link ext4_fc_track_range ext4_fc_track_unlink ext4_forget
     ext4_free_blocks ext4_free_inode ext4_fsmap_high_key ext4_fsmap_low_key ext4_fsmap_mapping
     ext4_get_implied_cluster_alloc_exit ext4_getfsmap_high_key ext4_getfsmap_low_key
     ext4_getfsmap_mapping ext4_ind_map_blocks_enter ext4_ind_map_blocks_exit ext4_insert_range
     ext4_invalidate_folio ext4_journal_start ext4_journal_start_reserved
     ext4_journalled_invalidate_folio ext4_journalled_write_end ext4_lazy_itable_init ext4_load_inode
     ext4_load_inode_bitmap ext4_mark_inode_dirty ext4_mb_bitmap_load ext4_mb_buddy_bitmap_load
     ext4_mb_discard_preallocations ext4_mb_new_group_pa ext4_mb_new_inode_pa
     ext4_mb_release_group_pa ext4_mb_release_inode_pa ext4_mballoc_alloc ext4_mballoc_discard
     ext4_mballoc_free ext4_mballoc_prealloc ext4_nfs_commit_metadata ext4_other_inode_update_time
     ext4_prefetch_bitmaps ext4_punch_hole ext4_read_block_bitmap_load ext4_readpage ext4_releasepage
     ext4_remove_blocks ext4_request_blocks ext4_request_inode ext4_shutdown ext4_sync_file_enter
     ext4_sync_file_exit ext4_sync_fs ext4_trim_all_free ext4_trim_extent ext4_truncate_enter
     ext4_truncate_exit ext4_unlink_enter ext4_unlink_exit ext4_update_sb ext4_write_begin
     ext4_write_end ext4_writepage ext4_writepages ext4_writepages_result ext4_zero_range`,
  ],
  [
    'f2fs',
    `f2fs_gc_begin f2fs_gc_end f2fs_iget f2fs_issue_discard f2fs_issue_flush f2fs_readpage
     f2fs_submit_write_page f2fs_sync_file_enter f2fs_sync_file_exit f2fs_sync_fs f2fs_write_begin
     f2fs_write_end f2fs_writepage`,
  ],
  ['fib', `fib_table_lookup`],
  ['fib6', `fib6_table_lookup`],
  [
    'filelock',
    `break_lease_block break_lease_noblock break_lease_unblock fcntl_setlk flock_lock_inode
     generic_add_lease generic_delete_lease leases_conflict locks_get_lock_context locks_remove_posix
     posix_lock_inode time_out_leases`,
  ],
  [
    'filemap',
    `file_check_and_advance_wb_err filemap_set_wb_err mm_filemap_add_to_page_cache
     mm_filemap_delete_from_page_cache`,
  ],
  [
    'fs_dax',
    `dax_insert_mapping dax_insert_pfn_mkwrite dax_insert_pfn_mkwrite_no_entry dax_load_hole
     dax_pmd_fault dax_pmd_fault_done dax_pmd_insert_mapping dax_pmd_load_hole
     dax_pmd_load_hole_fallback dax_pte_fault dax_pte_fault_done dax_writeback_one
     dax_writeback_range dax_writeback_range_done`,
  ],
  [
    'fscache',
    `fscache_access fscache_access_cache fscache_access_volume fscache_acquire fscache_active
     fscache_cache fscache_cookie fscache_invalidate fscache_relinquish fscache_resize fscache_volume`,
  ],
  ['gpio', `gpio_direction gpio_value`],
  ['gpu_scheduler', `drm_run_job drm_sched_job drm_sched_job_wait_dep drm_sched_process_job`],
  [
    'huge_memory',
    `mm_collapse_huge_page mm_collapse_huge_page_isolate mm_collapse_huge_page_swapin
     mm_khugepaged_scan_file mm_khugepaged_scan_pmd`,
  ],
  ['hwmon', `hwmon_attr_show hwmon_attr_show_string hwmon_attr_store`],
  [
    'hyperv',
    `hyperv_mmu_flush_tlb_multi hyperv_nested_flush_guest_mapping
     hyperv_nested_flush_guest_mapping_range hyperv_send_ipi_mask hyperv_send_ipi_one`,
  ],
  ['i2c', `i2c_read i2c_reply i2c_result i2c_write`],
  ['icmp', `icmp_send`],
  ['initcall', `initcall_finish initcall_level initcall_start`],
  ['intel_iommu', `prq_report qi_submit`],
  [
    'io_uring',
    `io_uring_complete io_uring_cqe_overflow io_uring_cqring_wait io_uring_create io_uring_defer
     io_uring_fail_link io_uring_file_get io_uring_link io_uring_local_work_run io_uring_poll_arm
     io_uring_queue_async_work io_uring_register io_uring_req_failed io_uring_short_write
     io_uring_submit_sqe io_uring_task_add io_uring_task_work_run`,
  ],
  [
    'iocost',
    `iocost_inuse_adjust iocost_inuse_shortage iocost_inuse_transfer iocost_ioc_vrate_adj
     iocost_iocg_activate iocost_iocg_forgive_debt iocost_iocg_idle`,
  ],
  [
    'iomap',
    `iomap_dio_invalidate_fail iomap_invalidate_folio iomap_iter iomap_iter_dstmap iomap_iter_srcmap
     iomap_readahead iomap_readpage iomap_release_folio iomap_writepage iomap_writepage_map`,
  ],
  [
    'iommu',
    `add_device_to_group attach_device_to_domain detach_device_from_domain io_page_fault map
     remove_device_from_group unmap`,
  ],
  ['ipi', `ipi_entry ipi_exit ipi_raise ipi_send_cpu ipi_send_cpumask`],
  [
    'irq',
    `irq_handler_entry irq_handler_exit softirq_entry softirq_exit softirq_raise tasklet_entry
     tasklet_exit`,
  ],
  [
    'irq_matrix',
    `irq_matrix_alloc irq_matrix_alloc_managed irq_matrix_alloc_reserved irq_matrix_assign
     irq_matrix_assign_system irq_matrix_free irq_matrix_offline irq_matrix_online
     irq_matrix_remove_managed irq_matrix_remove_reserved irq_matrix_reserve
     irq_matrix_reserve_managed`,
  ],
  [
    'irq_vectors',
    `call_function_entry call_function_exit call_function_single_entry call_function_single_exit
     deferred_error_apic_entry deferred_error_apic_exit error_apic_entry error_apic_exit
     irq_work_entry irq_work_exit local_timer_entry local_timer_exit reschedule_entry reschedule_exit
     spurious_apic_entry spurious_apic_exit thermal_apic_entry thermal_apic_exit threshold_apic_entry
     threshold_apic_exit vector_activate vector_alloc vector_alloc_managed vector_clear vector_config
     vector_deactivate vector_free_moved vector_reserve vector_reserve_managed vector_setup
     vector_teardown vector_update x86_platform_ipi_entry x86_platform_ipi_exit`,
  ],
  [
    'jbd2',
    `jbd2_checkpoint jbd2_checkpoint_stats jbd2_commit_flushing jbd2_commit_locking
     jbd2_commit_logging jbd2_drop_transaction jbd2_end_commit jbd2_handle_extend jbd2_handle_restart
     jbd2_handle_start jbd2_handle_stats jbd2_lock_buffer_stall jbd2_run_stats
     jbd2_shrink_checkpoint_list jbd2_shrink_count jbd2_shrink_scan_enter jbd2_shrink_scan_exit
     jbd2_start_commit jbd2_submit_inode_data jbd2_update_log_tail jbd2_write_superblock`,
  ],
  [
    'kmem',
    `kfree kmalloc kmalloc_node kmem_cache_alloc kmem_cache_alloc_node kmem_cache_free
     mm_alloc_contig_migrate_range_info mm_page_alloc mm_page_alloc_extfrag mm_page_alloc_zone_locked
     mm_page_free mm_page_free_batched mm_page_pcpu_drain mm_setup_per_zone_wmarks rss_stat`,
  ],
  [
    'kvm',
    `kvm_access_fault kvm_ack_irq kvm_age_page kvm_apic kvm_apic_accept_irq kvm_apic_ipi
     kvm_arm_setup_debug kvm_cpuid kvm_cr kvm_dirty_ring_push kvm_emulate_insn kvm_enter_smm
     kvm_entry kvm_eoi kvm_exit kvm_fast_mmio kvm_fpu kvm_guest_fault kvm_halt_poll_ns
     kvm_hv_hypercall kvm_hypercall kvm_inj_exception kvm_inj_virq kvm_ioapic_set_irq kvm_irq_line
     kvm_mmio kvm_msi_set_irq kvm_msr kvm_nested_vmexit kvm_page_fault kvm_pi_irte_update
     kvm_pic_set_irq kvm_pio kvm_ple_window_update kvm_pv_eoi kvm_set_irq kvm_sys_access
     kvm_timer_emulate kvm_toggle_cache kvm_track_tsc kvm_unmap_hva_range kvm_update_master_clock
     kvm_userspace_exit kvm_vcpu_wakeup kvm_wait_lapic_expire kvm_waking_hva kvm_wfx_arm64
     kvm_write_tsc_offset`,
  ],
  ['lock', `contention_begin contention_end lock_acquire lock_acquired lock_contended lock_release`],
  ['maple_tree', `ma_op ma_read ma_write`],
  ['mce', `mce_record`],
  ['migrate', `mm_migrate_pages mm_migrate_pages_start remove_migration_pte set_migration_pte`],
  ['mmap', `exit_mmap vm_unmapped_area vma_mas_szero vma_store`],
  ['mmap_lock', `mmap_lock_acquire_returned mmap_lock_released mmap_lock_start_locking`],
  ['mmc', `mmc_request_done mmc_request_start`],
  ['module', `module_free module_get module_load module_put module_request`],
  [
    'mptcp',
    `ack_update_msk get_mapping_status mptcp_sendmsg_frag mptcp_subflow_get_send
     subflow_check_data_avail`,
  ],
  ['msr', `rdpmc read_msr write_msr`],
  ['napi', `dql_stall_detected napi_poll`],
  [
    'neigh',
    `neigh_cleanup_and_release neigh_create neigh_event_send_dead neigh_event_send_done
     neigh_timer_handler neigh_update neigh_update_done`,
  ],
  [
    'net',
    `napi_gro_frags_entry napi_gro_frags_exit napi_gro_receive_entry napi_gro_receive_exit
     net_dev_queue net_dev_start_xmit net_dev_xmit net_dev_xmit_timeout netif_receive_skb
     netif_receive_skb_entry netif_receive_skb_exit netif_receive_skb_list_entry
     netif_receive_skb_list_exit netif_rx netif_rx_entry netif_rx_exit`,
  ],
  ['netfs', `netfs_failure netfs_read netfs_rreq netfs_rreq_ref netfs_sreq netfs_sreq_ref`],
  ['netlink', `netlink_extack`],
  [
    'nfs',
    `nfs_getattr_enter nfs_getattr_exit nfs_initiate_read nfs_initiate_write nfs_readpage_done
     nfs_refresh_inode_enter nfs_refresh_inode_exit nfs_writeback_done`,
  ],
  ['nmi', `nmi_handler`],
  ['nvme', `nvme_async_event nvme_complete_rq nvme_setup_cmd nvme_sq`],
  [
    'oom',
    `compact_retry finish_task_reaping mark_victim oom_score_adj_update reclaim_retry_zone
     skip_task_reaping start_task_reaping wake_reaper`,
  ],
  ['osnoise', `irq_noise nmi_noise osnoise sample_threshold softirq_noise thread_noise timerlat_sample`],
  ['page_isolation', `test_pages_isolated`],
  ['page_pool', `page_pool_release page_pool_state_hold page_pool_state_release page_pool_update_nid`],
  ['pagemap', `mm_lru_activate mm_lru_insertion`],
  [
    'percpu',
    `percpu_alloc_percpu percpu_alloc_percpu_fail percpu_create_chunk percpu_destroy_chunk
     percpu_free_percpu`,
  ],
  [
    'power',
    `clock_disable clock_enable clock_set_rate cpu_frequency cpu_frequency_limits cpu_idle
     cpu_idle_miss dev_pm_qos_add_request dev_pm_qos_remove_request dev_pm_qos_update_request
     device_pm_callback_end device_pm_callback_start guest_halt_poll_ns pm_qos_add_request
     pm_qos_remove_request pm_qos_update_flags pm_qos_update_request pm_qos_update_target
     power_domain_target power_end power_frequency power_start powernv_throttle pstate_sample
     suspend_resume wakeup_source_activate wakeup_source_deactivate`,
  ],
  ['preemptirq', `irq_disable irq_enable preempt_disable preempt_enable`],
  ['printk', `console`],
  ['pwm', `pwm_apply pwm_get`],
  ['qdisc', `qdisc_create qdisc_dequeue qdisc_destroy qdisc_enqueue qdisc_reset`],
  ['ras', `aer_event arm_event extlog_mem_event mc_event memory_failure_event non_standard_event`],
  ['raw_syscalls', `sys_enter sys_exit`],
  [
    'rcu',
    `rcu_batch_end rcu_batch_start rcu_callback rcu_dyntick rcu_grace_period rcu_invoke_callback
     rcu_quiescent_state_report rcu_stall_warning rcu_utilization`,
  ],
  [
    'regmap',
    `regcache_drop_region regcache_sync regmap_async_complete_done regmap_async_complete_start
     regmap_async_io_complete regmap_async_write_start regmap_bulk_read regmap_bulk_write
     regmap_cache_bypass regmap_cache_only regmap_hw_read_done regmap_hw_read_start
     regmap_hw_write_done regmap_hw_write_start regmap_reg_read regmap_reg_read_cache
     regmap_reg_write`,
  ],
  [
    'regulator',
    `regulator_bypass_disable regulator_bypass_disable_complete regulator_bypass_enable
     regulator_bypass_enable_complete regulator_disable regulator_disable_complete regulator_enable
     regulator_enable_complete regulator_enable_delay regulator_set_voltage
     regulator_set_voltage_complete`,
  ],
  ['resctrl', `pseudo_lock_l2 pseudo_lock_l3 pseudo_lock_mem_latency`],
  ['rpm', `rpm_idle rpm_resume rpm_return_int rpm_status rpm_suspend rpm_usage`],
  ['rseq', `rseq_ip_fixup rseq_update`],
  [
    'rtc',
    `rtc_alarm_irq_enable rtc_irq_set_freq rtc_irq_set_state rtc_read_alarm rtc_read_offset
     rtc_read_time rtc_set_alarm rtc_set_offset rtc_set_time rtc_timer_dequeue rtc_timer_enqueue
     rtc_timer_fired`,
  ],
  [
    'sched',
    `sched_blocked_reason sched_boost_task sched_cpu_hotplug sched_energy_diff sched_ext_dump
     sched_iowait sched_kthread_stop sched_kthread_stop_ret sched_kthread_work_execute_end
     sched_kthread_work_execute_start sched_kthread_work_queue_work sched_load_avg_cpu
     sched_load_avg_task sched_load_balance sched_migrate_task sched_move_numa sched_pi_setprio
     sched_prepare_exec sched_process_exec sched_process_exit sched_process_fork sched_process_free
     sched_process_hang sched_process_wait sched_set_state_tp sched_skip_cpuset_numa
     sched_stat_blocked sched_stat_iowait sched_stat_runtime sched_stat_sleep sched_stat_wait
     sched_stick_numa sched_swap_numa sched_switch sched_task_hang sched_util_est_cfs sched_wait_task
     sched_wake_idle_without_ipi sched_wakeup sched_wakeup_new sched_waking`,
  ],
  [
    'scsi',
    `scsi_dispatch_cmd_done scsi_dispatch_cmd_error scsi_dispatch_cmd_start scsi_dispatch_cmd_timeout
     scsi_eh_wakeup`,
  ],
  ['signal', `signal_deliver signal_generate`],
  ['skb', `consume_skb kfree_skb skb_copy_datagram_iovec`],
  ['smbus', `smbus_read smbus_reply smbus_result smbus_write`],
  ['sock', `inet_sk_error_report inet_sock_set_state sock_exceed_buf_limit sock_rcvqueue_full`],
  [
    'spi',
    `spi_controller_busy spi_controller_idle spi_message_done spi_message_start spi_message_submit
     spi_set_cs spi_setup spi_transfer_start spi_transfer_stop`,
  ],
  [
    'sunrpc',
    `rpc_stats_latency rpc_task_begin rpc_task_end rpc_task_run_action rpc_task_sleep rpc_task_wakeup
     svc_process svc_recv svc_send`,
  ],
  ['swiotlb', `swiotlb_bounced`],
  ['task', `task_newtask task_rename`],
  [
    'tcp',
    `tcp_bad_csum tcp_cong_state_set tcp_destroy_sock tcp_probe tcp_rcv_space_adjust tcp_rcvbuf_grow
     tcp_receive_reset tcp_retransmit_skb tcp_retransmit_synack tcp_send_reset tcp_sendmsg_locked`,
  ],
  [
    'thermal',
    `cdev_update thermal_power_devfreq_get_power thermal_power_devfreq_limit thermal_temperature
     thermal_zone_trip`,
  ],
  ['thermal_power_allocator', `thermal_power_allocator thermal_power_allocator_pid`],
  ['thp', `hugepage_set_pmd hugepage_update remove_migration_pmd set_migration_pmd`],
  [
    'timer',
    `hrtimer_cancel hrtimer_expire_entry hrtimer_expire_exit hrtimer_init hrtimer_setup hrtimer_start
     itimer_expire itimer_state tick_stop timer_base_idle timer_cancel timer_expire_entry
     timer_expire_exit timer_init timer_start`,
  ],
  ['tlb', `tlb_flush`],
  ['udp', `udp_fail_queue_rcv_skb`],
  ['ufs', `ufshcd_clk_gating ufshcd_clk_scaling ufshcd_command ufshcd_uic_command ufshcd_upiu`],
  ['virtio_gpu', `virtio_gpu_cmd_queue virtio_gpu_cmd_response`],
  [
    'vmscan',
    `mm_shrink_slab_end mm_shrink_slab_start mm_vmscan_direct_reclaim_begin
     mm_vmscan_direct_reclaim_end mm_vmscan_kswapd_sleep mm_vmscan_kswapd_wake mm_vmscan_lru_isolate
     mm_vmscan_lru_shrink_active mm_vmscan_lru_shrink_inactive mm_vmscan_memcg_reclaim_begin
     mm_vmscan_memcg_reclaim_end mm_vmscan_memcg_softlimit_reclaim_begin
     mm_vmscan_memcg_softlimit_reclaim_end mm_vmscan_node_reclaim_begin mm_vmscan_node_reclaim_end
     mm_vmscan_reclaim_pages mm_vmscan_throttled mm_vmscan_wakeup_kswapd mm_vmscan_write_folio
     mm_vmscan_writepage`,
  ],
  ['vsyscall', `emulate_vsyscall`],
  ['wbt', `wbt_lat wbt_stat wbt_step wbt_timer`],
  ['workqueue', `workqueue_activate_work workqueue_execute_end workqueue_execute_start workqueue_queue_work`],
  [
    'writeback',
    `balance_dirty_pages bdi_dirty_ratelimit flush_foreign folio_wait_writeback global_dirty_state
     inode_foreign_history inode_switch_wbs sb_clear_inode_writeback sb_mark_inode_writeback
     track_foreign_dirty wbc_writepage writeback_bdi_register writeback_dirty_folio
     writeback_dirty_inode writeback_dirty_inode_enqueue writeback_dirty_inode_start writeback_exec
     writeback_lazytime writeback_lazytime_iput writeback_mark_inode_dirty writeback_pages_written
     writeback_queue writeback_queue_io writeback_sb_inodes_requeue writeback_single_inode
     writeback_single_inode_start writeback_start writeback_wait writeback_wake_background
     writeback_write_inode writeback_write_inode_start writeback_written`,
  ],
  [
    'x86_fpu',
    `x86_fpu_after_restore x86_fpu_after_save x86_fpu_before_restore x86_fpu_before_save
     x86_fpu_copy_dst x86_fpu_copy_src x86_fpu_dropped x86_fpu_init_state x86_fpu_regs_activated
     x86_fpu_regs_deactivated x86_fpu_xstate_check_failed`,
  ],
  [
    'xdp',
    `mem_connect mem_disconnect mem_return_failed xdp_bulk_tx xdp_cpumap_enqueue xdp_cpumap_kthread
     xdp_devmap_xmit xdp_exception xdp_redirect xdp_redirect_err xdp_redirect_map
     xdp_redirect_map_err`,
  ],
  [
    'xen',
    `xen_cpu_load_idt xen_cpu_set_ldt xen_cpu_write_gdt_entry xen_cpu_write_idt_entry
     xen_cpu_write_ldt_entry xen_mc_batch xen_mc_callback xen_mc_entry xen_mc_entry_alloc
     xen_mc_extend_args xen_mc_flush xen_mc_flush_reason xen_mc_issue xen_mmu_alloc_ptpage
     xen_mmu_flush_tlb_multi xen_mmu_flush_tlb_one_user xen_mmu_pgd_pin xen_mmu_pgd_unpin
     xen_mmu_ptep_modify_prot_commit xen_mmu_ptep_modify_prot_start xen_mmu_release_ptpage
     xen_mmu_set_p4d xen_mmu_set_pmd xen_mmu_set_pte xen_mmu_set_pud xen_mmu_write_cr3`,
  ],
  [
    'xfs',
    `xfs_buf_read xfs_buf_submit xfs_file_buffered_read xfs_file_buffered_write xfs_file_direct_read
     xfs_file_direct_write xfs_file_fsync xfs_ilock xfs_iunlock xfs_log_force`,
  ],
];

let systemOfName: Map<string, string> | undefined;

/** The system of an event; undefined where the name is not known. */
export function systemOfEvent(name: string): string | undefined {
  systemOfName ??= new Map(
    systems.flatMap(([system, names]) => names.split(/\s+/).map(one => [one, system] as const)),
  );
  return systemOfName.get(name);
}
