import { startOktaFake } from '../../packages/identity-okta/src/fake/index.ts';
import { percentile } from '../testing/index.ts';
import type { BenchWorld } from './bench-world.ts';
import { momentOf } from './chat-follower.ts';
import { strewn } from './crowd.ts';
import { words } from './helper.ts';
import { watchMachine } from './machine.ts';
import type { Reading } from './reading.ts';

export interface PushesOptions {
  readonly world: BenchWorld;
  readonly people: number;
  /** Milliseconds between two people, on average. */
  readonly every: number;
  readonly say: (line: string) => void;
}

/** Lets everything be looked at by the hook alone. */
const never = '1d';
const hookSecret = 'what the event hook and the product both know';

const ways = [
  { subject: 'postgres', kind: 'postgres' },
  { subject: 'postgres, 2 processes', kind: 'postgres', processes: 2 },
  { subject: 'embedded', kind: 'embedded' },
] as const;

/** How long somebody waits until they hear of their lock where the provider, a stand-in of Okta, calls when it happens. */
export async function pushes({ world, people, every, say }: PushesOptions): Promise<readonly Reading[]> {
  const readings: Reading[] = [];
  for (const { subject, ...how } of ways) {
    const okta = await startOktaFake({ clock: { now: () => new Date() } });
    const { organisation } = okta;
    const directory = await world.directory();
    const connector = {
      package: '@access-account/identity-okta',
      poll: { every: never },
      config: { ...okta.appConfig(), hookSecret },
    };
    const identities = { connectors: { okta: connector }, withDirectory: false };
    const product = await world.product({ ...how, directory, identities });
    await product.start();
    await okta.addEventHook({ url: `${product.url}/connectors/okta/hook`, secret: hookSecret, fetch });
    say(`… ${subject}: lock to notice, called by a hook`);
    const everybody = (await directory.recruit(people + 5)).map((login) =>
      organisation.addPerson({ login, email: `${login}@acme.test`, displayName: login, password: 'right' }),
    );
    const told = async (person: (typeof everybody)[number]) => {
      while (person.status === 'ACTIVE') organisation.signIn(person.login, 'wrong');
      const locked = performance.now();
      return momentOf(await world.follower.shown(person.login, words.locked)) - locked;
    };
    // The first ones make everybody warm.
    await strewn(everybody.slice(0, 5), { every, work: told });
    const during = watchMachine();
    const waits = await strewn(everybody.slice(5), { every, work: told });
    const common = { subject, unit: 'ms', n: people, machine: during() } as const;
    readings.push({ ...common, figure: 'lock to notice, called by a hook, p50', value: percentile(waits, 0.5) });
    readings.push({ ...common, figure: 'lock to notice, called by a hook, p99', value: percentile(waits, 0.99) });
    await product.stop();
    await okta.close();
  }
  return readings;
}
