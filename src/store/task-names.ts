import { decodeLatin1 } from '../base/index.ts';

/** Names of tasks by pid. Bytes as the kernel wrote them: they may be anything but NUL and newline. */
export class TaskNames {
  readonly #names = new Map<number, string>();

  /** `saved_cmdlines`: lines of pid and name. As libtraceevent, stops at the first line that is not. */
  static fromSavedCmdlines(text: Uint8Array): TaskNames {
    const names = new TaskNames();
    for (const line of decodeLatin1(text).replace(/\0.*$/s, '').split('\n')) {
      if (line === '') continue;
      const match = /^\s*([+-]?\d+)\s+(\S.*)$/s.exec(line);
      if (match === null) break;
      names.add(Number(match[1]) | 0, match[2] ?? '');
    }
    return names;
  }

  /** The first name of a pid stays. Bytes as Latin-1 characters. */
  add(pid: number, name: string): void {
    if (pid !== 0 && !this.#names.has(pid)) this.#names.set(pid, name);
  }

  /** Undefined where the recording does not name it; `<idle>` for pid 0. */
  of(pid: number): string | undefined {
    return pid === 0 ? '<idle>' : this.#names.get(pid);
  }

  entries(): IterableIterator<[number, string]> {
    return this.#names.entries();
  }
}
