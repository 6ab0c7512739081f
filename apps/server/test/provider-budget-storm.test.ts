import {
  type AccountStatus,
  type Call,
  type ConnectContext,
  ConnectorError,
  defineIdentityConnector,
  RateLimitedError,
  UnavailableError,
} from '@access-account/contract';
import { fakeCall, fakeClock, fakeConfig, silentLogger } from '@access-account/testkit';
import { Metrics } from '../src/metrics.ts';
import type { Allowance } from '../src/registry/budget/bucket.ts';
import { ProviderBudgets, type ProviderBudgetsOptions } from '../src/registry/budget/provider-budgets.ts';
import { budgetedFetch } from '../src/registry/budgeted-fetch.ts';
import { guardedOperations } from '../src/registry/guarded-operations.ts';
import { outboundFetch } from '../src/registry/outbound-fetch.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';
import { fakeTime, settled } from './support/fake-time.ts';
import { onPostgres } from './support/fresh-data.ts';
import { limitedProvider } from './support/limited-provider.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await openTestDatabase();
}, 60_000);
afterAll(() => world.close());

const outbound = outboundFetch(() => true);
const never = new AbortController().signal;

const statusOf = (id: string): AccountStatus => ({
  account: { id, login: id, displayName: id, email: null, locale: null },
  standing: 'enabled',
  lock: null,
  password: { changedAt: null, expiresAt: null, mustChange: false },
  capabilities: { 'account.unlock': { able: true } },
});

/** A directory connector as somebody would write it: every operation asks the provider over the fetch it was given. */
function directory(url: string) {
  const ask = async (fetch: typeof globalThis.fetch, path: string, signal: AbortSignal) => {
    const response = await fetch(`${url}${path}`, { signal }).catch((cause) => {
      throw new UnavailableError({ system: 'Limited', summary: 'is down.', remedy: 'Wait.', cause });
    });
    await response.text();
    if (response.status === 429) {
      const retryAfter = Number(response.headers.get('retry-after')) * 1000;
      throw new RateLimitedError({ system: 'Limited', summary: 'asks for fewer calls.', remedy: 'Wait.', retryAfter });
    }
  };
  return defineIdentityConnector({
    specificationVersion: 'v1',
    kind: 'identity',
    id: 'limited',
    displayName: 'Limited Directory',
    config: fakeConfig,
    permissions: { 'account.find': [], 'account.read': [], 'account.unlock': [] },
    idempotency: { 'account.find': 'readback', 'account.read': 'readback', 'account.unlock': 'readback' },
    connect: async (_config, { fetch }: ConnectContext) => ({
      client: fetch,
      check: async () => [],
      close: async () => undefined,
    }),
    operations: (fetch: typeof globalThis.fetch) => ({
      'account.find': async ({ value }, { signal }) => {
        await ask(fetch, `/poll/${value}`, signal);
        return [];
      },
      'account.read': async ({ id }, { signal }) => {
        await ask(fetch, `/click/${id}`, signal);
        return statusOf(id);
      },
      // Three requests: read, write, read back.
      'account.unlock': async ({ id }, { signal }) => {
        for (const step of ['read', 'write', 'read-back']) await ask(fetch, `/${step}/${id}`, signal);
        return { changed: true, verified: true, system: 'Limited', account: { id } };
      },
    }),
  });
}

interface StormOptions {
  readonly name: string;
  /** Calls a second that the provider takes. */
  readonly calls: number;
  readonly tells?: boolean;
  readonly allowance: Allowance | null;
  /** From 0 to 1; what is under way when the provider tells that little is left must not be more than that. */
  readonly reserve?: number;
  readonly servers: number;
}

/** One provider, some servers, and one time for all of them. */
async function storm({ name, calls, tells = false, allowance, reserve = 0.2, servers }: StormOptions) {
  const clock = fakeClock('2026-01-15T09:00:00.000Z');
  const time = fakeTime();
  const provider = await limitedProvider({ calls, per: 1000, clock, tells });
  let underWay = 0;
  const count = async <T>(work: Promise<T>): Promise<T> => {
    underWay += 1;
    return work.finally(() => {
      underWay -= 1;
    });
  };
  const opened = await Promise.all(
    Array.from({ length: servers }, async (_, index) => {
      const database = index === 0 || !onPostgres ? world.database : await world.again();
      const counting: ProviderBudgetsOptions['database'] = {
        listen: (channel, listener) => database.listen(channel, listener),
        rows: (statement, parameters) => count(database.rows(statement, parameters)),
        transaction: (work) => count(database.transaction(work)),
      };
      const budgets = await ProviderBudgets.open({
        database: counting,
        logger: silentLogger,
        time,
        sharedClock: clock,
      });
      const budget = await budgets.of(name, allowance);
      const counted: typeof globalThis.fetch = (input, init) => count(outbound(input, init));
      const fetch = budgetedFetch({ fetch: counted, budget, reserve, rateLimitScope: 'system', clock, time });
      const definition = directory(provider.url);
      const { operations } = guardedOperations(definition as never, fetch, {
        system: name,
        atOnce: 32,
        budget,
        metrics: new Metrics(),
        time,
        mayChange: () => true,
      });
      return { budgets, operations };
    }),
  );
  const ask = (server: number, operation: string, input: unknown, actor: Call['actor']) =>
    opened[server % servers]?.operations[operation]?.(input, fakeCall({ actor, signal: never })) ??
    Promise.reject(new Error('No such operation.'));
  return {
    provider,
    poll: (server: number) => ask(server, 'account.find', { by: 'login', value: 'x' }, { kind: 'schedule' }),
    click: (server: number, id: string, operation = 'account.read') =>
      ask(server, operation, { id }, { kind: 'person', id }),
    /** Lets time pass in small steps, each of which ends when nothing is under way any more. */
    pass: async (milliseconds: number) => {
      for (let passed = 0; passed < milliseconds; passed += 100) {
        clock.advance(100);
        await time.advance(100);
        await quiet(() => underWay === 0);
      }
    },
    close: async () => {
      for (const { budgets } of opened) await budgets.close();
      await provider.close();
    },
  };
}

/** Nothing is under way, and nothing came of what was. */
async function quiet(isQuiet: () => boolean): Promise<void> {
  for (let calm = 0; calm < 3; ) {
    await settled();
    await world.database.rows('select 1');
    calm = isQuiet() ? calm + 1 : 0;
  }
}

interface Click {
  tries: number;
  served: boolean;
}

type Storm = Awaited<ReturnType<typeof storm>>;

/** What the road does with a click: what is put off is tried again, after the time that was said. */
function persistent({ click }: Storm, server: number, id: string) {
  const state: Click & { wait: number; trying: Promise<void> | undefined } = {
    tries: 0,
    served: false,
    wait: 0,
    trying: undefined,
  };
  return {
    state,
    passed: (milliseconds: number) => {
      state.wait -= milliseconds;
      if (state.served || state.trying !== undefined || state.wait > 0) return;
      state.tries += 1;
      state.trying = click(server, id)
        .then(() => {
          state.served = true;
        })
        .catch((error: unknown) => {
          if (!ConnectorError.isInstance(error) || error.code !== 'rate-limited') throw error;
          state.wait = (error as RateLimitedError).retryAfter;
        })
        .finally(() => {
          state.trying = undefined;
        });
    },
  };
}

/** Polls flood every server, and now and then somebody clicks, for so many seconds. */
async function flooded(one: Storm, { seconds, servers }: { readonly seconds: number; readonly servers: number }) {
  const clicks: ReturnType<typeof persistent>[] = [];
  const polls: Promise<unknown>[] = [];
  const polled = { ok: 0, refused: 0 };
  for (let tick = 0; tick < seconds * 10; tick += 1) {
    for (let server = 0; server < servers; server += 1) {
      for (let poll = 0; poll < 10; poll += 1) {
        const asked = one.poll(server).then(
          () => {
            polled.ok += 1;
          },
          (error: { code: string }) => {
            if (error.code !== 'rate-limited') throw error;
            polled.refused += 1;
          },
        );
        polls.push(asked);
      }
    }
    if (tick % 10 === 7) clicks.push(persistent(one, tick, `person-${tick}`));
    for (const click of clicks) click.passed(100);
    await one.pass(100);
  }
  for (let tick = 0; tick < 100 && clicks.some(({ state }) => !state.served); tick += 1) {
    for (const click of clicks) click.passed(100);
    await one.pass(100);
  }
  // What still waits for its turn gets it, or hears that it would wait too long.
  await one.pass(11_000);
  await Promise.all(polls);
  return { clicks: clicks.map(({ state }) => state), polled };
}

test('EC-31 a provider that refuses, and polls without end: every click is served, within a few tries', async () => {
  const one = await storm({ name: 'refusing', calls: 10, allowance: null, servers: 1 });
  const { clicks, polled } = await flooded(one, { seconds: 12, servers: 1 });
  expect(clicks).toHaveLength(12);
  for (const click of clicks) expect(click).toMatchObject({ served: true });
  expect(Math.max(...clicks.map(({ tries }) => tries))).toBeLessThanOrEqual(5);
  expect(polled.refused).toBeGreaterThan(polled.ok);
  // It was not asked in vain as often as the flood wanted: a wave at most each time it opened, then only knocks.
  const refused = one.provider.ledger.filter(({ served }) => !served).length;
  expect(refused).toBeLessThan(polled.refused / 2);
  await one.close();
});

test('EC-31 a provider that tells how much is left: polls leave the rest to people, and no click is refused', async () => {
  const one = await storm({ name: 'telling', calls: 100, tells: true, allowance: null, reserve: 0.5, servers: 1 });
  const { clicks } = await flooded(one, { seconds: 8, servers: 1 });
  for (const click of clicks) expect(click).toMatchObject({ served: true, tries: 1 });
  expect(one.provider.ledger.filter(({ path, served }) => path.startsWith('/click/') && !served)).toEqual([]);
  await one.close();
});

test('two servers that share a budget: the provider never has to refuse, and every click is served at the first try', async () => {
  const allowance = { calls: 20, per: 1000, reserve: 0.2 };
  const one = await storm({ name: 'shared', calls: 20, allowance, servers: 2 });
  const { clicks, polled } = await flooded(one, { seconds: 6, servers: 2 });
  for (const click of clicks) expect(click).toMatchObject({ served: true, tries: 1 });
  expect(one.provider.ledger.filter(({ served }) => !served)).toEqual([]);
  // And it is put to use.
  expect(polled.ok).toBeGreaterThan(60);
  await one.close();
});

test('every request counts, not only every operation: an unlock that asks three times pays three times', async () => {
  const allowance = { calls: 10, per: 1000, reserve: 0 };
  const one = await storm({ name: 'threefold', calls: 10, allowance, servers: 1 });
  const unlocks = Promise.all(
    Array.from({ length: 8 }, (_, index) => one.click(0, `person-${index}`, 'account.unlock')),
  );
  await one.pass(6000);
  await unlocks;
  expect(one.provider.ledger).toHaveLength(24);
  expect(one.provider.ledger.filter(({ served }) => !served)).toEqual([]);
  await one.close();
});
