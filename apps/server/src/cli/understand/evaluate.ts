import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { StartError } from '../../start-error.ts';
import { table } from '../table.ts';
import { actions, intents, interval, isAction, type Judged, macroF1, scoresOf } from './scores.ts';
import { secretProbes } from './secret-probes.ts';

export interface EvaluateOptions {
  readonly json: boolean;
  /** Utterances by others, a JSON object on each line; absent: only our own are measured with. */
  readonly data: string | undefined;
}

const row = z.object({
  text: z.string(),
  intent: z.string(),
  source: z.string(),
  lang: z.string(),
  hard: z.boolean().default(false),
});

/** What is asked of a figure, and what it is. */
interface Bar {
  readonly kind: 'blocking' | 'goal';
  readonly name: string;
  readonly wanted: string;
  readonly measured: string;
  readonly isMet: boolean;
}

interface Row extends Judged {
  readonly lang: string;
  readonly containsSecret: boolean;
}

type Understanding = typeof import('@access-account/understanding');
type Read = (text: string, language?: string) => Omit<Row, 'text' | 'intent' | 'source' | 'hard' | 'lang'>;

const directions = [
  'lock my account', 'please lock my account', 'freeze my account', 'block my account now', 'disable my account', 'suspend my account please',
  'put a lock on my account', 'turn off 2FA', 'disable MFA', 'disable two-factor authentication', 'turn on MFA', 'enable 2fa for my account',
  'set up multi-factor authentication', 'do not unlock my account', "don't reset my password", 'never reset my MFA',
  'bitte mein Konto sperren', 'MFA deaktivieren', '2FA ausschalten', 'bloquea mi cuenta', 'desactivar MFA', 'bloquez mon compte', 'désactiver la MFA',
  'blocca il mio account', 'disattivare MFA', 'bloqueie minha conta', 'desativar MFA', 'アカウントをロックしてください', 'MFAを無効にしたい',
]; // biome-ignore format: a list to read

/** Measures; prints a table of all that is asked of understanding. Exit code 1 where something is not met. */
export async function evaluate({ json, data }: EvaluateOptions): Promise<number> {
  const before = process.memoryUsage().rss;
  const begun = performance.now();
  const understanding: Understanding = await import('@access-account/understanding');
  const engine = new understanding.Understanding(understanding.shippedKnowledge);
  engine.read({ text: 'unlock my account', systems: [], question: null });
  const load = performance.now() - begun;
  const added = (process.memoryUsage().rss - before) / 1_000_000;
  const read: Read = (text, language) => {
    const reading = engine.read({
      text,
      systems: [],
      question: 'yes-edit-cancel',
      ...(language === undefined ? {} : { language }),
    });
    const { intent, candidates, tier, containsSecret } = reading;
    return { read: intent ?? candidates[0] ?? null, tier, containsSecret };
  };
  const rows = data === undefined ? [] : readRows(data).map((one): Row => ({ ...one, ...read(one.text) }));
  const times = rows.map(({ text }) =>
    Math.min(
      duration(() => read(text)),
      duration(() => read(text)),
    ),
  );
  const bars = [
    ...(rows.length === 0 ? [] : barsOf(rows)),
    ...directionBars(read),
    ...secretBars(read, rows),
    ...languageBars(read),
    ...costBars({ load, added, times }),
  ];
  if (json) console.log(JSON.stringify({ bars, intents: scoresOf(rows, intents) }));
  else print(rows, bars);
  return bars.every(({ isMet }) => isMet) ? 0 : 1;
}

/** Milliseconds. Of two the shorter is taken: what the machine does besides is not the text's. */
function duration(act: () => unknown): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

function readRows(file: string): readonly z.output<typeof row>[] {
  if (!existsSync(file))
    throw new StartError({ summary: `There is no ${file}.`, remedy: 'Give the right path with --data FILE.' });
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [rowOf(line, `${file}:${index + 1}`)]));
}

function rowOf(line: string, place: string): z.output<typeof row> {
  try {
    return row.parse(JSON.parse(line));
  } catch (error) {
    throw new StartError({
      summary: `${place} is no {"text", "intent", "source", …}.`,
      remedy: 'Write one JSON object on each line, as docs/understanding.md says.',
      cause: error,
    });
  }
}

function barsOf(rows: readonly Row[]): readonly Bar[] {
  const outside = rows.filter(({ intent }) => intent === 'out_of_scope');
  const hard = outside.filter(({ hard: isHard }) => isHard);
  const wrong = outside.filter(isAction);
  const proposed = wrong.filter(({ tier }) => tier === 'propose');
  const wanted = rows.filter(({ intent }) => (actions as readonly string[]).includes(intent));
  const asYes = rows.filter(({ intent, read }) => (intent === 'deny' || intent === 'cancel') && read === 'affirm');
  const trueOutside = wrong.filter(({ source }) => source === 'clinc150/oos');
  const recall = wanted.filter(isAction).length / Math.max(wanted.length, 1);
  const [worst] = familiesOf(wanted).toSorted((one, other) => one.recall - other.recall);
  const isHard = ({ hard: own }: Row) => own;
  return [
    bar('blocking', 'a denial or cancel read as yes', 0, asYes.length),
    bar('blocking', 'CLINC out of scope: false actions', 0, trueOutside.length),
    bar('blocking', 'out of scope proposed', 4, proposed.length, outside.length),
    bar('blocking', 'near misses proposed', 2, proposed.filter(isHard).length, hard.length),
    goal(
      'macro-F1, four actions',
      0.92,
      macroF1(rows, actions),
      span(interval(rows, (sample) => macroF1(sample, actions))),
    ),
    goal(
      'macro-F1, ten intents',
      0.87,
      macroF1(rows, intents),
      span(interval(rows, (sample) => macroF1(sample, intents))),
    ),
    goal('recall of any action, proposed or asked', 0.95, recall, `${wanted.length} rows`),
    goal(
      '… of the worst source with 15 rows',
      0.85,
      worst?.recall ?? 1,
      worst === undefined ? '' : `${worst.family}, ${worst.rows} rows`,
    ),
    share('out of scope proposed or asked', 0.0025, wrong.length, outside.length),
    share('near misses proposed or asked', 0.006, wrong.filter(isHard).length, hard.length),
  ];
}

interface Family {
  readonly family: string;
  readonly rows: number;
  readonly recall: number;
}

/** By who wrote them. None of them was learned from. */
function familiesOf(wanted: readonly Row[]): readonly Family[] {
  return [...Map.groupBy(wanted, ({ source }) => source.split('/')[0] as string)]
    .map(([family, own]) => ({ family, rows: own.length, recall: own.filter(isAction).length / own.length }))
    .filter(({ rows }) => rows >= 15);
}

function directionBars(read: Read): readonly Bar[] {
  const wrong = directions.filter((text) => {
    const { read: intent, tier } = read(text);
    return tier !== 'none' && (actions as readonly (string | null)[]).includes(intent);
  });
  return [bar('blocking', 'the wrong direction (“lock my account”)', 0, wrong.length, directions.length)];
}

function secretBars(read: Read, rows: readonly Row[]): readonly Bar[] {
  const { explicit, bare } = secretProbes();
  const kept = (probes: readonly { readonly text: string }[]) =>
    probes.filter(({ text }) => !read(text).containsSecret).length;
  const [keptExplicit, keptBare] = [kept(explicit), kept(bare)];
  const taken = rows.filter(({ containsSecret }) => containsSecret).length;
  return [
    bar('blocking', 'explicit passwords kept', 0, keptExplicit, explicit.length),
    goal('bare passwords taken out', 0.85, 1 - keptBare / bare.length, `${bare.length} texts`),
    ...(rows.length === 0 ? [] : [share('texts redacted that hold no secret', 0.003, taken, rows.length)]),
  ];
}

/** Our own utterances to measure with: written apart from those that are learned from. */
function languageBars(read: Read): readonly Bar[] {
  const folder = join(
    dirname(fileURLToPath(import.meta.resolve('@access-account/understanding/package.json'))),
    'evaluation',
  );
  if (!existsSync(folder)) return [];
  return ['en', 'de', 'es', 'fr', 'it', 'ja', 'pt-BR'].flatMap((language) => {
    const sets = parse(readFileSync(join(folder, `${language}.yaml`), 'utf8')) as Readonly<
      Record<string, readonly string[]>
    >;
    const wanted = actions.flatMap((intent) => (sets[intent] ?? []).map((text) => judged(text, intent, read)));
    const outside = (sets.negatives ?? []).map((text) => judged(text, 'out_of_scope', read));
    const right = wanted.filter(({ intent, read: got }) => intent === got).length;
    const wrong = outside.filter(isAction);
    const proposed = wrong.filter(({ tier }) => tier === 'propose').length;
    const note = `${wanted.length} rows, ${right} the right one; of ${outside.length} near misses ${proposed} proposed, ${wrong.length - proposed} asked`;
    return [goal(`recall, our own ${language}`, 0.9, wanted.filter(isAction).length / wanted.length, note)];
  });
}

function judged(text: string, intent: string, read: Read): Judged {
  return { text, intent, source: 'own', hard: true, ...read(text) };
}

interface Costs {
  /** Milliseconds. */
  readonly load: number;
  /** Megabytes. */
  readonly added: number;
  /** Milliseconds, one a text. */
  readonly times: readonly number[];
}

function costBars({ load, added, times }: Costs): readonly Bar[] {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (part: number) => sorted[Math.floor(sorted.length * part)] ?? 0;
  return [
    ...(times.length === 0
      ? []
      : [cost('p99 of a text', 2, at(0.99), `ms; p50 ${at(0.5).toFixed(2)}, most ${at(0.9999).toFixed(1)}`)]),
    cost('load', 200, load, 'ms'),
    cost('memory added', 40, added, 'MB'),
  ];
}

function bar(kind: Bar['kind'], name: string, most: number, measured: number, of?: number): Bar {
  return {
    kind,
    name,
    wanted: `≤ ${most}`,
    measured: of === undefined ? `${measured}` : `${measured} of ${of}`,
    isMet: measured <= most,
  };
}

function goal(name: string, least: number, measured: number, note: string): Bar {
  return {
    kind: 'goal',
    name,
    wanted: `≥ ${least}`,
    measured: `${measured.toFixed(3)} (${note})`,
    isMet: measured >= least,
  };
}

function share(name: string, most: number, count: number, of: number): Bar {
  const part = count / Math.max(of, 1);
  const measured = `${(part * 100).toFixed(2)} % (${count} of ${of})`;
  return { kind: 'goal', name, wanted: `≤ ${(most * 100).toFixed(2)} %`, measured, isMet: part <= most };
}

function cost(name: string, most: number, measured: number, unit: string): Bar {
  return {
    kind: 'goal',
    name,
    wanted: `≤ ${most}`,
    measured: `${measured.toFixed(1)} ${unit}`,
    isMet: measured <= most,
  };
}

function span([low, high]: readonly [number, number]): string {
  return `95 %: ${low.toFixed(3)}–${high.toFixed(3)}`;
}

function print(rows: readonly Row[], bars: readonly Bar[]): void {
  if (rows.length === 0)
    console.log('SKIPPED: the rows of others. Give them with --data FILE or ACCESS_ACCOUNT_UTTERANCES.\n');
  else {
    const scores = scoresOf(rows, intents).map(({ intent, rows: count, precision, recall, f1 }) => [
      intent,
      String(count),
      precision.toFixed(3),
      recall.toFixed(3),
      f1.toFixed(3),
    ]);
    console.log(`${table(['intent', 'rows', 'precision', 'recall', 'F1'], scores)}\n`);
    const wanted = rows.filter(({ intent }) => (actions as readonly string[]).includes(intent));
    const sources = familiesOf(wanted).map(({ family, rows: count, recall }) => [
      family,
      String(count),
      recall.toFixed(3),
    ]);
    console.log(`${table(['source', 'action rows', 'recall'], sources)}\n`);
    console.log(`${table(['meant', 'read', 'tier', 'text'], confusions(rows))}\n`);
  }
  console.log(
    table(
      ['', 'what', 'wanted', 'measured'],
      bars.map(({ kind, name, wanted, measured, isMet }) => [
        isMet ? '✓' : '✗',
        `${name}${kind === 'blocking' ? ' *' : ''}`,
        wanted,
        measured,
      ]),
    ),
  );
  const missed = bars.filter(({ isMet }) => !isMet).length;
  console.log(`\n${bars.length - missed} of ${bars.length} met. * blocks a release.`);
}

/** Every action that was read as something else, and everything else that was read as an action. */
function confusions(rows: readonly Row[]): readonly (readonly string[])[] {
  return rows
    .filter((one) => {
      const isWanted = (actions as readonly string[]).includes(one.intent);
      return isWanted ? one.read !== one.intent || one.tier === 'none' : isAction(one);
    })
    .map(({ intent, read, tier, text }) => [intent, read ?? '(nothing)', tier, text.slice(0, 110)]);
}
