/** Two events between which an operation of a file system lasts. */
export interface OperationPair {
  readonly operation: string;
  readonly begin: string;
  readonly end: string;
  /** Both happen in one task, or one after the other on a device (its number stands in `dev`). */
  readonly of: 'task' | 'device';
}

const inTask = (system: string, operation: string, begin: string, end: string): OperationPair => ({
  operation: `${system} ${operation}`,
  begin: `${system}:${begin}`,
  end: `${system}:${end}`,
  of: 'task',
});
const entered = (system: string, operation: string): OperationPair =>
  inTask(system, operation, `${system}_${operation}_enter`, `${system}_${operation}_exit`);
const phase = (operation: string, begin: string, end: string): OperationPair => ({
  operation: `jbd2 ${operation}`,
  begin: `jbd2:${begin}`,
  end: `jbd2:${end}`,
  of: 'device',
});

/** What is measured of file systems, by the events of include/trace/events. */
export const operationPairs: readonly OperationPair[] = [
  ...['sync_file', 'unlink', 'truncate', 'fallocate', 'es_shrink_scan'].map(name => entered('ext4', name)),
  ...['ext_map_blocks', 'ind_map_blocks', 'es_lookup_extent', 'es_find_extent_range'].map(name =>
    entered('ext4', name),
  ),
  inTask('ext4', 'da_write', 'ext4_da_write_begin', 'ext4_da_write_end'),
  inTask('ext4', 'write', 'ext4_write_begin', 'ext4_write_end'),
  inTask('ext4', 'writepages', 'ext4_writepages', 'ext4_writepages_result'),
  inTask('ext4', 'ext_remove_space', 'ext4_ext_remove_space', 'ext4_ext_remove_space_done'),
  inTask('ext4', 'fc_commit', 'ext4_fc_commit_start', 'ext4_fc_commit_stop'),
  inTask('xfs', 'buf_iowait', 'xfs_buf_iowait', 'xfs_buf_iowait_done'),
  inTask('xfs', 'buf_lock', 'xfs_buf_lock', 'xfs_buf_lock_done'),
  phase('commit', 'jbd2_start_commit', 'jbd2_end_commit'),
  phase('commit: locking', 'jbd2_commit_locking', 'jbd2_commit_flushing'),
  phase('commit: flushing', 'jbd2_commit_flushing', 'jbd2_commit_logging'),
  phase('commit: logging', 'jbd2_commit_logging', 'jbd2_end_commit'),
];
