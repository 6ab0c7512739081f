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
import { entraConfig } from '../src/entra-config.ts';
import { type EntraFake, type Exchange, startEntraFake } from '../src/fake/index.ts';
import { entraConnector } from '../src/index.ts';

const hour = 60 * 60_000;

const [units, reports, questions] = ['resource units', 'reports', 'requests, those in a batch one by one'];
/** What Microsoft lets through a minute: an app in a tenant of more than 500 people. */
const limits: Readonly<Record<string, number | null>> = {
  [units]: (8000 * 60) / 10,
  [reports]: (5 * 60) / 10,
  [questions]: null,
};

/** What Microsoft says a request costs: a base by its path, less for `$select` and a small `$top`, more for `$expand`. */
function unitsOf({ path, query }: Exchange): number {
  const base = path === '/users' || path.includes('/transitiveMemberOf') ? 2 : 1;
  const less = Number(query.has('$select')) + Number(query.has('$top') && Number(query.get('$top')) < 20);
  return Math.max(1, base - less + Number(query.has('$expand')));
}

/** A tenant of so many people; everything that was asked of it is counted. */
async function tenantOf(people: number) {
  const clock = fakeClock();
  const counted = new Map<string, number>();
  const told = { people: 0 };
  const count = (name: string, by: number) => counted.set(name, (counted.get(name) ?? 0) + by);
  const observe = (exchange: Exchange) => {
    count(questions, 1);
    if (exchange.path.startsWith('/reports/')) count(reports, 1);
    else count(units, unitsOf(exchange));
    const { value = [] } = exchange.answer as { readonly value?: readonly unknown[] };
    if (exchange.path.startsWith('/users')) told.people += value.length;
  };
  const fake = await startEntraFake({ clock, observe, limit: 1_000_000 });
  const { tenant } = fake;
  tenant.domains.push({ id: 'acme.test', authenticationType: 'Managed', passwordValidityPeriodInDays: 90 });
  const made = Array.from({ length: people }, (_, index) => {
    const login = `person-${index}@acme.test`;
    return tenant.addPerson({ login, email: login, displayName: login, password: 'Correct-Horse-1' });
  });
  const { client } = await entraConnector.connect(
    entraConfig.parse(fake.certificateConfig()),
    fakeContext({ name: 'entra', clock, fetch: boundedFetch }),
  );
  const operations = entraConnector.operations(client);
  const list = async (start: JsonValue) => {
    for (let cursor = start; ; ) {
      const page = await operations['account.list']({ cursor }, fakeCall());
      if (!page.more) return page.cursor;
      ({ cursor } = page);
    }
  };
  /** What an hour of looking costs, while nothing happens. */
  const anHour = async (start: JsonValue) => {
    let cursor = start;
    const spent = await spentBy(counted, async () => {
      for (let passed = 0; passed < hour; passed += defaultIntervals.list) {
        clock.advance(defaultIntervals.list);
        cursor = await list(cursor);
      }
    });
    return { spent, cursor };
  };
  return { clock, counted, told, fake, tenant, made, operations, list, anHour };
}

describe('what Graph is asked', () => {
  const opened: EntraFake[] = [];
  const world = async (people: number) => {
    const made = await tenantOf(people);
    opened.push(made.fake);
    return made;
  };
  afterEach(async () => void (await Promise.all(opened.splice(0).map((fake) => fake.close()))));

  test('PE-11 no look reads everybody: an hour of looking costs the same for 500 people and for 5,000, and tells of nobody', async () => {
    const costs = [];
    for (const people of [500, 5000]) {
      const { list, anHour, told } = await world(people);
      const listed = await list(null);
      told.people = 0;
      costs.push((await anHour(listed)).spent);
      expect(told.people).toBe(0);
    }
    expect(costs[1]).toEqual(costs[0]);
  });

  test('the table of costs is what 50,000 people cost', async () => {
    const { counted, tenant, made, operations, list, anHour } = await world(measuredPeople);
    let listed: JsonValue = null;
    const everybody = await spentBy(counted, async () => {
      listed = await list(null);
    });
    const mirror = await anHour(listed);
    for (const person of made.slice(0, measuredChanges)) tenant.setPassword(person, 'Another-Horse-2');
    const changed = await spentBy(counted, () => list(mirror.cursor));
    const { id, email } = made.at(-1) ?? { id: '', email: '' };
    const read = await spentBy(counted, () => operations['account.read']({ id }, fakeCall()));
    const found = await spentBy(counted, () =>
      operations['account.find']({ by: 'email', value: email ?? '' }, fakeCall()),
    );

    const minutes = hour / 60_000;
    const rows = Object.entries(limits).map(([name, limit]) => {
      const count = (spent: Spent) => spent.get(name) ?? 0;
      const atRest = count(mirror.spent) / minutes;
      return [
        name,
        limit === null ? '' : `${limit}`,
        shown(atRest),
        limit === null ? '' : shareOf(atRest, limit),
        ...[everybody, changed, read, found].map((spent) => shown(count(spent))),
      ];
    });
    const heading = [
      'counted by Microsoft as',
      'lets through a minute',
      'mirror, a minute',
      'of the limit',
      'everybody, once a night',
      '500 changed',
      'one person read',
      'one person found',
    ];
    const { documented, measured } = documentedTable({ page: providerCosts, name: 'Entra ID', heading, rows });
    expect(documented).toBe(measured);
  }, 60_000);
});
