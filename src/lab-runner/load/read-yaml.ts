import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import { type Document, isMap, isNode, isPair, isScalar, LineCounter, type Pair, parseDocument } from 'yaml';
import { say } from '../../words/index.ts';

/** A file of a lab says something that it cannot mean; the message begins with file:line:column. */
export class LabFileError extends Error {
  override readonly name = 'LabFileError';
  readonly file: string;
  readonly line: number;
  readonly column: number;

  constructor(file: string, line: number, column: number, what: string) {
    super(`${file}:${line}:${column}: ${what}`);
    this.file = file;
    this.line = line;
    this.column = column;
  }
}

/** A file of YAML whose values are of the shape that its schema says, with where each of them stands. */
export interface YamlFile<Shape> {
  readonly value: Shape;
  /** An error at the value of a path: `['recordings', 0, 'command']`. */
  errorAt(path: readonly (string | number)[], what: string): LabFileError;
}

const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, verbose: true });

/** Reads YAML and holds it to a JSON schema. Throws a LabFileError at the first place that is wrong. */
export function readYaml<Shape>(file: string, schemaFile: string): YamlFile<Shape> {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines });
  const at = (offset: number, what: string): LabFileError => {
    const { line, col } = lines.linePos(offset);
    return new LabFileError(file, Math.max(1, line), Math.max(1, col), what);
  };
  const broken = document.errors[0];
  if (broken !== undefined) throw at(broken.pos[0], firstLine(broken.message));
  const errorAt = (path: readonly (string | number)[], what: string): LabFileError =>
    at(offsetOf(document, path), what);
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  const error = firstError(schemaFile, value);
  if (error !== undefined) throw errorAt(placeOf(error), sentenceOf(error));
  return { value: value as Shape, errorAt };
}

const validators = new Map<string, ReturnType<Ajv['compile']>>();

/** The most telling error: the deepest, and not that one of several shapes should have fitted. */
function firstError(schemaFile: string, value: unknown): ErrorObject | undefined {
  let validate = validators.get(schemaFile);
  if (validate === undefined) {
    validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')) as object);
    validators.set(schemaFile, validate);
  }
  if (validate(value)) return undefined;
  const errors = validate.errors ?? [];
  const depth = ({ instancePath }: ErrorObject): number => instancePath.split('/').length;
  const telling = errors.filter(({ keyword }) => keyword !== 'oneOf');
  // A field that nobody knows is often a misspelt one: what is missing for it is the smaller news.
  const rank = (error: ErrorObject): number =>
    depth(error) + (error.keyword === 'additionalProperties' ? 0.5 : 0);
  return (telling.length > 0 ? telling : errors).toSorted((a, b) => rank(b) - rank(a))[0];
}

/** Where the thing stands that an error is about: a key that is too much stands itself. */
function placeOf({ instancePath, keyword, params }: ErrorObject): (string | number)[] {
  const path = instancePath
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map(part => (/^\d+$/.test(part) ? Number(part) : part));
  return keyword === 'additionalProperties' ? [...path, String(params.additionalProperty)] : path;
}

function sentenceOf(error: ErrorObject): string {
  const { keyword, params, message, parentSchema } = error;
  const about = (parentSchema as { description?: string } | undefined)?.description;
  switch (keyword) {
    case 'additionalProperties':
      return say('lab.file.unknown-key', { key: String(params.additionalProperty) });
    case 'required':
      return say('lab.file.missing-key', { key: String(params.missingProperty) });
    case 'dependencies':
      return say('lab.file.missing-key', { key: String(params.missingProperty) });
    case 'enum':
      return say('lab.file.one-of', { values: (params.allowedValues as readonly string[]).join(', ') });
    default:
      return say('lab.file.wrong', { what: message ?? keyword, about: about ?? '' });
  }
}

function offsetOf(document: Document.Parsed, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const key = keyNode(document, path.slice(0, length));
    if (key !== undefined) return key;
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

/** The key of a map's entry says more than where its value begins. */
function keyNode(document: Document.Parsed, path: readonly (string | number)[]): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find(
    (item): item is Pair => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1),
  );
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
}

function firstLine(text: string): string {
  return text.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '');
}
