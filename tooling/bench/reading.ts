import { percentile } from '../testing/index.ts';
import type { MachineUse } from './machine.ts';

/** Who was measured: the product in one of its ways to run, or a reference. */
export type Subject =
  | 'postgres'
  | 'postgres, 2 processes'
  | 'postgres, 1M accounts'
  | 'embedded'
  | 'limit-hmac'
  | 'limit-durable-step'
  | 'limit-durable-bot'
  | 'limit-pglite-insert'
  | 'limit-ldap-poll'
  | 'limit-ldap-read'
  | 'limit-sweep'
  | 'limit-sweep, embedded'
  | 'limit-smtp-5'
  | 'peer-homemade-bot'
  | 'peer-expiry-script'
  | 'understanding'
  | 'peer-nlpjs';

/** What was measured. */
export type Figure =
  | 'click acknowledged, 1 open, p50'
  | 'click acknowledged, 1 open, p99'
  | 'click acknowledged, 32 open, p50'
  | 'click acknowledged, 32 open, p99'
  | 'clicks, 32 open'
  | 'click to reply, 1 open, p50'
  | 'unlocks with reply, 32 open'
  | 'clicks lost, doubled or left locked'
  | 'committed inserts'
  | 'processor per poll'
  | 'lock to notice, p50'
  | 'lock to notice, p99'
  | 'lock to notice, p50 (polled every 30 s)'
  | 'lock to notice, p99 (polled every 30 s)'
  | 'lock to notice, called by a hook, p50'
  | 'lock to notice, called by a hook, p99'
  | 'storm: accounts told'
  | 'storm of 30 s: until all were told'
  | 'attack mode: until the operators were told'
  | 'attack mode: people told'
  | 'attack mode: until all were entered'
  | 'one poll: until all were entered'
  | 'one poll: accounts told'
  | 'one poll: memory'
  | 'steady clicks acknowledged, p99'
  | 'click acknowledged, quiet, p50'
  | 'click acknowledged, quiet, p99'
  | 'click acknowledged, pressed, p50'
  | 'click acknowledged, pressed, p99'
  | 'click acknowledged, healthy, p50'
  | 'click acknowledged, healthy, p99'
  | 'click acknowledged, poisoned, p50'
  | 'click acknowledged, poisoned, p99'
  | 'pressed clicks lost, doubled or left locked'
  | 'steady clicks'
  | 'steady clicks lost, doubled or left locked'
  | 'steady: backlog when the clicks ended'
  | 'steady: backlog drained'
  | 'backlog when the clicks ended'
  | 'backlog drained'
  | 'start to ready'
  | 'memory at rest'
  | 'start to ready, the sandbox alone'
  | 'start to ready, every identity system'
  | 'memory at rest, the sandbox alone'
  | 'memory at rest, every identity system'
  | 'memory after the storm'
  | 'processor at rest'
  | 'sweep'
  | 'sweep repeated'
  | 'reminders that a repeat added'
  | 'memory that the sweep took'
  | 'directory mirrored, everybody new'
  | 'directory mirrored, nothing new'
  | 'directory read'
  | 'click acknowledged, beside reminders, p50'
  | 'click acknowledged, beside reminders, p99'
  | 'click acknowledged, without reminders, p50'
  | 'click acknowledged, without reminders, p99'
  | 'reminders told'
  | 'clicks or reminders lost, doubled or left locked'
  | 'expiry mails'
  | 'expiry run'
  | 'expiry mails lost or doubled'
  | 'click acknowledged, desk up, p50'
  | 'click acknowledged, desk up, p99'
  | 'click acknowledged, desk down, p50'
  | 'click acknowledged, desk down, p99'
  | 'ticket recorded to desk, p95'
  | 'ticket operations of a backlog'
  | 'ticket operations after an outage, at the desk’s own limit'
  | 'tickets lost, doubled or out of order'
  | 'audit verified'
  | 'memory that the verification took'
  | 'words read, p50'
  | 'words read, p99'
  | 'words: load'
  | 'words: memory added'
  | 'words: macro-F1 of four actions'
  | 'words: false alarms';

export type Unit = 'ms' | 'µs' | 's' | '/s' | 'MB' | '%' | '';

/** One number of one round. */
export interface Reading {
  readonly subject: Subject;
  readonly figure: Figure;
  readonly unit: Unit;
  readonly value: number;
  /** Samples behind it. */
  readonly n: number;
  readonly machine: MachineUse;
}

/** What strangers may use of the machine beside a fair claim, in cores. */
export const quietCores = 0.3;

/** All rounds of one figure. */
export interface Line extends Reading {
  /** The median of the rounds; of the quiet ones, where there are three or more. */
  readonly value: number;
  readonly rounds: readonly number[];
  /** The worst of the rounds that count. */
  readonly machine: MachineUse;
  readonly isDisturbed: boolean;
}

export function linesOf(readings: readonly Reading[]): readonly Line[] {
  return [...Map.groupBy(readings, ({ subject, figure }) => `${subject}\n${figure}`).values()].flatMap((all) => {
    const quiet = all.filter(({ machine }) => (machine.strangers ?? 0) <= quietCores);
    const counted = quiet.length >= Math.min(3, all.length) ? quiet : all;
    const [first] = counted;
    if (first === undefined) return [];
    const strangers = counted.map(({ machine }) => machine.strangers ?? Number.NaN);
    const machine = {
      load: Math.max(...counted.map((reading) => reading.machine.load)),
      strangers: strangers.some(Number.isNaN) ? null : Math.max(...strangers),
    };
    return [
      {
        ...first,
        value: percentile(
          counted.map(({ value }) => value),
          0.5,
        ),
        rounds: all.map(({ value }) => value),
        machine,
        isDisturbed: (machine.strangers ?? 0) > quietCores,
      },
    ];
  });
}
