import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '../testing/index.ts';
import type { Cluster } from './cluster.ts';
import type { Fault } from './faults.ts';
import { judge, type Verdict } from './ledger.ts';
import { type Chapter, chapters, playStory, type Story } from './story.ts';
import { type DatabaseKind, World } from './world.ts';

export interface RunFaultOptions {
  readonly fault: Fault;
  readonly database: DatabaseKind;
  readonly cluster: Cluster | undefined;
  readonly rounds: number;
  readonly seed: number;
}

export interface FaultResult extends Played {
  readonly fault: string;
  readonly database: DatabaseKind;
  readonly rounds: number;
  readonly seconds: number;
}

export interface Strike {
  /** Where it landed: a chapter of the story, `over` or `first start`. */
  readonly chapter: string;
  /** Milliseconds until the struck story was over and everything was up again. */
  readonly recovery: number;
}

interface Played {
  readonly strikes: readonly Strike[];
  readonly verdicts: readonly Verdict[];
  readonly auditFindings: readonly string[];
}

/** Where strikes land, in turn; twice as often where the unlock itself happens, before its click is acknowledged. */
const moments = [...chapters, 'pressing'] as const;
/** Milliseconds until a dead server's lease is over and two sweeps have found what it left behind. */
const leftovers = 20_000;
/** Milliseconds for the same on the embedded database, whose next server knows that the one before it is dead. */
const embeddedLeftovers = 2500;
/** Milliseconds in which something done twice would be seen. */
const afterwards = 1000;

/** Plays as many rounds of a fault as asked, each with a person of its own, and judges them. */
export async function runFault(options: RunFaultOptions): Promise<FaultResult> {
  const begun = performance.now();
  const { fault, database, rounds } = options;
  const played = fault.firstStart === true ? await strikeFirstStarts(options) : await strikeStories(options);
  return { fault: fault.name, database, rounds, ...played, seconds: (performance.now() - begun) / 1000 };
}

async function strikeStories({ fault, database, cluster, rounds, seed }: RunFaultOptions): Promise<Played> {
  const random = seededRandom(`${seed}/${fault.name}/${database}`);
  const logins = Array.from({ length: rounds }, (_, round) => `person-${round + 1}`);
  const plan = random.shuffled(logins.map((_, round) => moments[round % moments.length] ?? 'locking'));
  const world = await World.build({ cluster, servers: fault.servers, people: ['first', 'second', ...logins] });
  const strikes: Strike[] = [];
  const stories: Story[] = [];
  try {
    await world.start();
    // Undisturbed, to learn how long a chapter takes here; the first one is slower than those that follow.
    stories.push(await playStory({ world, login: 'first' }), await playStory({ world, login: 'second' }));
    const typical = stories[1]?.took ?? {};
    for (const [round, login] of logins.entries()) {
      const chapter = plan[round] ?? 'locking';
      const moment = random.next() * (typical[chapter] ?? 0);
      let now: Chapter | 'over' = 'locking';
      let strike: Promise<Omit<Strike, 'recovery'> & { readonly at: number }> | undefined;
      const strikeAfter = async (milliseconds: number) => {
        await delay(milliseconds);
        const struck = { chapter: now, at: performance.now() };
        await fault.strike(world, random);
        return struck;
      };
      const entered = (entered: Chapter) => {
        now = entered;
        if (entered === chapter) strike = strikeAfter(moment);
        strike?.catch(() => undefined);
      };
      stories.push(await playStory({ world, login, entered }));
      now = 'over';
      const struck = await strike;
      if (struck !== undefined) strikes.push({ chapter: struck.chapter, recovery: performance.now() - struck.at });
    }
    return { strikes, ...(await judged(world, stories)) };
  } finally {
    for (const { chat } of stories) chat?.close();
    await world.remove();
  }
}

async function strikeFirstStarts({ fault, database, cluster, rounds, seed }: RunFaultOptions): Promise<Played> {
  const random = seededRandom(`${seed}/${fault.name}/${database}`);
  const results: Awaited<ReturnType<typeof judged>>[] = [];
  const strikes: Strike[] = [];
  let typical = 0;
  // The first one is not struck: it tells how long a first start takes here.
  for (let round = 0; round <= rounds; round += 1) {
    const world = await World.build({ cluster, servers: fault.servers, people: ['first'] });
    try {
      if (round > 0) {
        for (const seat of world.seats) seat.spawn();
        await delay(random.next() * typical);
        const at = performance.now();
        await fault.strike(world, random);
        strikes.push({ chapter: 'first start', recovery: performance.now() - at });
      }
      await world.start();
      if (round === 0) typical = Math.max(...world.seats.map(({ startTook }) => startTook));
      const story = await playStory({ world, login: 'first' });
      results.push(await judged(world, [story]));
      story.chat?.close();
    } finally {
      await world.remove();
    }
  }
  return {
    strikes,
    verdicts: results.flatMap(({ verdicts }) => verdicts),
    auditFindings: results.flatMap(({ auditFindings }) => auditFindings),
  };
}

/** Gives what was left behind time to be finished, ends the servers, and looks at what there is. */
async function judged(world: World, stories: readonly Story[]) {
  if (world.cluster === undefined) {
    // Nobody else can look into this database while a server has it.
    await world.stop();
    await world.start();
    await delay(embeddedLeftovers);
  } else {
    const deadline = performance.now() + leftovers;
    while ((await world.unfinished()).length > 0 && performance.now() < deadline) await delay(250);
    await delay(afterwards);
  }
  await world.stop();
  const findings = await world.auditFindings();
  return { verdicts: await judge(world, stories), auditFindings: findings === '' ? [] : [findings] };
}
