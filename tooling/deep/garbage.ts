import fc from 'fast-check';

const strange = [
  '',
  ' ',
  '\0',
  '%',
  '%00',
  '%2e%2e%2f',
  '../../etc/passwd',
  '\u202e',
  '\ud800',
  '💥',
  "'; drop table person; --",
  '${jndi:x}',
  '<script>',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '-1',
  '0',
  '1e999',
  '9'.repeat(40),
  'a'.repeat(5000),
  '[]',
  '{}',
  '\r\nx: y',
];

/** Words that programs have stumbled over, and any others. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...strange) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 60 }) },
);

/** A body that is JSON, nearly JSON, something else, or bytes. */
export const anyBody: fc.Arbitrary<string | Uint8Array> = fc.oneof(
  fc.json({ maxDepth: 4 }),
  fc.tuple(fc.json({ maxDepth: 2 }), fc.nat(40)).map(([json, cut]) => json.slice(0, cut)),
  fc.constantFrom(
    '[',
    '{"',
    '['.repeat(20_000),
    `{"text":${'{"a":'.repeat(5000)}`,
    `"${'x'.repeat(300_000)}"`,
    '\ufeff{}',
  ),
  fc.constantFrom('{"__proto__":{"text":"hi"}}', '{"text":"hi","text":"ho"}', '{"constructor":{"prototype":{}}}'),
  anyText,
  fc.uint8Array({ maxLength: 200 }),
);

/** What a request may say of itself. */
export const anyHeaders: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .record(
    {
      'content-type': fc.oneof(
        { weight: 6, arbitrary: fc.constant('application/json') },
        fc.constantFrom(
          'text/plain',
          'application/x-www-form-urlencoded',
          'multipart/form-data; boundary=x',
          'x',
          '/',
          'application/json; charset=utf-16',
        ),
      ),
      accept: fc.constantFrom('*/*', 'application/json', 'text/html', 'image/png;q=0.1', 'x'.repeat(2000)),
      'accept-encoding': fc.constantFrom('gzip', 'br', '*;q=0'),
      'content-encoding': fc.constantFrom('gzip', 'identity', 'x'),
      origin: fc.constantFrom('null', 'http://evil.test', 'http://127.0.0.1'),
      'x-forwarded-for': fc.constantFrom('1.2.3.4', '::1, x', "'"),
      'x-forwarded-host': fc.constantFrom('evil.test', ''),
      'last-event-id': fc.oneof(
        fc.constantFrom('0', '1', '-1', '9'.repeat(30), 'x', '018f0000-0000-7000-8000-000000000000'),
        fc.uuid(),
      ),
      'if-none-match': fc.constantFrom('*', '"x"'),
      range: fc.constantFrom('bytes=0-', 'bytes=5-1', 'bytes=-1', 'x'),
      expect: fc.constantFrom('200-maybe'),
      cookie: fc.constantFrom('access-account-console=x', '=', ';;;', 'a=b; a=c', '__proto__=x'),
    },
    { requiredKeys: [] },
  )
  .filter((headers) => Object.keys(headers).length < 9);

/** A query, with the names that a route knows among others. */
export function anyQuery(names: readonly string[]): fc.Arbitrary<string> {
  const name = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...names, 'limit') }, anyText);
  const value = fc.oneof({ weight: 2, arbitrary: fc.integer({ min: -2, max: 600 }).map(String) }, anyText);
  return fc
    .array(fc.tuple(name, value), { maxLength: 4 })
    .map((pairs) => (pairs.length === 0 ? '' : `?${pairs.map((pair) => pair.map(encode).join('=')).join('&')}`));
}

/** In a path or a query; what has no place in one is left out. */
export function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** A value of a JSON Schema, of the few words that ours use. */
export function fromSchema(schema: unknown): fc.Arbitrary<unknown> {
  const {
    type,
    properties = {},
    required = [],
    items,
    format,
    enum: values,
  } = schema as {
    readonly type?: string;
    readonly properties?: Readonly<Record<string, unknown>>;
    readonly required?: readonly string[];
    readonly items?: unknown;
    readonly format?: string;
    readonly enum?: readonly string[];
  };
  if (values !== undefined) return fc.constantFrom(...values);
  switch (type) {
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, fromSchema(property)])),
        { requiredKeys: [...required] },
      );
    case 'array':
      return fc.array(fromSchema(items), { maxLength: 4 });
    case 'string':
      return format === 'uuid'
        ? fc.uuid()
        : format === 'date-time'
          ? fc.date({ noInvalidDate: true }).map(String)
          : anyText;
    case 'integer':
      return fc.integer();
    case 'number':
      return fc.double();
    case 'boolean':
      return fc.boolean();
    default:
      return fc.jsonValue();
  }
}

/** What somebody sends who knows how it is done, with up to three things in it changed or left out. */
export function tampered<Value extends object>(values: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  const instead = fc.oneof(fc.constant(undefined), fc.jsonValue(), anyText, fc.constantFrom({}, [], [null], null));
  const changes = fc.array(fc.tuple(fc.nat(), instead), { minLength: 1, maxLength: 3 });
  return fc.tuple(values, changes).map(([value, changes]) => {
    const changed = structuredClone(value);
    for (const [which, by] of changes) {
      const places = placesIn(changed);
      const [parent, key] = places[which % places.length] ?? [];
      if (parent !== undefined && key !== undefined) parent[key] = structuredClone(by);
    }
    return changed;
  });
}

/** Everything in a value, by what it lies in and its name there. */
function placesIn(value: unknown): readonly (readonly [Record<string, unknown>, string])[] {
  if (typeof value !== 'object' || value === null) return [];
  const parent = value as Record<string, unknown>;
  return Object.keys(parent).flatMap((key) => [[parent, key] as const, ...placesIn(parent[key])]);
}
