import type { TableOrigin } from '../tables/table-text.ts';
import { canonicalName, withoutVariant } from './canonical-name.ts';
import { FunctionTable, type SourceFile } from './function-table.ts';
import { partOfFile } from './part-of-file.ts';
import type { PartId } from './parts.ts';
import { partByException, partOfName } from './rules.ts';

/** A file that a function may be from. */
export interface Candidate {
  readonly file: string;
  readonly line: number | undefined;
  readonly part: PartId | undefined;
}

/** What is known of a function. */
export interface FunctionPlace {
  /** Path in the kernel's source; undefined where several files have such a function, or only its part is known. */
  readonly file: string | undefined;
  readonly line: number | undefined;
  /** Undefined where the candidates do not agree. */
  readonly part: PartId | undefined;
  /** From the table, from the module it is in, or from the kernel's habits of naming. */
  readonly known: 'table' | 'module' | 'rule';
  /** All files it may be from, when there are several. */
  readonly candidates: readonly Candidate[];
}

/** Function → source file → part of the kernel. */
export interface KernelParts {
  /** The kernel and packages that the tables came from. */
  readonly origin: TableOrigin;
  /** How many functions the tables name. */
  readonly size: number;
  /**
   * Where a function is from. `module` as kallsyms names it, `''` for the kernel image itself; without it the image
   * is asked first. `near` is the file of its caller or host: of several static functions of one name, that file's.
   * Undefined where nothing is known.
   */
  find(name: string, module?: string, near?: string): FunctionPlace | undefined;
  /** The folder of the source that a module is built from, e.g. `fs/ext4`. */
  folderOfModule(module: string): string | undefined;
}

/**
 * Reads tables of one kernel (decompressed), the more general first. `architecture`, as `uname -m` says it, leaves out
 * what belongs to others. Throws a FormatError where a table is broken.
 */
export function loadParts(tables: readonly Uint8Array[], architecture?: string): KernelParts {
  return new LoadedParts(
    tables.map(bytes => new FunctionTable(bytes)),
    architecture,
  );
}

interface Found {
  readonly file: SourceFile;
  readonly line: number | undefined;
  readonly isInlined: boolean;
}

const noOrigin: TableOrigin = { kernel: '', architecture: '', from: [] };

class LoadedParts implements KernelParts {
  readonly origin: TableOrigin;
  readonly size: number;
  private readonly tables: readonly FunctionTable[];
  private readonly ownFolder: string;

  constructor(tables: readonly FunctionTable[], architecture: string | undefined) {
    this.tables = tables;
    this.origin = tables[0]?.origin ?? noOrigin;
    this.size = tables.reduce((sum, table) => sum + table.size, 0);
    this.ownFolder = `arch/${sourceArchitecture(architecture ?? this.origin.architecture)}/`;
  }

  find(name: string, module?: string, near?: string): FunctionPlace | undefined {
    const base = withoutVariant(name);
    const moduleName = module?.replaceAll('-', '_');
    const place =
      this.findInTables(base, moduleName, near) ?? this.findInTables(canonicalName(base), moduleName, near);
    if (place !== undefined) {
      const part = partByException(base);
      return part === undefined ? place : { ...place, part };
    }
    return this.findByModule(moduleName) ?? findByName(base);
  }

  folderOfModule(module: string): string | undefined {
    const name = module.replaceAll('-', '_');
    for (const table of this.tables) {
      const folder = table.modules.get(name);
      if (folder !== undefined) return folder;
    }
    return undefined;
  }

  private findInTables(
    key: string,
    module: string | undefined,
    near: string | undefined,
  ): FunctionPlace | undefined {
    const found = this.collect(key);
    if (found.length === 0) return undefined;
    const nearby = found.filter(({ file }) => file.path === near);
    if (nearby.length > 0) return placeOf(nearby);
    const fitting = found.filter(({ file }) => isIn(file, module ?? ''));
    const anywhere = found.filter(({ file }) => file.modules === undefined);
    // A name that this module does not have in the table says nothing of the module's function.
    const chosen = fitting.length > 0 ? fitting : anywhere.length > 0 || module ? anywhere : found;
    const withCode = chosen.filter(({ isInlined }) => !isInlined);
    if (withCode.length > 0) return placeOf(withCode);
    return chosen.length === 0 ? undefined : placeOf(chosen);
  }

  private collect(key: string): readonly Found[] {
    const found: Found[] = [];
    for (const table of this.tables)
      for (const number of table.find(key)) {
        const file = table.fileAt(number);
        if (this.isOwn(file.path))
          found.push({ file, line: table.lineAt(number), isInlined: table.isInlinedAt(number) });
      }
    return found;
  }

  private isOwn(path: string): boolean {
    return !path.startsWith('arch/') || path.startsWith(this.ownFolder);
  }

  private findByModule(module: string | undefined): FunctionPlace | undefined {
    const folder = module ? this.folderOfModule(module) : undefined;
    const part = folder === undefined ? undefined : partOfFile(`${folder}/`);
    return part === undefined ? undefined : placeByPart(part, 'module');
  }
}

function isIn(file: SourceFile, module: string): boolean {
  return file.modules !== undefined && (module === '' ? isInImage(file.modules) : file.modules.has(module));
}

// A file of the image names no module, or `vmlinux` among the modules that have it too.
function isInImage(modules: ReadonlySet<string>): boolean {
  return modules.size === 0 || modules.has('vmlinux');
}

function placeOf(found: readonly Found[]): FunctionPlace {
  const { file, line } = found[0]!;
  const sameFile = found.every(other => other.file.path === file.path);
  return {
    file: sameFile ? file.path : undefined,
    line: sameFile && found.every(other => other.line === line) ? line : undefined,
    part: found.every(other => other.file.part === file.part) ? file.part : undefined,
    known: 'table',
    candidates: sameFile
      ? []
      : found.map(other => ({ file: other.file.path, line: other.line, part: other.file.part })),
  };
}

function findByName(name: string): FunctionPlace | undefined {
  const part = partOfName(name);
  return part === undefined ? undefined : placeByPart(part, 'rule');
}

function placeByPart(part: PartId, known: 'module' | 'rule'): FunctionPlace {
  return { file: undefined, line: undefined, part, known, candidates: [] };
}

/** `uname -m` → the folder below arch/. */
function sourceArchitecture(machine: string): string {
  if (/^(?:x86_64|amd64|i[3-6]86|x86)$/.test(machine)) return 'x86';
  return machine === 'aarch64' ? 'arm64' : machine;
}
