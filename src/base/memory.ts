/**
 * Memory that threads may share, where there is such: a page has it only when it is isolated from others. It need not be
 * handed over, and JavaScript engines do not begin to collect garbage because much of it was made.
 */
export function sharedMemory(bytes: number): ArrayBufferLike {
  return typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes);
}

/** What must be handed over for these memories to be another thread's: those that are not shared. */
export function toHandOver(memories: readonly ArrayBufferLike[]): ArrayBuffer[] {
  return memories.filter(memory => memory instanceof ArrayBuffer);
}
