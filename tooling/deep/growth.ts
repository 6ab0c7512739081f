import type { SoakSample } from './soak-sample.ts';

/** Per cent of one core that a server may use while nothing happens. */
const maximumProcessor = 2;
/** What a story may leave for good, and, beside that, what is no growth yet: the noise of a heap and of its pages. */
const explained = {
  heap: { perStory: 0.004, slack: 3, unit: 'MB' },
  resident: { perStory: 0.016, slack: 24, unit: 'MB' },
  files: { perStory: 0, slack: 3, unit: 'open' },
  connections: { perStory: 0, slack: 6, unit: 'open' },
  size: { perStory: 0.1, slack: 16, unit: 'MB' },
} as const;
/**
 * Rows that a person may leave in a table, two of three answering, with what the timers add later; in any other table: none.
 * Measured, and a third above.
 */
const rowsExplained: Readonly<Record<string, number>> = {
  account: 1.3,
  audit: 45,
  audit_position: 45,
  case_event: 12,
  channel_identity: 1.3,
  choice_token: 9,
  effect: 20,
  help_case: 1.5,
  lockout: 1.5,
  notice: 4,
  person: 1.3,
  processed_event: 1.3,
  ticket: 1.3,
};
/** Rows over a whole half that are no growth yet. */
const rowsSlack = 5;

/** What grows in the second half of a soak more than its stories explain, by a straight line through the samples. */
export function findGrowth(samples: readonly SoakSample[]): readonly string[] {
  const findings: string[] = [];
  const middle = Math.floor((samples.length - 1) / 2);
  const second = samples.slice(middle);
  const [begin, end] = [second.at(0), second.at(-1)];
  if (begin === undefined || end === undefined || end.stories === begin.stories) return ['too little was sampled'];
  const stories = end.stories - begin.stories;

  const processor = median(second.map((sample) => sample.processor));
  if (!(processor <= maximumProcessor))
    findings.push(
      `it uses ${processor.toFixed(1)} % of a core while nothing happens, and may use ${maximumProcessor} %`,
    );
  for (const [name, { perStory, slack, unit }] of Object.entries(explained)) {
    const grown = slopeOf(second, (sample) => sample[name as keyof typeof explained]) * stories;
    const allowed = perStory * stories + slack;
    if (!(grown <= allowed))
      findings.push(
        `${name}: ${grown.toFixed(1)} ${unit} more over ${stories} stories, which explain ${allowed.toFixed(1)}`,
      );
  }
  for (const table of Object.keys(end.rows)) {
    const rows = (sample: SoakSample) => sample.rows[table] ?? 0;
    const grown = slopeOf(second, rows) * stories;
    const allowed = (rowsExplained[table] ?? 0) * stories + rowsSlack;
    if (!(grown <= allowed))
      findings.push(
        `table ${table}: ${Math.round(grown)} rows more over ${stories} stories, which explain ${Math.round(allowed)}`,
      );
  }
  return findings;
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
