import { setTimeout as delay } from 'node:timers/promises';
import { processorSeconds } from '../bench/processor-time.ts';
import { isNotice, playStory } from '../chaos/story.ts';
import { missingForWallClock } from '../chaos/wall-clock.ts';
import { type DatabaseKind, World } from '../chaos/world.ts';
import { formatTable, type SeededRandom, seededRandom } from '../testing/index.ts';
import { findGrowth, type Lived, maximumProcessor, rowsPerStory } from './growth.ts';
import type { Outcome, Part, PartOptions } from './part.ts';
import { noticesOf, type SoakSample, tablesOf, takeSample } from './soak-sample.ts';
import { findTooManyNotices, Unanswered } from './unanswered.ts';

/** Minutes; a simulated day takes four of them in the usual form. */
const usual = 30;
const shortest = 1;
/** Simulated hours of a run: seven days, two in a short one. */
const hours = { usual: 7 * 24, least: 2 * 24 };
/** Seconds of a cycle at most: people come and go, then nothing happens, then it is measured. */
const longestCycle = 60;
/** Cycles of a run at least: the second half needs some. */
const leastCycles = 4;
/** Of a cycle, how much of it people come in. */
const busy = 0.55;
/** Milliseconds after the last story until it counts as rest. */
const settling = 4000;
/** Milliseconds that a provider keeps a connection nobody uses: what a busy moment needed is gone when it is counted. */
const keepAlive = 2000;
/** Milliseconds between two people, about. */
const between = 1200;
/** Jumps of the clock in a cycle. */
const jumps = 4;
/** Every so many people do not answer. */
const silent = 3;

export const soak: Part = {
  name: 'soak',
  summary: 'days in minutes: people come and go, the clock runs ahead, and nothing grows that they do not explain',
  missing: missingForWallClock,
  run: async (options) => {
    const outcomes: Outcome[] = [];
    for (const database of options.databases) outcomes.push(await soakOne(database, options));
    return outcomes;
  },
};

async function soakOne(database: DatabaseKind, { minutes, short, seed, say }: PartOptions): Promise<Outcome> {
  const begun = performance.now();
  const length = minutes ?? (short ? shortest : usual);
  const cycles = Math.max(leastCycles, Math.round((length * 60) / longestCycle));
  const seconds = (length * 60) / cycles;
  const days = Math.max(hours.least, (hours.usual * length) / usual) / 24;
  const world = await World.build({ database, place: { servers: ['all'], clock: true }, pollEvery: '1s', keepAlive });
  try {
    await startInspected(world);
    // A PostgreSQL keeps the true time, and its timers with it: nobody is told again there.
    const life = new Life(world, { random: seededRandom(String(seed)), timersFollow: database === 'embedded' });
    const samples: SoakSample[] = [];
    let unmoved: readonly string[] = [];
    for (let cycle = 1; cycle <= cycles; cycle += 1) {
      await life.live({ milliseconds: seconds * busy * 1000, hours: (days * 24) / cycles });
      const { sample, findings } = await rest({
        world,
        milliseconds: seconds * (1 - busy) * 1000,
        twice: cycle === cycles,
      });
      unmoved = findings;
      samples.push({ ...sample, stories: life.stories, lived: life.lived, day: (days * cycle) / cycles });
      say(`  ${database}: ${lineOf(samples.at(-1)).join('  ')}`);
    }
    await world.stop();
    const findings = [
      ...life.findings,
      ...unmoved,
      ...findGrowth(samples, short ? maximumProcessor.short : maximumProcessor.usual),
      ...findTooManyNotices(await noticesOf(world)),
      ...(await world.auditFindings()),
    ];
    if (findings.length > 0) findings.push(`what the server wrote: ${await world.keepLog(`soak-${database}`)}`);
    return {
      ran: `${database}, ${days.toFixed(1)} days, ${life.stories} people`,
      findings,
      seconds: (performance.now() - begun) / 1000,
      details: [
        '',
        ...formatTable(heading, samples.map(lineOf)).split('\n'),
        `rows per person: ${rowsPerStory(samples)}`,
      ],
    };
  } finally {
    await world.remove();
  }
}

/** With an inspector, by which its garbage is collected before it is weighed. */
async function startInspected(world: World): Promise<void> {
  process.env.NODE_OPTIONS = '--inspect=127.0.0.1:0';
  try {
    await world.start();
  } finally {
    delete process.env.NODE_OPTIONS;
  }
}

interface LifeOptions {
  readonly random: SeededRandom;
  /** Whether timers go by the clock that jumps. */
  readonly timersFollow: boolean;
}

/** People, and the time that goes by. */
class Life {
  readonly #world: World;
  readonly #random: SeededRandom;
  readonly #timersFollow: boolean;
  readonly #unanswered = new Unanswered();
  /** Seconds by which the clock runs ahead. */
  #ahead = 0;
  #silent = 0;
  stories = 0;
  readonly findings: string[] = [];

  constructor(world: World, { random, timersFollow }: LifeOptions) {
    this.#world = world;
    this.#random = random;
    this.#timersFollow = timersFollow;
  }

  get lived(): Lived {
    return {
      helped: this.stories - this.#silent,
      silent: this.#silent,
      reminders: this.#timersFollow ? this.#unanswered.reminders : 0,
    };
  }

  /** Lets so much time go by in which people come, and resolves when the last of them has gone. */
  async live({ milliseconds, hours }: { readonly milliseconds: number; readonly hours: number }): Promise<void> {
    const end = performance.now() + milliseconds;
    const people: Promise<void>[] = [];
    const clock = (async () => {
      for (let jump = 0; jump < jumps; jump += 1) {
        await delay(milliseconds / (jumps + 1));
        this.#ahead += (hours / jumps) * 3600;
        await this.#world.clock.jump(Math.round(this.#ahead));
        this.#unanswered.clockShows(this.#world.now().getTime());
      }
    })();
    while (performance.now() < end) {
      this.stories += 1;
      people.push(this.stories % silent === 0 ? this.#doNotAnswer() : this.#beHelped());
      await delay(between * (0.5 + this.#random.next()));
    }
    await Promise.all([clock, ...people]);
  }

  async #beHelped(): Promise<void> {
    const login = this.#world.newLogin();
    const { stuck, falseClaims } = await playStory({ world: this.#world, login });
    for (const finding of [...(stuck === null ? [] : [stuck]), ...falseClaims])
      this.findings.push(`${login}: ${finding}`);
  }

  /** Is locked, sees it, and does nothing: the rest is up to the timers. */
  async #doNotAnswer(): Promise<void> {
    const { standIn } = this.#world;
    const login = this.#world.newLogin();
    this.#silent += 1;
    this.#unanswered.told(this.#world.now().getTime());
    await standIn.lock(login);
    for (let tries = 0; tries < 15; tries += 1) {
      const messages = await standIn.messages(login, { wait: 2000 });
      if (messages.some(({ message }) => isNotice(message))) return;
    }
    this.findings.push(`${login}: was never told of the lock`);
  }
}

interface RestOptions {
  readonly world: World;
  readonly milliseconds: number;
  /** Counts the rows before and after, too. */
  readonly twice: boolean;
}

/** Lets nothing happen, and measures. */
async function rest({ world, milliseconds, twice }: RestOptions) {
  await delay(settling);
  const before = twice ? await tablesOf(world) : undefined;
  const pid = world.seat.pid ?? 0;
  const [used, begun] = [processorSeconds(pid), performance.now()];
  await delay(Math.max(3000, milliseconds - settling));
  const processor = (100_000 * (processorSeconds(pid) - used)) / (performance.now() - begun);
  const sample = { processor, ...(await takeSample(world)) };
  const findings = Object.entries(sample.rows).flatMap(([table, rows]) =>
    before === undefined || rows === before.rows[table]
      ? []
      : [`table ${table}: from ${before.rows[table]} to ${rows} rows while nothing happened`],
  );
  return { sample, findings };
}

const heading = ['day', 'people', 'at rest', 'resident', 'heap', 'files', 'connections', 'database', 'rows'];

function lineOf(sample: SoakSample | undefined): readonly string[] {
  if (sample === undefined) return [];
  const { day, stories, processor, resident, heap, files, connections, size, rows } = sample;
  return [
    day.toFixed(1),
    String(stories),
    `${processor.toFixed(2)} %`,
    `${Math.round(resident)} MB`,
    `${heap.toFixed(1)} MB`,
    String(files),
    String(connections),
    `${Math.round(size)} MB`,
    String(Object.values(rows).reduce((sum, one) => sum + one, 0)),
  ];
}
