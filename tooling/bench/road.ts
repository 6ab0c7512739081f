import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Postgres } from '../real-servers/postgres.ts';
import { type ServerProcess, sandboxConfiguration, startServer, temporaryDirectory } from '../testing/index.ts';
import { abreast, Person, strewn } from './crowd.ts';
import { cpuSeconds, residentMegabytes, watchMachine } from './machine.ts';
import { enough, type Measurement, measurement } from './report.ts';

export interface RoadBenchOptions {
  /** Undefined: the embedded database. */
  readonly postgres: Postgres | undefined;
  readonly quick: boolean;
  readonly say: (line: string) => void;
}

const open = 32;
/** Milliseconds between two polls: what `npm start` uses. */
const pollEvery = 1000;
/** Milliseconds: what the issue of the main road promises. */
const noticeWithin = 2000;
const confirmedWithin = 300;
const readyWithin = 2000;
const memoryWithin = { embedded: 500, postgres: 200 };

/** The main road on one database, with the real server in a process of its own. */
export async function benchRoad(options: RoadBenchOptions): Promise<readonly Measurement[]> {
  return [...(await people(options)), ...(await starts(options))];
}

/** What people feel: notice, acknowledgement, confirmation. */
async function people({ postgres, quick, say }: RoadBenchOptions): Promise<readonly Measurement[]> {
  const database = postgres === undefined ? 'embedded' : 'postgres';
  const one = Array.from({ length: quick ? 40 : enough }, (_, index) => `one-${index}`);
  const many = Array.from({ length: quick ? 64 : 320 }, (_, index) => `many-${index}`);
  say(`… ${database}: ${one.length + many.length} people move into the sandbox`);
  const installation = await install({ postgres, name: 'people', people: [...one, ...many] });
  const server = await installation.start();
  const everybody: Person[] = [];
  const arrive = async (login: string) => {
    const person = await Person.arrive(server.url, login);
    everybody.push(person);
    return person;
  };
  try {
    await healthy(server.url);
    say(`… ${database}: wrong password → notice, ${one.length} people`);
    const singles = await abreast(one, { at: 4, work: arrive });
    const duringNotices = watchMachine();
    const notices = await strewn(singles, {
      every: 250,
      work: async (person) => {
        const sent = await person.mistype();
        return (await person.notice()) - sent;
      },
    });
    const noticed = duringNotices();

    say(`… ${database}: click → confirmation, one at a time`);
    const duringClicks = watchMachine();
    const clicks = await abreast(singles, {
      at: 1,
      work: async (person) => {
        const times = await person.pressYes();
        await delay(50);
        return times;
      },
    });
    const clicked = duringClicks();

    say(`… ${database}: click → confirmation, ${open} open`);
    const crowd = await abreast(many, { at: 4, work: arrive });
    await abreast(crowd, { at: 4, work: (person) => person.mistype() });
    await abreast(crowd, { at: open, work: (person) => person.notice() });
    const duringStorm = watchMachine();
    const begun = performance.now();
    const storm = await abreast(crowd, { at: open, work: (person) => person.pressYes() });
    const seconds = (performance.now() - begun) / 1000;
    const stormed = duringStorm();
    // Fast and wrong is not fast: everybody who was told so can sign in.
    await abreast(everybody, { at: 4, work: (person) => person.signIn() });

    const ms = { database, unit: 'ms' } as const;
    return [
      measurement({
        ...ms,
        measure: `wrong password → notice (poll ${pollEvery / 1000} s)`,
        samples: notices,
        target: { of: 'p99', limit: noticeWithin },
        machine: noticed,
      }),
      measurement({
        ...ms,
        measure: 'click → confirmation, 1 open',
        samples: clicks.map(({ confirmed }) => confirmed),
        target: { of: 'p95', limit: confirmedWithin },
        machine: clicked,
      }),
      measurement({
        ...ms,
        measure: 'click → acknowledged, 1 open',
        samples: clicks.map(({ acknowledged }) => acknowledged),
        machine: clicked,
      }),
      measurement({
        ...ms,
        measure: `click → confirmation, ${open} open`,
        samples: storm.map(({ confirmed }) => confirmed),
        machine: stormed,
      }),
      measurement({
        ...ms,
        measure: `click → acknowledged, ${open} open`,
        samples: storm.map(({ acknowledged }) => acknowledged),
        machine: stormed,
      }),
      measurement({
        database,
        unit: '/s',
        measure: `unlock and reply, ${open} open, ${storm.length} people`,
        samples: [storm.length / seconds],
        machine: stormed,
      }),
    ];
  } finally {
    for (const person of everybody) person.leave();
    await server.stop();
    await installation.remove();
  }
}

/** What an operator sees: how soon it is ready, how much memory and processor it takes while nothing happens. */
async function starts({ postgres, quick, say }: RoadBenchOptions): Promise<readonly Measurement[]> {
  const database = postgres === undefined ? 'embedded' : 'postgres';
  const installation = await install({ postgres, name: 'starts', people: ['alex', 'sam', 'kim'] });
  try {
    await (await installation.start()).stop();
    say(`… ${database}: server start to ready, on a database that exists`);
    const starting = watchMachine();
    const ready: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const begun = performance.now();
      const server = await installation.start();
      ready.push(performance.now() - begun);
      await server.stop();
    }
    const started = starting();

    const seconds = quick ? 10 : 60;
    say(`… ${database}: memory and processor, idle for ${seconds} s`);
    const server = await installation.start();
    const idling = watchMachine();
    await delay((seconds * 1000) / 2);
    const [half, at] = [cpuSeconds(server.pid), performance.now()];
    await delay((seconds * 1000) / 2);
    const processor = (100 * (cpuSeconds(server.pid) - half)) / ((performance.now() - at) / 1000);
    const resident = residentMegabytes(server.pid);
    const idle = idling();
    await server.stop();
    return [
      measurement({
        database,
        unit: 'ms',
        measure: 'server start → ready, database exists',
        samples: ready,
        target: { of: 'p50', limit: readyWithin },
        machine: started,
      }),
      measurement({
        database,
        unit: 'MB',
        measure: `memory ${seconds} s after ready, reopened`,
        samples: [resident],
        target: { of: 'p50', limit: memoryWithin[database] },
        machine: idle,
      }),
      measurement({
        database,
        unit: '%',
        measure: `processor while idle, of one core, ${seconds / 2} s`,
        samples: [processor],
        machine: idle,
      }),
    ];
  } finally {
    await installation.remove();
  }
}

/** Waits until every connector is connected: so many people take the sandbox longer than one try to connect. */
async function healthy(url: string): Promise<void> {
  const deadline = performance.now() + 180_000;
  for (;;) {
    const { status } = (await (await fetch(`${url}/readyz`)).json()) as { status: string };
    if (status === 'ready') return;
    if (performance.now() > deadline) throw new Error(`The server is still ${status}.`);
    await delay(500);
  }
}

interface InstallOptions {
  readonly postgres: Postgres | undefined;
  readonly name: string;
  readonly people: readonly string[];
}

/** A place for a server: it can be started there again and again. One wrong password locks. */
async function install({ postgres, name, people: logins }: InstallOptions) {
  const directory = temporaryDirectory();
  const configuration = sandboxConfiguration({
    people: logins,
    lockAfter: 1,
    pollEvery: `${pollEvery}ms`,
    // The references end with the unlock, too: nobody is followed through, whom they do not follow either.
    tellsSignIns: false,
    // Many are locked at once here, and each of them is to be told.
    more: 'policies: { attackMode: { enabled: false } }',
  });
  const address = await postgres?.createDatabase(`bench_${name}`);
  const environment: Record<string, string> = address === undefined ? {} : { DATABASE_URL: address };
  return {
    start: (): Promise<ServerProcess> => startServer({ configuration, directory, environment }),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
