import { UsageError } from '../../base/index.ts';
import type { FunctionSymbol, SymbolLookup } from '../../formats/uftrace/index.ts';

/** What the filters say of a function. */
export interface FilterVerdict {
  readonly mode: 'in' | 'out' | undefined;
  /** Levels to show below it. */
  readonly depth: number | undefined;
  /** It is not shown, but what it calls is. */
  readonly hidden: boolean;
  /** Those that called it are shown. */
  readonly caller: boolean;
}

/** What is asked of functions by patterns of their names. */
export interface NameWishes {
  readonly filter?: readonly string[];
  readonly notrace?: readonly string[];
  readonly hide?: readonly string[];
  readonly callers?: readonly string[];
}

type PatternMode = 'in' | 'out' | 'hide' | 'caller';

/** One pattern of a filter. */
export interface NamePattern {
  readonly mode: PatternMode;
  readonly matches: (name: string) => boolean;
  readonly where: string | undefined;
  readonly depth: number | undefined;
}

const regexCharacters = /[.?*+\-^$|()[\]{}]/;
const noVerdict: FilterVerdict = { mode: undefined, depth: undefined, hidden: false, caller: false };

/**
 * Filters of functions by name, as uftrace's -F and -N: a name, or a regular expression when it has characters of
 * one, with `@kernel`, `@plt`, `@LIBRARY` or `@depth=N` behind it; several with `;` between.
 */
export class NameFilter {
  /** Some pattern asks for functions: everything outside of them is left out. */
  readonly optIn: boolean;
  /** Only functions that called some are wanted. */
  readonly asksForCallers: boolean;
  readonly #patterns: readonly NamePattern[];
  readonly #verdicts = new Map<FunctionSymbol, FilterVerdict>();

  /** Patterns that no function of `symbols` matches count as not given; throws where that leaves none. */
  constructor({ filter = [], notrace = [], hide = [], callers = [] }: NameWishes, symbols: SymbolLookup) {
    const asked = [
      ...filter.flatMap(text => parsePatterns(text, 'in')),
      ...notrace.flatMap(text => parsePatterns(text, 'out')),
      ...callers.flatMap(text => parsePatterns(text, 'caller')),
      ...hide.flatMap(text => parsePatterns(text, 'hide')),
    ];
    this.#patterns = asked.filter(({ where, matches }) =>
      symbols.some(symbol => isWhere(where, symbol) && matches(symbol.name)),
    );
    if (asked.length > 0 && this.#patterns.length === 0) {
      const names = [...filter, ...notrace, ...callers, ...hide].map(text => JSON.stringify(text)).join(', ');
      throw new UsageError(
        `no function of this recording matches ${names}`,
        'give a name as the tree shows it, NAME@kernel for a function of the kernel, or a pattern such as ^str',
      );
    }
    this.optIn = this.#patterns.some(({ mode }) => mode === 'in');
    this.asksForCallers = this.#patterns.some(({ mode }) => mode === 'caller');
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
      const { mode } = pattern;
      verdict = {
        mode: mode === 'in' || mode === 'out' ? mode : verdict.mode,
        depth: pattern.depth ?? verdict.depth,
        hidden: verdict.hidden || mode === 'hide',
        caller: verdict.caller || mode === 'caller',
      };
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
export function parsePatterns(text: string, mode: PatternMode): NamePattern[] {
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
