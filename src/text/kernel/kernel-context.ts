import type { PrintContext } from '../trace-cmd/record-state.ts';
import type { SymbolTable } from './symbol-table.ts';

/** What the kernel's lines are made with: what trace-cmd's are, and names as the kernel gives them. */
export interface KernelContext extends PrintContext {
  readonly symbols: SymbolTable;
}
