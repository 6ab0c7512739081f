import type { SoakSample } from './soak-sample.ts';

/** Per cent of one core that a server may use while nothing happens; in its first minutes it still compiles what it runs. */
export const maximumProcessor = { usual: 2, short: 4 };
/** What a story may leave for good, and, beside that, what is no growth yet: the noise of a heap and of its pages. */
const explained = {
  heap: { perStory: 0.004, slack: 3, unit: 'MB' },
  resident: { perStory: 0.016, slack: 24, unit: 'MB' },
  // The embedded database keeps a table's map of free space and of visibility open from its first vacuum on.
  files: { perStory: 0, slack: 40, unit: 'open' },
  connections: { perStory: 0, slack: 6, unit: 'open' },
  // Which rows there may be is counted table by table; with its indexes one takes 1.1 KB.
  size: { perStory: 0, perRow: 0.0013, slack: 16, unit: 'MB' },
} as const;
interface Explained {
  readonly perStory: number;
  readonly perRow?: number;
  readonly slack: number;
  readonly unit: string;
}

/** What the tables of a soak are made of: people who were helped, people who did not answer, and what came of that. */
export interface Lived {
  readonly helped: number;
  readonly silent: number;
  /** How often somebody who does not answer may have been told again. */
  readonly reminders: number;
}

/** Rows that each of them leaves, in the tables that may grow at all: counted one by one, and the same every time. */
const rowsOf: Readonly<Record<keyof Lived, Readonly<Record<string, number>>>> = {
  helped: {
    ...{ account: 1, audit: 19, audit_position: 19, case_event: 4, channel_identity: 1, choice_token: 2, effect: 8 },
    ...{ help_case: 1, lockout: 1, notice: 1, person: 1, processed_event: 1, ticket: 1, desk_ticket: 1 },
  },
  silent: {
    ...{ account: 1, audit: 7, audit_position: 7, case_event: 2, channel_identity: 1, choice_token: 2, effect: 3 },
    ...{ help_case: 1, lockout: 1, notice: 1, person: 1 },
  },
  reminders: { audit: 9, audit_position: 9, case_event: 2, choice_token: 2, effect: 4, notice: 1 },
};
/** Rows over a whole half that are no growth yet: some, and so much of what is explained. */
const rowsSlack = { some: 5, share: 0.01 };

/** What grows in the second half of a soak more than its stories explain, by a straight line through the samples. */
export function findGrowth(samples: readonly SoakSample[], most: number = maximumProcessor.usual): readonly string[] {
  const findings: string[] = [];
  const middle = Math.floor((samples.length - 1) / 2);
  const second = samples.slice(middle);
  const [begin, end] = [second.at(0), second.at(-1)];
  if (begin === undefined || end === undefined || end.stories === begin.stories) return ['too little was sampled'];
  const stories = end.stories - begin.stories;

  const processor = median(second.map((sample) => sample.processor));
  if (!(processor <= most))
    findings.push(`it uses ${processor.toFixed(1)} % of a core while nothing happens, and may use ${most} %`);
  const rows = slopeOf(second, rowsIn) * stories;
  for (const [name, { perStory, perRow = 0, slack, unit }] of Object.entries<Explained>(explained)) {
    const grown = slopeOf(second, (sample) => sample[name as keyof typeof explained]) * stories;
    const allowed = perStory * stories + perRow * rows + slack;
    if (!(grown <= allowed))
      findings.push(
        `${name}: ${grown.toFixed(1)} ${unit} more over ${stories} stories, which explain ${allowed.toFixed(1)}`,
      );
  }
  for (const table of Object.keys(end.rows)) {
    const unexplained = (sample: SoakSample) => (sample.rows[table] ?? 0) - explainedRows(table, sample);
    const grown = slopeOf(second, unexplained) * stories;
    const explains = explainedRows(table, end) - explainedRows(table, begin);
    if (!(grown <= rowsSlack.some + rowsSlack.share * explains))
      findings.push(
        `table ${table}: ${Math.round(grown)} rows more over ${stories} stories than the ${explains} they explain`,
      );
  }
  return findings;
}

function rowsIn({ rows }: SoakSample): number {
  return Object.values(rows).reduce((sum, count) => sum + count, 0);
}

function explainedRows(table: string, { lived }: SoakSample): number {
  return (Object.keys(rowsOf) as (keyof Lived)[]).reduce(
    (sum, kind) => sum + lived[kind] * (rowsOf[kind][table] ?? 0),
    0,
  );
}

/** Rows per story of every table that grows, over all samples. */
export function rowsPerStory(samples: readonly SoakSample[]): string {
  return Object.keys(samples.at(-1)?.rows ?? {})
    .map((table) => ({ table, slope: slopeOf(samples, ({ rows }) => rows[table] ?? 0) }))
    .filter(({ slope }) => Math.abs(slope) >= 0.05)
    .map(({ table, slope }) => `${table} ${slope.toFixed(1)}`)
    .join(', ');
}

/** By how much a value grows per story: least squares. */
function slopeOf(samples: readonly SoakSample[], of: (sample: SoakSample) => number): number {
  const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
  const [x, y] = [mean(samples.map(({ stories }) => stories)), mean(samples.map(of))];
  const spread = samples.reduce((sum, { stories }) => sum + (stories - x) ** 2, 0);
  return spread === 0 ? 0 : samples.reduce((sum, sample) => sum + (sample.stories - x) * (of(sample) - y), 0) / spread;
}

function median(list: readonly number[]): number {
  return list.toSorted((one, other) => one - other)[Math.floor(list.length / 2)] ?? Number.NaN;
}
