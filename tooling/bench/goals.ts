import type { Figure, Line, Subject, Unit } from './reading.ts';

type Bound = { readonly atMost: number } | { readonly atLeast: number };

/** Something people or operators feel, and how well it has to be. A ratio is of two numbers of one run. */
export interface Goal {
  readonly id: string;
  readonly feel: string;
  readonly figure: Figure;
  /** The product, in the ways to run for which the goal is meant. */
  readonly of: readonly Subject[];
  /** What it is divided by; without it the number itself is judged. */
  readonly over?: { readonly subject: Subject; readonly figure?: Figure };
  /** A release is wrong without it. Absent: the ratio is told and not judged. */
  readonly must?: Bound;
  /** Ambitious, and still physically possible. */
  readonly aim?: Bound;
}

const atMost = (value: number): Bound => ({ atMost: value });
const atLeast = (value: number): Bound => ({ atLeast: value });

const server = ['postgres'] as const;
const both = ['postgres', 'embedded'] as const;
const all = ['postgres', 'postgres, 2 processes', 'embedded'] as const;

export const goals: readonly Goal[] = [
  {
    id: 'G1',
    feel: 'a click is acknowledged at once',
    figure: 'clicks, 32 open',
    of: server,
    over: { subject: 'limit-durable-step' },
    must: atLeast(0.25),
    aim: atLeast(0.4),
  },
  {
    id: 'G1',
    feel: 'the same, by two processes',
    figure: 'clicks, 32 open',
    of: ['postgres, 2 processes'],
    over: { subject: 'limit-durable-step' },
  },
  {
    id: 'G1',
    feel: 'a click that is kept, beside one whose signature is read and nothing else',
    figure: 'clicks, 32 open',
    of: all,
    over: { subject: 'limit-hmac' },
  },
  {
    id: 'G2',
    feel: 'a click is acknowledged at once, in a crowd',
    figure: 'click acknowledged, 32 open, p99',
    of: server,
    must: atMost(300),
    aim: atMost(150),
  },
  {
    id: 'G2',
    feel: 'a click is acknowledged at once, alone',
    figure: 'click acknowledged, 1 open, p99',
    of: server,
    must: atMost(20),
    aim: atMost(10),
  },
  {
    id: 'G3',
    feel: '“unlocked” soon after the click',
    figure: 'click to reply, 1 open, p50',
    of: server,
    over: { subject: 'limit-durable-bot' },
    must: atMost(6),
    aim: atMost(3),
  },
  {
    id: 'G4',
    feel: 'everybody clicks',
    figure: 'unlocks with reply, 32 open',
    of: server,
    over: { subject: 'limit-durable-bot' },
    must: atLeast(0.25),
    aim: atLeast(0.5),
  },
  {
    id: 'G5',
    feel: 'everybody clicks, beside a home-made bot',
    figure: 'unlocks with reply, 32 open',
    of: server,
    over: { subject: 'peer-homemade-bot' },
    must: atLeast(0.15),
    aim: atLeast(0.3),
  },
  {
    id: 'G5',
    feel: '“unlocked” soon after the click, beside a home-made bot',
    figure: 'click to reply, 1 open, p50',
    of: server,
    over: { subject: 'peer-homemade-bot' },
  },
  {
    id: 'G6',
    feel: 'nothing is lost or doubled while fast',
    figure: 'clicks lost, doubled or left locked',
    of: all,
    must: atMost(0),
    aim: atMost(0),
  },
  {
    id: 'G7',
    feel: 'told within seconds (polled each second)',
    figure: 'lock to notice, p99',
    of: server,
    must: atMost(2000),
    aim: atMost(1250),
  },
  {
    id: 'G7',
    feel: 'told within seconds, most people',
    figure: 'lock to notice, p50',
    of: server,
    must: atMost(800),
    aim: atMost(550),
  },
  {
    id: 'G8',
    feel: 'told at once, where the provider calls',
    figure: 'lock to notice, called by a hook, p99',
    of: all,
    must: atMost(1000),
    aim: atMost(150),
  },
  {
    id: 'G9',
    feel: 'a storm of locks, and all are told',
    figure: 'storm: accounts told',
    of: server,
    over: { subject: 'limit-durable-bot' },
    must: atLeast(0.3),
    aim: atLeast(0.6),
  },
  {
    id: 'G10',
    feel: 'whom to remind today, among a million accounts',
    figure: 'sweep',
    of: server,
    over: { subject: 'limit-sweep' },
    must: atMost(3),
    aim: atMost(1.5),
  },
  {
    id: 'G10',
    feel: 'whom to remind today, among a million accounts, embedded',
    figure: 'sweep',
    of: ['embedded'],
    over: { subject: 'limit-sweep, embedded' },
    must: atMost(3),
    aim: atMost(1.5),
  },
  {
    id: 'G11',
    feel: 'the same once more, after a crash',
    figure: 'sweep repeated',
    of: server,
    over: { subject: 'limit-sweep' },
    must: atMost(3),
    aim: atMost(1.5),
  },
  {
    id: 'G11',
    feel: 'the same once more, after a crash, embedded',
    figure: 'sweep repeated',
    of: ['embedded'],
    over: { subject: 'limit-sweep, embedded' },
    must: atMost(3),
    aim: atMost(1.5),
  },
  {
    id: 'G11',
    feel: 'nobody is reminded twice',
    figure: 'reminders that a repeat added',
    of: both,
    must: atMost(0),
    aim: atMost(0),
  },
  {
    id: 'G12',
    feel: 'a sweep takes no memory',
    figure: 'memory that the sweep took',
    of: server,
    must: atMost(64),
    aim: atMost(16),
  },
  {
    id: 'G13',
    feel: 'a directory is mirrored nearly as fast as it can be read',
    figure: 'directory mirrored, everybody new',
    of: server,
    over: { subject: 'limit-ldap-read', figure: 'directory read' },
    must: atMost(6),
    aim: atMost(3),
  },
  {
    id: 'G13',
    feel: 'the same every night, when nothing is new',
    figure: 'directory mirrored, nothing new',
    of: server,
    over: { subject: 'limit-ldap-read', figure: 'directory read' },
    must: atMost(6),
    aim: atMost(3),
  },
  {
    id: 'G14',
    feel: 'polling is cheap when nobody is locked',
    figure: 'processor per poll',
    of: server,
    over: { subject: 'limit-ldap-poll' },
    must: atMost(20),
    aim: atMost(5),
  },
  {
    id: 'G19',
    feel: 'small to run',
    figure: 'memory at rest',
    of: server,
    over: { subject: 'limit-durable-bot' },
    must: atMost(4),
    aim: atMost(2.5),
  },
  {
    id: 'G19',
    feel: 'small to run where nothing but the sandbox is configured',
    figure: 'memory at rest, the sandbox alone',
    of: server,
    over: { subject: 'limit-durable-bot', figure: 'memory at rest' },
    must: atMost(4),
    aim: atMost(2.5),
  },
  {
    id: 'G19',
    feel: 'what every identity system together adds to a start',
    figure: 'start to ready, every identity system',
    of: server,
    over: { subject: 'postgres', figure: 'start to ready, the sandbox alone' },
    must: atMost(1.5),
    aim: atMost(1.2),
  },
  {
    id: 'G20',
    feel: 'the embedded default is honest',
    figure: 'clicks, 32 open',
    of: ['embedded'],
    over: { subject: 'limit-pglite-insert', figure: 'committed inserts' },
    must: atLeast(0.08),
    aim: atLeast(0.15),
  },
  {
    id: 'G6',
    feel: 'nothing is lost or doubled while they keep coming',
    figure: 'steady clicks lost, doubled or left locked',
    of: both,
    must: atMost(0),
    aim: atMost(0),
  },
  {
    id: 'G6',
    feel: 'nothing is lost or doubled under pressure',
    figure: 'pressed clicks lost, doubled or left locked',
    of: server,
    must: atMost(0),
    aim: atMost(0),
  },
  {
    id: 'G6',
    feel: 'nothing is lost or doubled while reminders go out',
    figure: 'clicks or reminders lost, doubled or left locked',
    of: both,
    must: atMost(0),
    aim: atMost(0),
  },
  {
    id: 'G22',
    feel: 'people who click do not wait for reminders',
    figure: 'click acknowledged, beside reminders, p99',
    of: server,
    over: { subject: 'postgres', figure: 'click acknowledged, without reminders, p99' },
    must: atMost(3),
    aim: atMost(1.5),
  },
  {
    id: 'G22',
    feel: 'people who click do not wait for reminders, embedded',
    figure: 'click acknowledged, beside reminders, p99',
    of: ['embedded'],
    over: { subject: 'embedded', figure: 'click acknowledged, without reminders, p99' },
    must: atMost(3),
    aim: atMost(1.5),
  },
  {
    id: 'G6',
    feel: 'no ticket is lost, doubled or out of order after an outage',
    figure: 'tickets lost, doubled or out of order',
    of: server,
    must: atMost(0),
    aim: atMost(0),
  },
  {
    id: 'tickets',
    feel: 'the desk knows at once',
    figure: 'ticket recorded to desk, p95',
    of: server,
    must: atMost(2000),
    aim: atMost(500),
  },
  {
    id: 'tickets',
    feel: 'a desk that is down makes nobody wait',
    figure: 'click acknowledged, desk down, p99',
    of: server,
    over: { subject: 'postgres', figure: 'click acknowledged, desk up, p99' },
    must: atMost(1.5),
    aim: atMost(1.1),
  },
  {
    id: 'tickets',
    feel: 'a backlog of tickets is soon over',
    figure: 'ticket operations of a backlog',
    of: server,
    must: atLeast(50),
    aim: atLeast(150),
  },
  {
    id: 'pressure',
    feel: 'clients that are slow, large and many harm nobody else',
    figure: 'click acknowledged, pressed, p99',
    of: server,
    over: { subject: 'postgres', figure: 'click acknowledged, quiet, p99' },
    must: atMost(1.2),
    aim: atMost(1.1),
  },
  {
    id: 'pressure',
    feel: 'a connector that throws, hangs, floods or answers garbage harms nobody else',
    figure: 'click acknowledged, poisoned, p99',
    of: server,
    over: { subject: 'postgres', figure: 'click acknowledged, healthy, p99' },
    must: atMost(1.2),
    aim: atMost(1.1),
  },
  {
    id: 'steady',
    feel: '300 clicks a second, for as long as they come',
    figure: 'steady clicks',
    of: server,
    must: atLeast(297),
    aim: atLeast(299),
  },
  {
    id: 'backlog',
    feel: 'a backlog is worked off',
    figure: 'backlog drained',
    of: server,
    must: atLeast(500),
    aim: atLeast(1000),
  },
  {
    id: 'idle',
    feel: 'it rests when there is nothing to do',
    figure: 'processor at rest',
    of: [...both, 'postgres, 1M accounts'],
    must: atMost(2),
    aim: atMost(1),
  },
  {
    id: 'start',
    feel: 'a restart is over before anybody notices',
    figure: 'start to ready',
    of: both,
    must: atMost(2000),
    aim: atMost(1000),
  },
  {
    id: 'G15',
    feel: 'expiry mails go out nearly as fast as mails can',
    figure: 'expiry mails',
    of: both,
    over: { subject: 'limit-smtp-5' },
    must: atLeast(0.3),
    aim: atLeast(0.6),
  },
  {
    id: 'G16',
    feel: 'everybody is reminded, beside a script that keeps nothing',
    figure: 'expiry run',
    of: both,
    over: { subject: 'peer-expiry-script' },
    must: atMost(4),
    aim: atMost(2),
  },
  {
    id: 'G6',
    feel: 'everybody is reminded by one mail',
    figure: 'expiry mails lost or doubled',
    of: both,
    must: atMost(0),
    aim: atMost(0),
  },
  {
    id: 'G18',
    feel: 'words are read at once',
    figure: 'words read, p99',
    of: ['understanding'],
    must: atMost(2),
    aim: atMost(1),
  },
  {
    id: 'G18',
    feel: 'words are read at once, beside nlp.js',
    figure: 'words read, p99',
    of: ['understanding'],
    over: { subject: 'peer-nlpjs' },
    must: atMost(5),
    aim: atMost(2),
  },
  {
    id: 'G18',
    feel: 'words are read right, beside nlp.js',
    figure: 'words: macro-F1 of four actions',
    of: ['understanding'],
    over: { subject: 'peer-nlpjs' },
    must: atLeast(1),
    aim: atLeast(1.25),
  },
  {
    id: 'G18',
    feel: 'nothing is offered that nobody asked for, beside nlp.js',
    figure: 'words: false alarms',
    of: ['understanding'],
    over: { subject: 'peer-nlpjs' },
    must: atMost(0.2),
    aim: atMost(0.05),
  },
  {
    id: 'G18',
    feel: 'reading words delays no start',
    figure: 'words: load',
    of: ['understanding'],
    must: atMost(200),
    aim: atMost(150),
  },
  {
    id: 'G18',
    feel: 'reading words takes little memory',
    figure: 'words: memory added',
    of: ['understanding'],
    must: atMost(40),
    aim: atMost(25),
  },
  {
    id: 'audit',
    feel: 'the audit is verified without much memory',
    figure: 'memory that the verification took',
    of: server,
    must: atMost(64),
    aim: atMost(16),
  },
];

/** Goals whose feature is to come, or that cannot be measured here. */
export const notYet: Readonly<Record<string, string>> = {
  G17: 'unlock beside a help-desk page (needs that page as a reference)',
  G21: 'two replicas on four cores (needs four cores: here the load takes its share)',
};

export interface Judged {
  readonly id: string;
  readonly feel: string;
  /** What was judged, in words. */
  readonly measure: string;
  /** Null where it was not measured in this run. */
  readonly value: number | null;
  readonly unit: Unit | '×';
  readonly must: string;
  readonly aim: string;
  readonly verdict: 'aim' | 'must' | 'RED' | 'told' | 'not measured';
  readonly isDisturbed: boolean;
}

export function judge(lines: readonly Line[]): readonly Judged[] {
  const lineOf = (subject: Subject, figure: Figure) =>
    lines.find((line) => line.subject === subject && line.figure === figure);
  return goals.flatMap((goal) =>
    goal.of.map((subject): Judged => {
      const { id, feel, figure, over, must, aim } = goal;
      const line = lineOf(subject, figure);
      const reference = over === undefined ? undefined : lineOf(over.subject, over.figure ?? figure);
      const unit = over === undefined ? (line?.unit ?? '') : '×';
      const value = over === undefined ? line?.value : line && reference && line.value / reference.value;
      const measure = `${figure} · ${subject}${over === undefined ? '' : ` ÷ ${over.subject === subject ? over.figure : over.subject}`}`;
      return {
        ...{ id, feel, measure, unit, must: wordsOf(must), aim: wordsOf(aim) },
        value: value ?? null,
        verdict: value === undefined ? 'not measured' : verdictOf(value, goal),
        isDisturbed: (line?.isDisturbed ?? false) || (reference?.isDisturbed ?? false),
      };
    }),
  );
}

function verdictOf(value: number, { must, aim }: Goal): Judged['verdict'] {
  if (must === undefined) return 'told';
  if (!meets(value, must)) return 'RED';
  return aim !== undefined && meets(value, aim) ? 'aim' : 'must';
}

function meets(value: number, bound: Bound): boolean {
  return 'atMost' in bound ? value <= bound.atMost : value >= bound.atLeast;
}

function wordsOf(bound: Bound | undefined): string {
  if (bound === undefined) return '–';
  return 'atMost' in bound ? `≤ ${bound.atMost}` : `≥ ${bound.atLeast}`;
}
