import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A package of the repository: files by path; a mode for some; links. */
export interface TinyPackage {
  readonly name: string;
  readonly version?: string;
  readonly depends?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly modes?: Readonly<Record<string, number>>;
  readonly links?: Readonly<Record<string, string>>;
  /** Bytes that stand in for the .deb; the index describes them truly. */
  readonly content?: Uint8Array;
}

/** A real APT repository on loopback: real .deb files, a real index, real HTTP. */
export class TinyRepository {
  readonly folder = mkdtempSync(join(tmpdir(), 'ringside-repository-'));
  readonly requests: string[] = [];
  /** Paths that are answered 404, and paths that are begun and never finished. */
  readonly missing = new Set<string>();
  readonly stalled = new Set<string>();
  #server: Server | undefined;

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      const path = decodeURIComponent((request.url ?? '/').slice(1)).replace(/^\.\//, '');
      this.requests.push(path);
      const file = join(this.folder, path);
      if (this.missing.has(path) || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
        response.writeHead(404).end();
        return;
      }
      const bytes = readFileSync(file);
      response.writeHead(200, { 'content-length': bytes.length });
      if (this.stalled.has(path)) response.write(bytes.subarray(0, bytes.length >> 1));
      else response.end(bytes);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    this.#server = server;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise(resolve => this.#server?.close(resolve));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The line of a sources.list. */
  get source(): string {
    const address = this.#server?.address() as AddressInfo | undefined;
    return `deb [trusted=yes] http://127.0.0.1:${address?.port} ./`;
  }

  /** A configuration for APT_CONFIG that knows these sources and no other. */
  aptConfig(...more: readonly string[]): string {
    const list = join(this.folder, 'sources.list');
    writeFileSync(list, `${[this.source, ...more].join('\n')}\n`);
    const config = join(this.folder, 'apt.conf');
    const lines = [
      `Dir::Etc::sourcelist "${list}";`,
      'Dir::Etc::sourceparts "-";',
      'Acquire::http::Proxy "false";',
    ];
    writeFileSync(config, `${lines.join('\n')}\n`);
    return config;
  }

  /** Replaces everything in the repository. */
  publish(packages: readonly TinyPackage[]): void {
    const arch = execFileSync('dpkg', ['--print-architecture'], { encoding: 'utf8' }).trim();
    const paragraphs = packages.map(each => this.#addPackage(each, arch));
    const index = Buffer.from(paragraphs.join('\n'));
    writeFileSync(join(this.folder, 'Packages'), index);
    const release = `Date: ${new Date().toUTCString()}\nSHA256:\n ${sha256(index)} ${index.length} Packages\n`;
    writeFileSync(join(this.folder, 'Release'), release);
  }

  #addPackage(each: TinyPackage, arch: string): string {
    const version = each.version ?? '1';
    const control = [
      `Package: ${each.name}`,
      `Version: ${version}`,
      `Architecture: ${arch}`,
      'Maintainer: Nobody <nobody@example.org>',
      ...(each.depends ? [`Depends: ${each.depends}`] : []),
      'Description: a package of a test',
    ];
    const name = `${each.name}_${version}_${arch}.deb`;
    const file = join(this.folder, name);
    if (each.content) writeFileSync(file, each.content);
    else buildDeb(each, control, file);
    const bytes = readFileSync(file);
    const found = [`Filename: ./${name}`, `Size: ${bytes.length}`, `SHA256: ${sha256(bytes)}`];
    return `${[...control, ...found].join('\n')}\n`;
  }
}

function buildDeb(each: TinyPackage, control: readonly string[], file: string): void {
  const tree = mkdtempSync(join(tmpdir(), 'ringside-deb-'));
  chmodSync(tree, 0o755);
  const place = (path: string): string => {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    return join(tree, path);
  };
  for (const [path, text] of Object.entries(each.files ?? {})) writeFileSync(place(path), text);
  for (const [path, mode] of Object.entries(each.modes ?? {})) chmodSync(join(tree, path), mode);
  for (const [path, target] of Object.entries(each.links ?? {})) symlinkSync(target, place(path));
  writeFileSync(place('DEBIAN/control'), `${control.join('\n')}\n`);
  execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', tree, file], { stdio: 'ignore' });
  rmSync(tree, { recursive: true });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
