import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { OverrideFile } from '@access-account/messages';
import { type Document, isMap, LineCounter, parseDocument } from 'yaml';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.ts';
import { type ConfigurationFile, configurationSchema, withoutEffectYet } from './configuration-schema.ts';
import { folderOfWords } from './folder-of-words.ts';
import { isLoopback } from './is-loopback.ts';
import { readHolidaysFile } from './read-holidays-file.ts';
import { readMessages } from './read-messages.ts';
import { resolveReferences } from './resolve-references.ts';
import { shadowedFeatures } from './shadowed-features.ts';

/** The configuration the product runs on: the file, the environment over it, all references resolved. */
export interface Configuration extends ConfigurationFile {
  /** Absolute. */
  readonly file: string;
  readonly directory: string;
  readonly dataDirectory: string;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** What references brought: logs must never show these. */
  readonly secrets: readonly string[];
  /** The organisation's own words. */
  readonly messages: readonly OverrideFile[];
  /** Where the organisation's own words for understanding lie, absolute; null: there are none. */
  readonly understandingFolder: string | null;
  /** Days on which nobody is reminded, as ISO dates. */
  readonly holidays: readonly string[];
  readonly warnings: readonly ConfigurationProblem[];
  /** SHA-256, hexadecimal, of what the file says: references and not what they bring, and no comments. */
  readonly digest: string;
  /** The line a key stands on, or the nearest key above it; null where there is none. */
  lineOf(path: readonly PropertyKey[]): number | null;
}

export interface LoadConfigurationOptions {
  readonly file: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads and checks a configuration file.
 * @throws ConfigurationError with everything that is wrong, each with its line, key and remedy.
 */
export function loadConfiguration({ file: given, environment }: LoadConfigurationOptions): Configuration {
  const file = resolve(given);
  const directory = dirname(file);
  const lines = new LineCounter();
  const document = parse(file, lines);
  const lineOf = (path: readonly PropertyKey[]) => lineAt(document, lines, path);

  const resolved = resolveReferences({ value: document.toJS() ?? {}, environment, directory });
  const parsed = configurationSchema.safeParse(resolved.value);
  // What a reference did not bring is no value that could be right.
  const isBroken = (path: readonly PropertyKey[]) =>
    resolved.problems.some((problem) => problem.path.join('.') === path.join('.'));
  const problems: ConfigurationProblem[] = [
    ...resolved.problems.map(({ path, ...problem }) => ({ ...problem, line: lineOf(path) })),
    ...(parsed.error?.issues ?? [])
      .filter((issue) => !isBroken(issue.path))
      .flatMap(({ path, ...issue }): readonly ConfigurationProblem[] =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((key) => ({
              line: lineOf([...path, key]),
              key: [...path, key].map(String).join('.'),
              summary: 'there is no such key.',
              remedy: 'Remove it or correct its spelling; `access-account schema` prints every key.',
            }))
          : [
              {
                line: lineOf(path),
                key: path.map(String).join('.') || '(file)',
                summary: `${issue.message}.`,
                remedy: 'See `access-account schema` for what is allowed here.',
              },
            ],
      ),
  ];
  const host = environment.HOST || '127.0.0.1';
  if (parsed.data !== undefined) {
    problems.push(...crossChecks(parsed.data, lineOf), ...consoleProblems(parsed.data, { host, lineOf }));
  }
  if (problems.length > 0 || parsed.data === undefined) throw new ConfigurationError(file, problems);

  const { mfaReset, passwordExpiry } = parsed.data.policies;
  const holidays = readHolidaysFile({ holidays: passwordExpiry.holidays, directory });
  return {
    ...parsed.data,
    file,
    directory,
    lineOf,
    dataDirectory: resolve(directory, parsed.data.dataDirectory),
    database: environment.DATABASE_URL || parsed.data.database,
    host,
    port: portOf(environment.PORT, file),
    messages: readMessages({ folder: parsed.data.languages.messages, directory }),
    digest: createHash('sha256').update(JSON.stringify(document.toJS())).digest('hex'),
    understandingFolder: folderOfWords(parsed.data.languages.understanding, directory),
    holidays,
    secrets: [...resolved.secrets, ...(environment.DATABASE_URL ? [environment.DATABASE_URL] : [])],
    warnings: [
      ...withoutEffectYet
        .filter((path) => valueAt(resolved.value, path) !== undefined)
        .map((path) => ({
          line: lineOf(path),
          key: path.join('.'),
          summary: 'has no effect in this version.',
          remedy: 'Nothing to do; the changelog will say when it has.',
        })),
      ...(mfaReset.verification === 'chat'
        ? [
            {
              line: lineOf(['policies', 'mfaReset', 'verification']),
              key: 'policies.mfaReset.verification',
              summary: 'lets whoever has a person’s chat session remove their second factors.',
              remedy: 'Leave it out (step-up) wherever a real directory is connected.',
            },
          ]
        : []),
      ...shadowedFeatures(parsed.data.policies).map(({ feature, everybody }) => ({
        line: lineOf(['policies', feature, 'shadow']),
        key: `policies.${feature}.shadow`,
        summary: `is on: for ${everybody ? 'everybody' : 'some people'} it only watches, and sends and changes nothing.`,
        remedy: 'Look in the audit for what it would have done, and remove the key to go live.',
      })),
      ...(holidays.length > 0 && passwordExpiry.weekends === 'send'
        ? [
            {
              line: lineOf(['policies', 'passwordExpiry', 'holidays']),
              key: 'policies.passwordExpiry.holidays',
              summary: 'has no effect with `weekends: send`: reminders are sent on every day.',
              remedy: 'Set `weekends: previous` (or drop), or remove the holidays.',
            },
          ]
        : []),
    ],
  };
}

function parse(file: string, lines: LineCounter): Document {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigurationError(file, [
      {
        line: null,
        key: '(file)',
        summary: `cannot be read (${(error as NodeJS.ErrnoException).code}).`,
        remedy: 'Give the right path with --config FILE or ACCESS_ACCOUNT_CONFIG.',
      },
    ]);
  }
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    throw new ConfigurationError(file, [
      {
        line: lines.linePos(error.pos[0]).line,
        key: '(file)',
        summary: `this is not valid YAML: ${error.message}.`,
        remedy: 'Correct the line.',
      },
    ]);
  }
  return document;
}

/** The line of a key, or of the nearest key above it that is in the file. */
function lineAt(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | null {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    if (!isMap(parent)) continue;
    const pair = parent.items.find(
      ({ key }) => String((key as { value?: unknown }).value) === String(path[length - 1]),
    );
    const range = (pair?.key as { range?: [number, number, number] } | undefined)?.range;
    if (range) return lines.linePos(range[0]).line;
  }
  return null;
}

function crossChecks(
  { connectors, operators, people, policies, signIn }: ConfigurationFile,
  lineOf: (path: readonly PropertyKey[]) => number | null,
): readonly ConfigurationProblem[] {
  const { audience } = policies.passwordExpiry;
  const reminded = audience === 'all' ? [] : (audience.systems ?? []);
  const named: readonly (readonly [readonly PropertyKey[], string])[] = [
    [['people', 'mainIdentity'], people.mainIdentity],
    [['people', 'tickets'], people.tickets],
    ...(typeof operators === 'object' ? [[['operators', 'channel'], operators.channel] as const] : []),
    ...(signIn === undefined ? [] : [[['signIn', 'system'], signIn.system] as const]),
    ...people.channels.map((channel, index) => [['people', 'channels', index], channel] as const),
    ...reminded.map((system, index) => [['policies', 'passwordExpiry', 'audience', 'systems', index], system] as const),
  ];
  return named
    .filter(([, name]) => !Object.hasOwn(connectors, name))
    .map(([path, name]) => ({
      line: lineOf(path),
      key: path.map(String).join('.'),
      summary: `there is no connector named “${name}”.`,
      remedy: `Name one of: ${Object.keys(connectors).join(', ') || '(none is configured)'}.`,
    }));
}

/** Operators who sign in need something that lets them in, and a way that nobody listens to. */
function consoleProblems(
  { console: { signIn, roles }, publicUrl }: ConfigurationFile,
  { host, lineOf }: { readonly host: string; readonly lineOf: (path: readonly PropertyKey[]) => number | null },
): readonly ConfigurationProblem[] {
  if (signIn === undefined) return [];
  const isPrivate =
    publicUrl === undefined
      ? isLoopback(host)
      : publicUrl.startsWith('https:') || isLoopback(new URL(publicUrl).hostname);
  const isAnybody = roles.viewer.length + roles.desk.length + roles.admin.length > 0;
  return [
    ...(isPrivate
      ? []
      : [
          {
            line: lineOf(['publicUrl']),
            key: 'publicUrl',
            summary: 'must be https where operators sign in to the console.',
            remedy: 'Put a proxy with TLS in front, and name its address here.',
          },
        ]),
    ...(isAnybody
      ? []
      : [
          {
            line: lineOf(['console', 'roles']),
            key: 'console.roles',
            summary: 'gives nobody a role, so nobody can use the console.',
            remedy: 'Name values of the claim under viewer, desk or admin.',
          },
        ]),
  ];
}

function portOf(text: string | undefined, file: string): number {
  if (text === undefined || text === '') return 3000;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new ConfigurationError(file, [
    { line: null, key: 'PORT', summary: `“${text}” is not a port.`, remedy: 'Set PORT to a number from 0 to 65535.' },
  ]);
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], value);
}
