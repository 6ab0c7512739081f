import type { BenchDirectory } from './bench-directory.ts';
import { type BenchWorld, secret } from './bench-world.ts';
import { momentOf } from './chat-follower.ts';
import { type ClickSubject, referenceSubject, slackButtonPress } from './click-subject.ts';
import { countFaults } from './count-faults.ts';
import { watchMachine } from './machine.ts';
import { type ClickPeople, measureClicks } from './measure-clicks.ts';
import { measureDrain } from './measure-drain.ts';
import type { Product } from './product.ts';
import type { Reading, Subject } from './reading.ts';
import type { Reference } from './reference-process.ts';

export interface RoundSizes {
  readonly alone: number;
  readonly crowd: number;
  readonly storm: number;
}

export interface RoundsOptions {
  readonly world: BenchWorld;
  readonly rounds: number;
  /** People per round, of the product on PostgreSQL and of bots. */
  readonly people: RoundSizes;
  /** People per round, of the product on the embedded database. */
  readonly fewer: RoundSizes;
  /** Clicks per round, of references that help nobody. */
  readonly clicks: RoundSizes;
  /** Milliseconds per round, of the embedded database alone. */
  readonly run: number;
  readonly say: (line: string) => void;
}

/** Before the first round, so that everybody is warm. Its readings are forgotten. */
const warmUp: RoundSizes = { alone: 5, crowd: 40, storm: 35 };
const locked = 'Shall I unlock it?';
const unlocked = 'is unlocked';

/** Somebody who helps people of a directory. */
interface Helper {
  readonly subject: ClickSubject;
  readonly directory: BenchDirectory;
  /** Resolves when this person was told of the lock; undefined where nobody is told. */
  readonly noticed?: (login: string) => Promise<unknown>;
  readonly product?: Product;
  /** Everybody who clicked. */
  readonly clicked: string[];
}

/** Storms and clicks, round by round, the product and everything it is compared with side by side. */
export async function rounds(options: RoundsOptions): Promise<readonly Reading[]> {
  const { world, say } = options;
  say('… everybody starts: references, and the product in three ways to run');
  const limits = await Promise.all(
    (['limit-hmac', 'limit-durable-step'] as const).map(async (name) => {
      const reference = await world.reference(name, await world.directory());
      return referenceSubject({ name, reference, secret });
    }),
  );
  const embedded = await world.reference('limit-pglite-insert', await world.directory());
  const helpers = await Promise.all([
    durableBot(world),
    homemadeBot(world),
    installed(world, { name: 'postgres', kind: 'postgres' }),
    installed(world, { name: 'postgres, 2 processes', kind: 'postgres', processes: 2 }),
    installed(world, { name: 'embedded', kind: 'embedded' }),
  ]);
  say('… warming up');
  await Promise.all([
    ...limits.map((limit) => measureClicks(limit, anybody(warmUp))),
    ...helpers.map((helper) => help(helper, warmUp)),
  ]);

  const readings: Reading[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    const progress = (what: string) => say(`… round ${round} of ${options.rounds}: ${what}`);
    progress('limits');
    for (const limit of limits) readings.push(...(await measureClicks(limit, anybody(options.clicks))));
    readings.push(await insertsOf(embedded, options.run));
    for (const helper of helpers) {
      progress(helper.subject.name);
      readings.push(...(await help(helper, helper.subject.name === 'embedded' ? options.fewer : options.people)));
    }
  }

  say('… who was lost, told twice or left locked');
  for (const { subject, directory, product, clicked } of helpers) {
    if (product === undefined) continue;
    const during = watchMachine();
    await measureDrain(subject);
    const faults = await countFaults({ world, directory, clicked });
    for (const fault of faults) say(`✗ ${subject.name}: ${fault}`);
    readings.push({
      subject: subject.name,
      figure: 'clicks lost, doubled or left locked',
      unit: '',
      value: faults.length,
      n: clicked.length,
      machine: during(),
    });
    await product.stop();
  }
  return readings;
}

async function durableBot(world: BenchWorld): Promise<Helper> {
  const directory = await world.directory();
  const name = 'limit-durable-bot';
  const reference = await world.reference(name, directory);
  const replied = async (login: string) => momentOf(await world.follower.shown(login, unlocked));
  return {
    subject: referenceSubject({ name, reference, secret, replied }),
    directory,
    noticed: (login) => world.follower.shown(login, locked),
    clicked: [],
  };
}

async function homemadeBot(world: BenchWorld): Promise<Helper> {
  const directory = await world.directory();
  const name = 'peer-homemade-bot';
  const reference = await world.reference(name, directory);
  const slack = { body: slackButtonPress, contentType: 'application/x-www-form-urlencoded' };
  const replied = (login: string) => world.sink.next(login);
  return { subject: referenceSubject({ name, reference, secret, replied, ...slack }), directory, clicked: [] };
}

async function installed(
  world: BenchWorld,
  { name, ...how }: { readonly name: Subject; readonly kind: 'postgres' | 'embedded'; readonly processes?: number },
): Promise<Helper> {
  const directory = await world.directory();
  const product = await world.product({ directory, ...how });
  await product.start();
  await directory.countFromNow();
  return {
    subject: productSubject({ name, product, world }),
    directory,
    product,
    noticed: (login) => world.follower.shown(login, locked),
    clicked: [],
  };
}

export interface ProductSubjectOptions {
  readonly name: Subject;
  readonly product: Product;
  readonly world: BenchWorld;
}

export function productSubject({ name, product, world: { follower } }: ProductSubjectOptions): ClickSubject {
  return {
    name,
    click: (login) => product.click(login, follower.tokenOf(login, 'Yes')),
    replied: async (login) => momentOf(await follower.shown(login, unlocked)),
    finishedEffects: () => product.finishedEffects(),
  };
}

/** A storm of locks, and the clicks of all who were told. */
async function help({ subject, directory, noticed, clicked }: Helper, sizes: RoundSizes): Promise<readonly Reading[]> {
  const people = await directory.recruit(sizes.alone + sizes.crowd + sizes.storm);
  clicked.push(...people);
  const during = watchMachine();
  const begun = performance.now();
  await directory.lock(people);
  const storm: Reading[] = [];
  if (noticed !== undefined) {
    await Promise.all(people.map(noticed));
    const seconds = (performance.now() - begun) / 1000;
    storm.push({
      subject: subject.name,
      figure: 'storm: accounts told',
      unit: '/s',
      value: people.length / seconds,
      n: people.length,
      machine: during(),
    });
  }
  return [...storm, ...(await measureClicks(subject, split(people, sizes)))];
}

async function insertsOf(reference: Reference, milliseconds: number): Promise<Reading> {
  const during = watchMachine();
  const { times, seconds } = await reference.run({ milliseconds, pause: 0 });
  const value = times / seconds;
  return {
    subject: 'limit-pglite-insert',
    figure: 'committed inserts',
    unit: '/s',
    value,
    n: times,
    machine: during(),
  };
}

function split(people: readonly string[], { alone, crowd }: RoundSizes): ClickPeople {
  return {
    alone: people.slice(0, alone),
    crowd: people.slice(alone, alone + crowd),
    storm: people.slice(alone + crowd),
  };
}

/** Logins for references that help nobody. */
let strangers = 0;
function anybody({ alone, crowd, storm }: RoundSizes): ClickPeople {
  const some = (count: number) => Array.from({ length: count }, () => `person-${++strangers}`);
  return { alone: some(alone), crowd: some(crowd), storm: some(storm) };
}
