import { findProgram } from '../../packages/index.ts';

/** What a reader types to run Ringside: in a clone that is not installed, npx finds it. */
export function commandName(): string {
  return findProgram('ringside') === undefined ? 'npx ringside' : 'ringside';
}
