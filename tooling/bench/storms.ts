import { setTimeout as delay } from 'node:timers/promises';
import type { BenchWorld } from './bench-world.ts';
import { momentOf } from './chat-follower.ts';
import { installed, words } from './helper.ts';
import { residentMegabytes, watchMachine } from './machine.ts';
import type { Product } from './product.ts';
import type { Reading } from './reading.ts';

export interface StormsOptions {
  readonly world: BenchWorld;
  /** Locks in half a minute. */
  readonly locks: number;
  /** Lockouts that one poll finds. */
  readonly found: number;
  readonly say: (line: string) => void;
}

/** Seconds in which the storm comes. */
const seconds = 30;
/** Milliseconds that the telling of a flood is watched: all of it would take longer than it tells. */
const watched = 60_000;
/** Milliseconds in which all of it must have entered. */
const patience = 10 * 60_000;
/** A time as OpenLDAP writes it. */
const written = (time: Date) => `${time.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;

/** A storm that goes on for half a minute, and a flood that one poll finds, on both databases. */
export async function storms({ world, locks, found, say }: StormsOptions): Promise<readonly Reading[]> {
  const readings: Reading[] = [];
  for (const kind of ['postgres', 'embedded'] as const) {
    const { directory, product, noticed } = await installed(world, { name: kind, kind });
    say(`… ${kind}: ${locks} locks in ${seconds} s`);
    const people = await directory.recruit(locks);
    const during = watchMachine();
    await directory.lock(people, locks / seconds);
    const over = performance.now();
    await Promise.all(people.map((login) => noticed?.(login)));
    const value = (performance.now() - over) / 1000;
    readings.push({
      subject: kind,
      figure: 'storm of 30 s: until all were told',
      unit: 's',
      value,
      n: locks,
      machine: during(),
    });
    await product?.stop();
  }
  readings.push(...(await attack({ world, locks, say })));
  for (const kind of ['postgres', 'embedded'] as const) readings.push(...(await flood({ world, found, kind, say })));
  return readings;
}

/** The same storm as an organisation meets it: many people locked at once are one incident. */
async function attack({ world, locks, say }: Omit<StormsOptions, 'found'>): Promise<readonly Reading[]> {
  say(`… postgres, attack mode: ${locks} locks in ${seconds} s`);
  const kind = 'postgres';
  const directory = await world.directory();
  const [operator = '', ...people] = await directory.recruit(locks + 1);
  const product = await world.product({ kind, directory, operator, policies: { attackMode: { enabled: true } } });
  await product.start();
  const during = watchMachine();
  const begun = performance.now();
  const alarmed = world.follower.shown(operator, 'Many people are being locked out at once').then(momentOf);
  let told = 0;
  for (const login of people) void world.follower.shown(login, words.locked).then(() => (told += 1));
  await directory.lock(people, locks / seconds);
  const alarm = await alarmed;
  const deadline = performance.now() + watched;
  while ((await enteredLockouts(product)) < locks && performance.now() < deadline) await delay(250);
  const entered = performance.now();
  // Whoever is told was told by then, and nobody may be told after.
  await delay(5000);
  const common = { subject: kind, n: locks, machine: during() } as const;
  await product.remove();
  return [
    { ...common, figure: 'attack mode: until the operators were told', unit: 's', value: (alarm - begun) / 1000 },
    { ...common, figure: 'attack mode: until all were entered', unit: 's', value: (entered - begun) / 1000 },
    { ...common, figure: 'attack mode: people told', unit: '', value: told },
  ];
}

interface FloodOptions extends Omit<StormsOptions, 'locks'> {
  readonly kind: 'postgres' | 'embedded';
}

async function flood({ world, found, kind, say }: FloodOptions): Promise<readonly Reading[]> {
  say(`… ${kind}: ${found} people are locked before it starts`);
  const directory = await world.directory();
  // Just now: nobody is told of old locks.
  const people = await directory.recruit(found, written(new Date()));
  const product = await world.product({ kind, directory });
  const during = watchMachine();
  const begun = performance.now();
  await product.start();
  let told = 0;
  for (const login of people) void world.follower.shown(login, words.locked).then(() => (told += 1));
  const since = () => performance.now() - begun;
  let rate = Number.NaN;
  while (Number.isNaN(rate) || (await enteredLockouts(product)) < found) {
    await delay(250);
    if (Number.isNaN(rate) && (told === found || since() > watched)) rate = told / (since() / 1000);
    if (since() > patience)
      throw new Error(`${kind}: ${await enteredLockouts(product)} of ${found} locks are entered.`);
  }
  const entered = since() / 1000;
  const common = { subject: kind, n: found, machine: during() };
  const memory = residentMegabytes(product.pids[0] ?? 0);
  await product.remove();
  if (rate === 0) throw new Error(`${kind}: ${found} people were locked, and nobody was told.`);
  return [
    { ...common, figure: 'one poll: until all were entered', unit: 's', value: entered },
    { ...common, figure: 'one poll: accounts told', unit: '/s', value: rate },
    { ...common, figure: 'one poll: memory', unit: 'MB', value: memory },
  ];
}

/** How many lockouts are stored. */
async function enteredLockouts({ url }: Pick<Product, 'url'>): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^access_account_events_received_total\{.*status="detected".*\} (\d+)$/m.exec(metrics)?.[1] ?? 0);
}
