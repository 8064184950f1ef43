import type { KernelInlines, Lineage } from '../kernel/index.ts';
import type { OpenedRecording } from '../opening/index.ts';
import type { Progress } from '../packages/index.ts';

/** What running and checking labs needs from whoever asks for it. */
export interface LabTools {
  readonly version: string;
  readonly progress: Progress;
  readonly lineage: Lineage;
  /** What the compiler inlined in the build of a kernel; undefined where nobody knows. */
  inlinesOf(release: string): KernelInlines | undefined;
  /** What `ringside` with these words prints; nothing where it fails. */
  print(words: readonly string[]): Promise<string>;
  /** Opens a recording, the first of `wanted` that it has. */
  open(path: string, wanted: readonly string[]): Promise<OpenedRecording & { close(): Promise<void> }>;
}
