import { UsageError } from '../../base/index.ts';
import type { FunctionSymbol, SymbolLookup } from '../../formats/uftrace/index.ts';

/** What the filters say of a function. */
export interface FilterVerdict {
  readonly mode: 'in' | 'out' | undefined;
  /** Levels to show below it. */
  readonly depth: number | undefined;
}

/** One pattern of a filter. */
export interface NamePattern {
  readonly mode: 'in' | 'out';
  readonly matches: (name: string) => boolean;
  readonly where: string | undefined;
  readonly depth: number | undefined;
}

const regexCharacters = /[.?*+\-^$|()[\]{}]/;
const noVerdict: FilterVerdict = { mode: undefined, depth: undefined };

/**
 * Filters of functions by name, as uftrace's -F and -N: a name, or a regular expression when it has characters of
 * one, with `@kernel`, `@plt`, `@LIBRARY` or `@depth=N` behind it; several with `;` between.
 */
export class NameFilter {
  /** Some pattern asks for functions: everything outside of them is left out. */
  readonly optIn: boolean;
  readonly #patterns: readonly NamePattern[];
  readonly #verdicts = new Map<FunctionSymbol, FilterVerdict>();

  /** Patterns that no function of `symbols` matches count as not given; throws where that leaves none. */
  constructor(wanted: readonly string[], unwanted: readonly string[], symbols: SymbolLookup) {
    const asked = [
      ...wanted.flatMap(text => parsePatterns(text, 'in')),
      ...unwanted.flatMap(text => parsePatterns(text, 'out')),
    ];
    this.#patterns = asked.filter(({ where, matches }) =>
      symbols.some(symbol => isWhere(where, symbol) && matches(symbol.name)),
    );
    if (asked.length > 0 && this.#patterns.length === 0) {
      const names = [...wanted, ...unwanted].map(text => JSON.stringify(text)).join(', ');
      throw new UsageError(
        `no function of this recording matches ${names}`,
        'give a name as the tree shows it, NAME@kernel for a function of the kernel, or a pattern such as ^str',
      );
    }
    this.optIn = this.#patterns.some(({ mode }) => mode === 'in');
  }

  get empty(): boolean {
    return this.#patterns.length === 0;
  }

  /** The last pattern that matches decides. */
  verdict(symbol: FunctionSymbol | undefined): FilterVerdict {
    if (symbol === undefined || this.#patterns.length === 0) return noVerdict;
    const known = this.#verdicts.get(symbol);
    if (known !== undefined) return known;
    let verdict = noVerdict;
    for (const pattern of this.#patterns) {
      if (!isWhere(pattern.where, symbol) || !pattern.matches(symbol.name)) continue;
      verdict = { mode: pattern.mode, depth: pattern.depth ?? verdict.depth };
    }
    this.#verdicts.set(symbol, verdict);
    return verdict;
  }
}

// Without a place only programs and libraries are searched, as uftrace does.
export function isWhere(
  where: string | undefined,
  symbol: Pick<FunctionSymbol, 'kernel' | 'plt' | 'module'>,
): boolean {
  if (where === 'kernel') return symbol.kernel;
  if (symbol.kernel) return false;
  if (where === undefined) return true;
  return where === 'plt' ? symbol.plt : symbol.module?.startsWith(where) === true;
}

/** Reads a filter; throws where a regular expression is wrong. */
export function parsePatterns(text: string, mode: 'in' | 'out'): NamePattern[] {
  return text
    .split(';')
    .filter(part => part !== '')
    .map(part => {
      const [name, ...actions] = part.split(/[@,]/);
      const inverted = name!.startsWith('!');
      const plain = inverted ? name!.slice(1) : name!;
      let where: string | undefined;
      let depth: number | undefined;
      for (const action of actions) {
        const levels = /^depth=(\d+)$/.exec(action);
        if (levels !== null) depth = Number(levels[1]);
        else where = /^k(ernel)?$/i.test(action) ? 'kernel' : /^plt$/i.test(action) ? 'plt' : action;
      }
      const matches = regexCharacters.test(plain) ? regex(plain) : (other: string) => other === plain;
      return { mode: inverted ? 'out' : mode, matches, where, depth } as const;
    });
}

function regex(pattern: string): (name: string) => boolean {
  try {
    const expression = new RegExp(pattern);
    return name => expression.test(name);
  } catch {
    throw new UsageError(
      `${JSON.stringify(pattern)} is not a regular expression`,
      'give a function name, or a pattern such as ^vfs_',
    );
  }
}
