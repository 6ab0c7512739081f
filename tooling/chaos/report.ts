import { formatTable, percentile } from '../testing/index.ts';
import type { Count, Verdict } from './ledger.ts';
import type { FaultResult, Strike } from './run-fault.ts';

/** What of a fault's rounds is summed up in its line. */
export interface FaultLine {
  readonly fault: string;
  readonly database: string;
  readonly rounds: number;
  readonly strikes: readonly Strike[];
  readonly unlocks: Count;
  readonly tickets: Count;
  readonly messages: Count;
  readonly falseClaims: number;
  /** Milliseconds from a strike until its story was over and everything was up again. */
  readonly recovery: { readonly n: number; readonly p50: number; readonly max: number };
  readonly auditWhole: boolean;
  readonly findings: readonly string[];
  readonly seconds: number;
  readonly ok: boolean;
}

export function lineOf({ fault, database, rounds, strikes, verdicts, auditFindings, seconds }: FaultResult): FaultLine {
  const sum = (of: (verdict: Verdict) => number) => verdicts.reduce((total, verdict) => total + of(verdict), 0);
  const count = (kind: 'unlocks' | 'tickets' | 'messages'): Count => ({
    lost: sum((verdict) => verdict[kind].lost),
    doubled: sum((verdict) => verdict[kind].doubled),
  });
  const recoveries = strikes.map(({ recovery }) => recovery);
  const findings = [...verdicts.flatMap((verdict) => verdict.findings), ...auditFindings];
  return {
    fault,
    database,
    rounds,
    strikes,
    unlocks: count('unlocks'),
    tickets: count('tickets'),
    messages: count('messages'),
    falseClaims: sum((verdict) => verdict.falseClaims),
    recovery: {
      n: recoveries.length,
      p50: Math.round(percentile(recoveries, 0.5)),
      max: Math.round(Math.max(...recoveries)),
    },
    auditWhole: auditFindings.length === 0,
    findings,
    seconds: Math.round(seconds),
    ok: findings.length === 0 && recoveries.length === rounds,
  };
}

/** How often each chapter was struck. */
export function chaptersOf({ strikes }: FaultLine): string {
  return Object.entries(Object.groupBy(strikes, ({ chapter }) => chapter))
    .map(([chapter, struck]) => `${chapter} ${struck?.length ?? 0}×`)
    .sort()
    .join(', ');
}

export function tableOf(lines: readonly FaultLine[]): string {
  const count = ({ lost, doubled }: Count) => `${lost} / ${doubled}`;
  return formatTable(
    [
      'fault · database',
      'rounds',
      'unlocks lost/doubled',
      'tickets lost/doubled',
      'messages lost/doubled',
      'false claims',
      'recovery p50',
      'max',
      'audit',
      'took',
      '',
    ],
    lines.map((line) => [
      `${line.fault} · ${line.database}`,
      String(line.rounds),
      count(line.unlocks),
      count(line.tickets),
      count(line.messages),
      String(line.falseClaims),
      `${line.recovery.p50} ms`,
      `${line.recovery.max} ms`,
      line.auditWhole ? 'whole' : 'DAMAGED',
      `${line.seconds} s`,
      line.ok ? 'ok' : 'RED',
    ]),
  );
}
