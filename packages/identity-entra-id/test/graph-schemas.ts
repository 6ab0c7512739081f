import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import type { Exchange } from '../src/fake/index.ts';

export interface GraphSchemas {
  observe(exchange: Exchange): void;
  /** What was not valid, one line each; and how many exchanges were looked at. */
  readonly violations: readonly string[];
  readonly looked: () => number;
}

/** Microsoft's own description of its types is too big for this repository; it lies where this variable says. */
const folder = process.env.ACCESS_ACCOUNT_SPECS;
const file = folder === undefined ? undefined : join(folder, 'msgraph-v1-schemas-subset.json');
export const hasSchemas = file !== undefined && existsSync(file);

/** Runs where the schemas are; elsewhere it says so. */
export const testOnSchemas: typeof test = hasSchemas ? test : test.skip;

interface Definition {
  readonly $ref?: string;
  readonly allOf?: readonly Definition[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

interface Document {
  readonly definitions: Readonly<Record<string, Definition>>;
}

/** What the answers of these paths are made of, by Microsoft's names; null: told by the item itself. */
const types: readonly (readonly [RegExp, string | null])[] = [
  [/^\/users(\/delta|\/[^/]+)?$/, 'user'],
  [/^\/domains$/, 'domain'],
  [/^\/users\/[^/]+\/authentication\/methods$/, null],
];

/** Navigation properties are not among the schemas' properties. */
const navigation = new Set(['manager']);

/** Holds what is selected and what is answered against Microsoft's published types, where they are. */
export function graphSchemas(): GraphSchemas {
  const violations: string[] = [];
  let count = 0;
  if (!hasSchemas || file === undefined) return { observe: () => {}, violations, looked: () => 0 };
  const document = loading(file);
  const observe = ({ method, path, query, status, answer }: Exchange): void => {
    const type = types.find(([on]) => on.test(path));
    if (method !== 'GET' || status !== 200 || type === undefined) return;
    count += 1;
    const name = `${method} ${path}`;
    for (const property of query.get('$select')?.split(',') ?? []) {
      const isKnown = navigation.has(property) || (type[1] !== null && propertiesOf(document, type[1]).has(property));
      if (!isKnown) violations.push(`${name}: selects ${property}`);
    }
    for (const item of itemsOf(answer)) {
      const itemType = type[1] ?? String(item['@odata.type']).replace('#microsoft.graph.', '');
      violations.push(...judge({ document, type: itemType, item }).map((said) => `${name}: ${said}`));
    }
  };
  return { observe, violations, looked: () => count };
}

type Item = Readonly<Record<string, unknown>>;

function itemsOf(answer: unknown): readonly Item[] {
  const { value } = answer as { value?: readonly Item[] };
  return value ?? [answer as Item];
}

function judge({ document, type, item }: { document: Document; type: string; item: Item }): readonly string[] {
  if (document.definitions[type] === undefined) return [`is of a type that Graph has not: ${type}`];
  const known = propertiesOf(document, type);
  const own = Object.keys(item).filter((key) => !key.includes('@') && !navigation.has(key));
  const unknown = own.filter((key) => !known.has(key)).map((key) => `answers ${key}, which a ${type} has not`);
  const validate = validatorOf(document, type);
  validate(item);
  return [...unknown, ...(validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)];
}

function propertiesOf(document: Document, type: string): ReadonlySet<string> {
  const names = new Set<string>();
  const add = ({ $ref, allOf = [], properties = {} }: Definition): void => {
    const referred = $ref === undefined ? undefined : document.definitions[$ref.replace('#/definitions/', '')];
    if (referred !== undefined) add(referred);
    for (const part of allOf) add(part);
    for (const name of Object.keys(properties)) names.add(name);
  };
  add(document.definitions[type] ?? {});
  return names;
}

let loaded: Document | undefined;

function loading(path: string): Document {
  loaded ??= JSON.parse(readFileSync(path, 'utf8')) as Document;
  return loaded;
}

const validators = new Map<string, ReturnType<Ajv['compile']>>();

function validatorOf(document: Document, type: string) {
  const held = validators.get(type);
  if (held !== undefined) return held;
  const formats = { 'date-time': { validate: (text: string) => !Number.isNaN(Date.parse(text)) } };
  const ajv = new Ajv({ strict: false, logger: false, formats });
  const validate = ajv.compile({ ...document, $ref: `#/definitions/${type}` });
  validators.set(type, validate);
  return validate;
}
