import type { JsonValue } from '@access-account/contract';
import { boundedFetch, fakeCall, fakeClock, fakeContext } from '@access-account/testkit';
import { documentedTable } from '../../../tooling/testing/documented-table.ts';
import {
  defaultIntervals,
  measuredChanges,
  measuredPeople,
  providerCosts,
  type Spent,
  shareOf,
  shown,
  spentBy,
} from '../../../tooling/testing/provider-costs.ts';
import { type Exchange, type OktaFake, startOktaFake } from '../src/fake/index.ts';
import { oktaConnector } from '../src/index.ts';
import { oktaConfig } from '../src/okta-config.ts';

const hour = 60 * 60_000;

/** How Okta counts a request, with what it lets through a minute: in an Enterprise organisation, and for workforce identity. */
const buckets = {
  '`GET /api/v1/users`': [600, 600],
  '`GET /api/v1/users/{id}`': [1000, 2000],
  '`GET /api/v1/logs`': [50, 120],
  'everything else below `/api/v1`': [600, 1200],
} as const;
type Bucket = keyof typeof buckets;

function bucketOf({ path }: Exchange): Bucket {
  if (path === '/api/v1/users') return '`GET /api/v1/users`';
  if (path === '/api/v1/logs') return '`GET /api/v1/logs`';
  return /^\/api\/v1\/users\/[^/]+$/.test(path) ? '`GET /api/v1/users/{id}`' : 'everything else below `/api/v1`';
}

/** An organisation of so many people, all in one group that a password policy names; everything that was asked of it is counted. */
async function organisationOf(people: number) {
  const clock = fakeClock();
  const counted = new Map<string, number>();
  const told = { people: 0 };
  const observe = (exchange: Exchange) => {
    if (exchange.path === '/oauth2/v1/token') return;
    const bucket = bucketOf(exchange);
    counted.set(bucket, (counted.get(bucket) ?? 0) + 1);
    if (Array.isArray(exchange.answer) && exchange.path === '/api/v1/users') told.people += exchange.answer.length;
  };
  // Members of groups come a thousand to a page; of users the connector asks for 200, which is Okta's most.
  const fake = await startOktaFake({ clock, observe, pageSize: 1000, limit: 1_000_000 });
  const { organisation } = fake;
  const group = organisation.addGroup();
  const lasting = { autoUnlockMinutes: 0, maxAttempts: 5 };
  organisation.setPolicies([{ name: 'staff', maxAgeDays: 60, groups: [group], ...lasting }], { maxAgeDays: 0 });
  const made = Array.from({ length: people }, (_, index) => {
    const login = `person-${index}@acme.test`;
    const person = organisation.addPerson({ login, email: login, displayName: login, password: 'Correct-Horse-1' });
    person.groups.add(group);
    return person;
  });
  clock.advance(hour);
  const { client } = await oktaConnector.connect(
    oktaConfig.parse(fake.appConfig()),
    fakeContext({ name: 'okta', clock, fetch: boundedFetch }),
  );
  const operations = oktaConnector.operations(client);

  const poll = async (start: JsonValue) => {
    for (let cursor = start; ; ) {
      const page = await operations['lockout.poll']({ cursor }, fakeCall());
      if (!page.more) return page.cursor;
      ({ cursor } = page);
    }
  };
  const list = async (start: JsonValue) => {
    for (let cursor = start; ; ) {
      const page = await operations['account.list']({ cursor }, fakeCall());
      if (!page.more) return page.cursor;
      ({ cursor } = page);
    }
  };
  /** What an hour of looking costs, while nothing happens. */
  const anHour = async (every: number, look: (cursor: JsonValue) => Promise<JsonValue>, start: JsonValue) => {
    let cursor = start;
    const spent = await spentBy(counted, async () => {
      for (let passed = 0; passed < hour; passed += every) {
        clock.advance(every);
        cursor = await look(cursor);
      }
    });
    return { spent, cursor };
  };
  return { clock, counted, told, fake, organisation, made, operations, poll, list, anHour };
}

describe('what Okta is asked', () => {
  const opened: OktaFake[] = [];
  const world = async (people: number) => {
    const made = await organisationOf(people);
    opened.push(made.fake);
    return made;
  };
  afterEach(async () => void (await Promise.all(opened.splice(0).map((fake) => fake.close()))));

  test('LN-4 no poll reads everybody: an hour of looking costs the same for 500 people and for 5,000, and tells of nobody', async () => {
    const costs = [];
    for (const people of [500, 5000]) {
      const { poll, list, anHour, told } = await world(people);
      const [watched, listed] = [await poll(null), await list(null)];
      told.people = 0;
      const watch = await anHour(defaultIntervals.poll, poll, watched);
      const mirror = await anHour(defaultIntervals.list, list, listed);
      expect(told.people).toBe(0);
      costs.push({ watch: watch.spent, mirror: mirror.spent });
    }
    expect(costs[1]).toEqual(costs[0]);
  });

  test('the table of costs is what 50,000 people cost', async () => {
    const { clock, counted, organisation, made, operations, poll, list, anHour } = await world(measuredPeople);
    let listed: JsonValue = null;
    const everybody = await spentBy(counted, async () => {
      listed = await list(null);
    });
    const watch = await anHour(defaultIntervals.poll, poll, await poll(null));
    const mirror = await anHour(defaultIntervals.list, list, listed);
    clock.advance(defaultIntervals.list);
    for (const person of made.slice(0, measuredChanges)) organisation.setPassword(person, 'Another-Horse-2');
    const changed = await spentBy(counted, () => list(mirror.cursor));
    const lockOf = (person: (typeof made)[number]) => {
      organisation.setStatus(person, 'LOCKED_OUT');
      organisation.log('user.account.lock', person);
    };
    // Not the look of every five minutes.
    let cursor = await poll(watch.cursor);
    clock.advance(defaultIntervals.poll);
    for (const person of made.slice(0, 1)) lockOf(person);
    const one = await spentBy(counted, async () => {
      cursor = await poll(cursor);
    });
    for (const person of made.slice(1, measuredChanges + 1)) lockOf(person);
    const many = await spentBy(counted, () => poll(cursor));
    const id = made.at(-1)?.id ?? '';
    const read = await spentBy(counted, () => operations['account.read']({ id }, fakeCall()));
    const found = await spentBy(counted, () =>
      operations['account.find']({ by: 'email', value: made.at(-1)?.email ?? '' }, fakeCall()),
    );

    const minutes = hour / 60_000;
    const rows = Object.entries(buckets).map(([bucket, [enterprise, workforce]]) => {
      const count = (spent: Spent) => spent.get(bucket) ?? 0;
      const atRest = (count(watch.spent) + count(mirror.spent)) / minutes;
      return [
        bucket,
        `${enterprise} · ${workforce}`,
        shown(count(watch.spent) / minutes),
        shown(count(mirror.spent) / minutes),
        shareOf(atRest, enterprise),
        ...[everybody, changed, one, many, read, found].map((spent) => shown(count(spent))),
      ];
    });
    const heading = [
      'counted by Okta as',
      'lets through a minute',
      'lockout watch, a minute',
      'mirror, a minute',
      'of the smaller limit',
      'everybody, once a night',
      '500 changed',
      'one locked',
      '500 locked at once',
      'one person read',
      'one person found',
    ];
    const { documented, measured } = documentedTable({ page: providerCosts, name: 'Okta', heading, rows });
    expect(documented).toBe(measured);
  }, 60_000);
});
