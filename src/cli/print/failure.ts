import { TargetError, UsageError } from '../../base/index.ts';

/** Says on standard error what failed and what to do next. */
export function reportFailure(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`ringside: ${message}\n`);
  if (error instanceof TargetError || error instanceof UsageError) {
    if (error.remedy !== '') process.stderr.write(`  → ${error.remedy}\n`);
    return;
  }
  if (process.env.RINGSIDE_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
}
