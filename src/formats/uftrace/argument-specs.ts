import type { UftraceInfo } from './info.ts';
import type { UftraceRecord } from './record.ts';
import type { Sessions, UftraceTask } from './sessions.ts';
import type { SymbolTable } from './symbol-table.ts';

export class ArgumentSpecs {
  constructor(_info: UftraceInfo, _sessions: Sessions, _kernel: SymbolTable | undefined) {}
  size(_task: UftraceTask | undefined, _record: UftraceRecord, _bytes: Uint8Array, _offset: number): number | undefined {
    return undefined;
  }
  describe(_recording: unknown, _task: unknown, _record: UftraceRecord): string { return ''; }
}
