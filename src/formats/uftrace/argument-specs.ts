import {
  type ArgumentSpec,
  type FunctionSpec,
  isSameArgument,
  parseActions,
  parseFunctionSpecs,
} from './argument-spec.ts';
import type { DebugText } from './debug-text.ts';
import { EnumValues } from './enum-values.ts';
import { feature, type PatternKind, type UftraceInfo } from './info.ts';
import { recordType, type UftraceRecord } from './record.ts';
import type { Session, SessionModule, Sessions, UftraceTask } from './sessions.ts';

interface FunctionArguments {
  readonly start: number;
  readonly end: number;
  readonly specs: { spec: ArgumentSpec; exact: boolean }[];
  hasArguments: boolean;
  hasReturn: boolean;
}

const noArguments: FunctionArguments = { start: 0, end: 0, specs: [], hasArguments: false, hasReturn: false };
const regexCharacters = /[.?*+\-^$|()[\]{}]/;

/**
 * Which arguments the records of a function carry: nothing in a record says so, only the options of the recording
 * applied to the symbols of each session, as the recorder applied them.
 */
export class ArgumentSpecs {
  readonly enums = new EnumValues();
  readonly #info: UftraceInfo;
  readonly #sessions: Sessions;
  readonly #debugOf: (module: SessionModule) => DebugText | undefined;
  readonly #bySession = new Map<Session, SessionArguments>();
  readonly #autoArguments: ReadonlyMap<string, readonly ArgumentSpec[]>;
  readonly #autoReturns: ReadonlyMap<string, readonly ArgumentSpec[]>;

  constructor(
    info: UftraceInfo,
    sessions: Sessions,
    debugOf: (module: SessionModule) => DebugText | undefined,
  ) {
    this.#info = info;
    this.#sessions = sessions;
    this.#debugOf = debugOf;
    const hasAuto = (info.features & feature.autoArguments) !== 0;
    this.#autoArguments = byName(hasAuto ? info.autoArguments : undefined, false, info.longBytes);
    this.#autoReturns = byName(hasAuto ? info.autoReturns : undefined, true, info.longBytes);
    if (hasAuto && info.autoEnums !== undefined) this.enums.add(info.autoEnums);
  }

  /** The specifications of what a record carries; undefined where there are none. */
  of(task: UftraceTask | undefined, record: UftraceRecord): readonly ArgumentSpec[] | undefined {
    const session = this.#sessions.at(task, record.time);
    if (session === undefined) return undefined;
    const found = this.#session(session).find(record.address);
    if (found === undefined || !(found.hasArguments || found.hasReturn)) return undefined;
    const returned = record.type === recordType.exit;
    return found.specs.filter(({ spec }) => (spec.index === 0) === returned).map(({ spec }) => spec);
  }

  /** Bytes of a record's arguments at `offset`; undefined where nothing describes them, -1 where the bytes end. */
  size(
    task: UftraceTask | undefined,
    record: UftraceRecord,
    bytes: Uint8Array,
    offset: number,
  ): number | undefined {
    const specs = this.of(task, record);
    if (specs === undefined || specs.length === 0) return undefined;
    let length = 0;
    for (const { size, format } of specs) {
      if (size === 0) continue;
      let more = size;
      if (format === 's' || format === 'S') {
        const at = offset + length;
        if (at + 2 > bytes.length) return -1;
        more = this.#info.littleEndian
          ? bytes[at]! | (bytes[at + 1]! << 8)
          : (bytes[at]! << 8) | bytes[at + 1]!;
        length += 2;
      }
      length = Math.ceil((length + more) / 4) * 4;
      if (offset + length > bytes.length) return -1;
    }
    return length;
  }

  /** The names of an enum's values as the module of `address` knows them. */
  enumText(session: Session | undefined, address: number, name: string, value: number): string {
    const module = session?.modules.find(({ start, end }) => start <= address && address < end);
    if (module === undefined) return `<ENUM?> ${(value >>> 0).toString(16)}`;
    const own = this.#debugOf(module)?.enums;
    return own?.has(name) === true ? own.text(name, value) : this.enums.text(name, value);
  }

  #session(session: Session): SessionArguments {
    let found = this.#bySession.get(session);
    if (found === undefined) {
      found = this.#build(session);
      this.#bySession.set(session, found);
    }
    return found;
  }

  #build(session: Session): SessionArguments {
    const { info } = this;
    const built = new SessionArguments();
    const { longBytes, patternKind } = info;
    const apply = (text: string | undefined, returns: boolean, auto: boolean): void => {
      for (const spec of parseFunctionSpecs(text ?? '', returns, longBytes)) {
        this.#apply(built, session, spec, returns, auto, patternKind);
      }
    };
    apply(info.argumentSpec, false, false);
    apply(info.returnSpec, true, false);
    // Old recordings have both in one text.
    if (info.argumentSpec?.includes('retval') === true) apply(info.argumentSpec, true, false);
    if (info.autoArgumentsOn) {
      const every = patternKind === 'regex' ? '.' : '*';
      const fromDebug = (info.features & feature.debugInfo) !== 0;
      apply(fromDebug ? every : info.autoArguments, false, true);
      apply(fromDebug ? every : info.autoReturns, true, true);
    }
    built.sort();
    return built;
  }

  get info(): UftraceInfo {
    return this.#info;
  }

  #apply(
    built: SessionArguments,
    session: Session,
    wanted: FunctionSpec,
    returns: boolean,
    auto: boolean,
    kind: PatternKind,
  ): void {
    const exact =
      kind === 'simple' || wanted.name.startsWith('operator ') || !regexCharacters.test(wanted.name);
    const matches = exact ? (name: string) => name === wanted.name : pattern(wanted.name, kind);
    const plt = wanted.module?.toLowerCase() === 'plt';
    for (const module of session.modules) {
      const { symbols } = module;
      if (symbols === undefined || !isWanted(module, wanted.module, session)) continue;
      for (let row = 0; row < symbols.count; row++) {
        const name = symbols.name(row);
        if (!matches(name) || (plt && !symbols.isPlt(row))) continue;
        let specs = wanted.arguments;
        if (specs.length === 0) {
          specs = this.#automatic(module, symbols.address(row), name, returns) ?? [];
          if (specs.length === 0) continue;
        }
        const start = module.start + symbols.address(row);
        built.add(start, start + symbols.size(row), specs, returns, exact, auto);
      }
      if (wanted.module !== undefined && !plt) return;
    }
  }

  #automatic(
    module: SessionModule,
    address: number,
    name: string,
    returns: boolean,
  ): readonly ArgumentSpec[] | undefined {
    const debug = this.#debugOf(module);
    if (debug !== undefined) {
      const text = (returns ? debug.returns : debug.arguments).get(address);
      const actions = text === undefined ? undefined : text.slice(text.indexOf('@') + 1);
      const parsed = actions && parseActions(actions, returns, this.#info.longBytes)?.arguments;
      if (parsed !== undefined && parsed !== '' && parsed.length > 0) return parsed;
    }
    return (returns ? this.#autoReturns : this.#autoArguments).get(name);
  }
}

/** The functions of one session that carry something, by address. */
class SessionArguments {
  readonly #byStart = new Map<number, FunctionArguments>();
  readonly #found = new Map<number, FunctionArguments>();
  #sorted: readonly FunctionArguments[] = [];

  add(
    start: number,
    end: number,
    specs: readonly ArgumentSpec[],
    returns: boolean,
    exact: boolean,
    auto: boolean,
  ): void {
    let entry = this.#byStart.get(start);
    if (entry === undefined) {
      entry = { start, end, specs: [], hasArguments: false, hasReturn: false };
      this.#byStart.set(start, entry);
    } else if (auto && (returns ? entry.hasReturn : entry.hasArguments)) return;
    for (const spec of specs) {
      const same = entry.specs.find(other => isSameArgument(spec, other.spec));
      if (same === undefined) entry.specs.push({ spec, exact });
      else if (exact || !same.exact) {
        same.spec = { ...spec, index: same.spec.index };
        same.exact = exact;
      }
    }
    if (returns) entry.hasReturn = true;
    else entry.hasArguments = true;
  }

  sort(): void {
    this.#sorted = [...this.#byStart.values()].sort((a, b) => a.start - b.start);
  }

  find(address: number): FunctionArguments | undefined {
    let found = this.#found.get(address);
    if (found === undefined) {
      found = this.#search(address) ?? noArguments;
      this.#found.set(address, found);
    }
    return found === noArguments ? undefined : found;
  }

  #search(address: number): FunctionArguments | undefined {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#sorted[middle]!.start <= address) low = middle + 1;
      else high = middle;
    }
    const entry = this.#sorted[low - 1];
    return entry !== undefined && address < entry.end ? entry : undefined;
  }
}

function isWanted(module: SessionModule, place: string | undefined, session: Session): boolean {
  if (place === undefined) return true;
  if (place.toLowerCase() === 'plt') return module.path === session.program;
  return module.path.slice(module.path.lastIndexOf('/') + 1).startsWith(place);
}

function byName(
  text: string | undefined,
  returns: boolean,
  longBytes: 4 | 8,
): ReadonlyMap<string, readonly ArgumentSpec[]> {
  const found = new Map<string, ArgumentSpec[]>();
  for (const { name, arguments: specs } of parseFunctionSpecs(text ?? '', returns, longBytes)) {
    const known = found.get(name);
    if (known === undefined) found.set(name, [...specs]);
    else for (const spec of specs) if (!known.some(other => isSameArgument(spec, other))) known.push(spec);
  }
  return found;
}

function pattern(text: string, kind: PatternKind): (name: string) => boolean {
  try {
    const expression = new RegExp(kind === 'glob' ? globToRegex(text) : text);
    return name => expression.test(name);
  } catch {
    return name => name === text;
  }
}

function globToRegex(glob: string): string {
  const body = glob
    .replaceAll(/[.+^$(){}|\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
    .replaceAll('[!', '[^');
  return `^${body}$`;
}
