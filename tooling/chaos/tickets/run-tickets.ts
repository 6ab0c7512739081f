import { setTimeout as delay } from 'node:timers/promises';
import { httpFaults } from '../../real-servers/http-fault-proxy.ts';
import { missingForPostgres } from '../../real-servers/postgres.ts';
import { missingForRequestTracker } from '../../real-servers/request-tracker.ts';
import { formatTable, type SeededRandom, seededRandom } from '../../testing/index.ts';
import { World } from '../world.ts';
import type { DeskKind, RunningDesk } from './desk.ts';
import { startJiraDesk } from './jira-desk.ts';
import { judgeTickets } from './judge-tickets.ts';
import { startRequestTrackerDesk } from './request-tracker-desk.ts';
import { startServiceNowDesk } from './servicenow-desk.ts';
import { playTicketStory, type TicketEnding, type TicketStory } from './ticket-story.ts';

/** What was counted at one desk. */
export interface TicketLine {
  readonly desk: string;
  readonly database: string;
  readonly tickets: number;
  /** Requests of the storm, and how many of them met a fault. */
  readonly asked: number;
  readonly struck: number;
  readonly kills: number;
  readonly deskKills: number;
  readonly lost: number;
  readonly doubled: number;
  readonly outOfOrder: number;
  /** Requests in the life of a ticket that was opened and resolved while nothing failed. */
  readonly callsPerTicket: number;
  readonly auditWhole: boolean;
  readonly findings: readonly string[];
  readonly seconds: number;
  readonly ok: boolean;
}

export const deskKinds: readonly DeskKind[] = [
  { name: 'servicenow', database: 'embedded', servers: ['all'], share: 1, start: startServiceNowDesk },
  { name: 'jira', database: 'postgres', servers: ['web', 'worker'], share: 1, start: startJiraDesk },
  {
    name: 'request-tracker',
    database: 'embedded',
    servers: ['all'],
    share: 0.4,
    missing: missingForRequestTracker,
    start: startRequestTrackerDesk,
  },
];

/** What must be installed first; undefined: nothing. */
export function missingForDesk({ database, missing }: DeskKind): string | undefined {
  return (database === 'postgres' ? missingForPostgres() : undefined) ?? missing?.();
}

export interface RunTicketsOptions {
  readonly kind: DeskKind;
  /** People with a ticket each. */
  readonly tickets: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

/** Requests of a storm, of which one meets a fault. */
const oneIn = 5;
/** Tickets at the beginning at which nothing is broken. */
const calmShare = 0.25;
const mostCalls = 3;
/** Stories at the same time. */
const abreast = 32;
/** Every fourth ticket is for people. */
const givenEvery = 4;
/** Of the server and of the desk; a few people are struck once. */
const manyKills = { worker: 3, desk: 2 };
const fewKills = { worker: 1, desk: 1 };
const few = 50;
/** Milliseconds. */
const storyPatience = 120_000;
/** What failed again and again waits up to five minutes between two tries. */
const drainPatience = 600_000;
const afterwards = 1000;

/** Tickets in calm, to count what they cost; then a storm: faults, kills, and what is left of it all afterwards. */
export async function runTickets({ kind, tickets: asked, seed, say }: RunTicketsOptions): Promise<TicketLine> {
  const begun = performance.now();
  const random = seededRandom(`${seed}/tickets/${kind.name}`);
  const tickets = Math.max(8, Math.round(asked * kind.share));
  const desk = await kind.start();
  let world: World | undefined;
  try {
    world = await World.build({ database: kind.database, place: { servers: kind.servers }, desk });
    await world.start();
    const calm = Math.max(4, Math.round(tickets * calmShare));
    const quiet = await playCalm({ world, desk, calm });
    const storm = await playStorm({ world, desk, tickets: tickets - calm, random });
    const stories = [...quiet.stories, ...storm.stories];
    await drained({ world, stories });
    await delay(afterwards);
    const stopFindings = await world.stop().then(
      () => [],
      (error: Error) => [error.message],
    );
    const audit = await world.auditFindings();
    const count = await judgeTickets(stories, { world, desk });
    const costly = quiet.callsPerTicket > mostCalls ? [`${quiet.callsPerTicket} calls a ticket`] : [];
    const findings = [...count.findings, ...storm.findings, ...stopFindings, ...audit, ...costly];
    if (findings.length > 0) say(`  what the servers wrote: ${await world.keepLog(`tickets-${kind.name}-${seed}`)}`);
    return {
      ...{ desk: kind.name, database: kind.database, tickets: stories.length },
      ...{ asked: storm.asked, struck: storm.struck, kills: storm.kills, deskKills: storm.deskKills },
      ...{ lost: count.lost, doubled: count.doubled, outOfOrder: count.outOfOrder },
      ...{ callsPerTicket: quiet.callsPerTicket, auditWhole: audit.length === 0, findings },
      seconds: Math.round((performance.now() - begun) / 1000),
      ok: findings.length === 0,
    };
  } finally {
    await world?.remove();
    await desk.stop();
  }
}

interface Played {
  readonly world: World;
  readonly desk: RunningDesk;
}

async function playCalm({ world, desk, calm }: Played & { readonly calm: number }) {
  // What a process looks up once, such as the way through a workflow, is looked up by the first.
  const first = await playTicketStory({ world, login: world.newLogin(), ending: 'solved', patience: storyPatience });
  await drained({ world, stories: [first] });
  const byBody = desk.callsByBody?.() ?? 0;
  let calls = 0;
  world.proxy('desk').choose((request) => {
    if (desk.isOfLife(request)) calls += 1;
    return undefined;
  });
  // One life after the other: people are quicker than a desk of one process, and a desk in a rush is not calm.
  const stories = await crowd(calm - 1, 1, async () => {
    const story = await playTicketStory({ world, login: world.newLogin(), ending: 'solved', patience: storyPatience });
    await drained({ world, stories: [story] });
    return story;
  });
  await delay(afterwards);
  const all = calls + (desk.callsByBody?.() ?? 0) - byBody;
  return { stories: [first, ...stories], callsPerTicket: all / stories.length };
}

async function playStorm({
  world,
  desk,
  tickets,
  random,
}: Played & { readonly tickets: number; readonly random: SeededRandom }) {
  const proxy = world.proxy('desk');
  const struckBefore = proxy.struck;
  let asked = 0;
  // Every kind in turn, so that each is met as often as any other.
  let kinds: string[] = [];
  let unlucky = 0;
  proxy.choose(() => {
    if (asked % oneIn === 0) unlucky = asked + Math.floor(random.next() * oneIn);
    asked += 1;
    if (asked - 1 !== unlucky) return undefined;
    if (kinds.length === 0) kinds = random.shuffled(httpFaults);
    return kinds.pop() as (typeof httpFaults)[number];
  });
  const worker = world.seats.at(-1) ?? world.seat;
  const findings: string[] = [];
  const wanted = tickets < few ? fewKills : manyKills;
  const done = { kills: 0, desk: 0 };
  const strikes = (async () => {
    for (const victim of random.shuffled([
      ...Array.from({ length: wanted.worker }, () => 'worker' as const),
      ...Array.from({ length: desk.killAndRestart === undefined ? 0 : wanted.desk }, () => 'desk' as const),
    ])) {
      await delay(500 + random.next() * 3000);
      if (victim === 'worker') {
        await worker.kill();
        await worker.start();
        done.kills += 1;
      } else {
        await desk.killAndRestart?.();
        done.desk += 1;
      }
    }
  })().catch((error: Error) => void findings.push(`a kill: ${error.message}`));
  let count = 0;
  const stories = await crowd(tickets, abreast, () => {
    count += 1;
    const ending: TicketEnding = count % givenEvery === 0 ? 'given' : 'solved';
    return playTicketStory({ world, login: world.newLogin(), ending, patience: storyPatience });
  });
  await strikes;
  await drained({ world, stories });
  const struck = proxy.struck - struckBefore;
  proxy.heal();
  if (struck === 0) findings.push('no request met a fault');
  return { stories, findings, asked, struck, kills: done.kills, deskKills: done.desk };
}

/** So many, at most `most` of them at the same time. */
async function crowd<T>(count: number, most: number, play: () => Promise<T>): Promise<readonly T[]> {
  const played: T[] = [];
  let left = count;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      played.push(await play());
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, count) }, lane));
  return played;
}

/** Waits until the product has nothing more to do for these people's tickets; what is missing then is lost. */
async function drained({ world, stories }: { world: World; stories: readonly TicketStory[] }): Promise<void> {
  const deadline = performance.now() + drainPatience;
  // Who got stuck is told of as that.
  const names = stories.flatMap(({ login, stuck }) => (stuck === null ? [login.replace('person-', 'Person ')] : []));
  while (performance.now() < deadline) {
    const known = await world.tickets().catch(() => []);
    const done = new Set(
      known.flatMap(({ person, status, filed }) => (status !== 'open' && filed === status ? [person] : [])),
    );
    if (names.every((name) => done.has(name))) return;
    await delay(200);
  }
}

export function ticketTable(lines: readonly TicketLine[]): string {
  return formatTable(
    [
      ...['tickets · database', 'tickets', 'asked in the storm', 'faults', 'kills', 'of the desk', 'lost', 'doubled'],
      ...['out of order', 'calls a ticket', 'audit', 'took', ''],
    ],
    lines.map((line) => [
      `${line.desk} · ${line.database}`,
      ...[line.tickets, line.asked, line.struck, line.kills, line.deskKills].map(String),
      ...[line.lost, line.doubled, line.outOfOrder].map(String),
      line.callsPerTicket.toFixed(2),
      line.auditWhole ? 'whole' : 'DAMAGED',
      `${line.seconds} s`,
      line.ok ? 'ok' : 'RED',
    ]),
  );
}
