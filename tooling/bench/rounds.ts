import { type BenchWorld, secret } from './bench-world.ts';
import { momentOf } from './chat-follower.ts';
import { referenceSubject, slackButtonPress } from './click-subject.ts';
import { countFaults } from './count-faults.ts';
import { type Helper, helpPeople, installed, type RoundSizes, words } from './helper.ts';
import { watchMachine } from './machine.ts';
import { type ClickPeople, measureClicks } from './measure-clicks.ts';
import { measureDrain } from './measure-drain.ts';
import { linesOf, type Reading } from './reading.ts';
import type { Reference } from './reference-process.ts';
import { warmUp } from './warm-up.ts';

export interface RoundsOptions {
  readonly world: BenchWorld;
  readonly rounds: number;
  /** More rounds, at most, where strangers disturbed some. */
  readonly spare: number;
  /** People per round, of the product on PostgreSQL and of bots. */
  readonly people: RoundSizes;
  /** People per round, of the product on the embedded database. */
  readonly fewer: RoundSizes;
  /** Clicks per round, of references that help nobody. */
  readonly clicks: RoundSizes;
  /** Milliseconds per round, of the embedded database alone. */
  readonly run: number;
  /** Whether whoever clicks alone waits until what the storm left behind is over. */
  readonly rested: boolean;
  readonly say: (line: string) => void;
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
    ...limits.map((limit) => warmUp((sizes) => measureClicks(limit, anybody(sizes)))),
    ...helpers.map((helper) => warmUp((sizes) => helpPeople(helper, sizes))),
    warmUp((_sizes, milliseconds) => insertsOf(embedded, milliseconds)),
  ]);

  const readings: Reading[] = [];
  const isWanted = (round: number) =>
    round <= options.rounds ||
    (round <= options.rounds + options.spare && linesOf(readings).some((line) => line.isDisturbed));
  for (let round = 1; isWanted(round); round += 1) {
    const progress = (what: string) => say(`… round ${round} of ${options.rounds}: ${what}`);
    progress('limits');
    for (const limit of limits) readings.push(...(await measureClicks(limit, anybody(options.clicks))));
    readings.push(await insertsOf(embedded, options.run));
    for (const helper of helpers) {
      progress(helper.subject.name);
      const people = helper.subject.name === 'embedded' ? options.fewer : options.people;
      readings.push(...(await helpPeople(helper, people, { rested: options.rested })));
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
  const replied = async (login: string) => momentOf(await world.follower.shown(login, words.unlocked));
  return {
    subject: referenceSubject({ name, reference, secret, replied }),
    directory,
    noticed: (login) => world.follower.shown(login, words.locked),
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

/** Logins for references that help nobody. */
let strangers = 0;
function anybody({ alone, crowd, storm }: RoundSizes): ClickPeople {
  const some = (count: number) => Array.from({ length: count }, () => `person-${++strangers}`);
  return { alone: some(alone), crowd: some(crowd), storm: some(storm) };
}
