import { formatTable, percentile } from '../testing/index.ts';
import type { Count, Verdict } from './ledger.ts';
import type { FaultResult } from './run-place.ts';
import type { DatabaseKind } from './world.ts';

/** What of a fault's rounds is summed up in its line. */
export interface FaultLine {
  readonly fault: string;
  readonly database: string;
  readonly rounds: number;
  readonly stories: number;
  /** Clicks that were acknowledged. */
  readonly acknowledged: number;
  readonly unlocks: Count;
  /** Second factors. */
  readonly removals: Count;
  /** Removals of what nobody had confirmed. */
  readonly harmful: number;
  readonly tickets: Count;
  readonly messages: Count;
  readonly falseClaims: number;
  /** Writes that came to a provider again and changed nothing. */
  readonly repeats: number;
  /** Milliseconds until the struck stories were over. */
  readonly recovery: {
    readonly n: number;
    readonly p50: number;
    readonly max: number;
    /** What the p50 may be at most; null: it is told and not judged. */
    readonly bar: number | null;
  };
  /** How many people had to wait for the end of the fault, all rounds together. */
  readonly heldUp: number;
  readonly auditWhole: boolean;
  /** How many people were struck in each chapter. */
  readonly landed: Readonly<Record<string, number>>;
  readonly findings: readonly string[];
  readonly seconds: number;
  readonly ok: boolean;
}

export function lineOf(result: FaultResult): FaultLine {
  const { fault, database, rounds, strikes, stories, verdicts, auditFindings, seconds } = result;
  const sum = (of: (verdict: Verdict) => number) => verdicts.reduce((total, verdict) => total + of(verdict), 0);
  const count = (kind: 'unlocks' | 'removals' | 'tickets' | 'messages'): Count => ({
    lost: sum((verdict) => verdict[kind].lost),
    doubled: sum((verdict) => verdict[kind].doubled),
  });
  const recoveries = strikes.map(({ recovery }) => recovery);
  const recovery = {
    n: recoveries.length,
    p50: Math.round(percentile(recoveries, 0.5)),
    max: Math.round(Math.max(0, ...recoveries)),
    bar: result.recoversWithin ?? null,
  };
  const findings = [
    ...verdicts.flatMap((verdict) => verdict.findings),
    ...result.findings,
    ...auditFindings,
    ...tooSlow(recovery),
  ];
  return {
    fault,
    database,
    rounds,
    stories: stories.length,
    acknowledged: stories.filter(({ acknowledged }) => acknowledged).length,
    unlocks: count('unlocks'),
    removals: count('removals'),
    harmful: sum((verdict) => verdict.harmful),
    tickets: count('tickets'),
    messages: count('messages'),
    falseClaims: sum((verdict) => verdict.falseClaims),
    repeats: sum((verdict) => verdict.repeats),
    recovery,
    heldUp: strikes.reduce((total, { heldUp }) => total + heldUp, 0),
    auditWhole: auditFindings.length === 0,
    landed: countEach(strikes.flatMap(({ landed }) => landed)),
    findings,
    seconds: Math.round(seconds),
    ok: findings.length === 0 && recoveries.length >= rounds,
  };
}

/** Rounds that have a median. */
export const fewestJudged = 3;

/** The median is judged: one of them may be late once, and half of them may not. */
function tooSlow({ n, p50, bar }: FaultLine['recovery']): readonly string[] {
  return bar !== null && n >= fewestJudged && p50 > bar
    ? [`half of the recoveries took ${p50} ms or more; they may take ${bar} ms`]
    : [];
}

export interface UnplayedOptions {
  readonly fault: string;
  readonly database: DatabaseKind;
  readonly rounds: number;
  readonly error: Error;
}

/** The line of a fault that could not be played. */
export function unplayed({ error, ...asked }: UnplayedOptions): FaultLine {
  const findings = [`could not be played: ${error.message}`];
  return lineOf({ ...asked, strikes: [], stories: [], verdicts: [], auditFindings: [], findings, seconds: 0 });
}

/** How many people were struck in each chapter. */
export function landedOf({ landed }: FaultLine): string {
  return Object.entries(landed)
    .map(([chapter, times]) => `${chapter} ${times}×`)
    .join(', ');
}

export function tableOf(lines: readonly FaultLine[]): string {
  const total = ({ unlocks, removals, tickets, messages }: FaultLine, of: keyof Count) =>
    unlocks[of] + removals[of] + tickets[of] + messages[of];
  return formatTable(
    [
      'fault · database',
      'rounds',
      'stories',
      'lost',
      'doubled',
      'harmful',
      'false claims',
      'repeats',
      'audit',
      'recovery p50',
      'bar',
      'max',
      'took',
      '',
    ],
    lines.map((line) => [
      `${line.fault} · ${line.database}`,
      String(line.rounds),
      String(line.stories),
      String(total(line, 'lost')),
      String(total(line, 'doubled')),
      String(line.harmful),
      String(line.falseClaims),
      String(line.repeats),
      line.auditWhole ? 'whole' : 'DAMAGED',
      `${line.recovery.p50} ms`,
      line.recovery.bar === null ? '' : `≤ ${line.recovery.bar / 1000} s`,
      `${line.recovery.max} ms`,
      `${line.seconds} s`,
      line.ok ? 'ok' : 'RED',
    ]),
  );
}

function countEach(list: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...Map.groupBy(list.toSorted(), (member) => member)].map(([member, all]) => [member, all.length]),
  );
}
