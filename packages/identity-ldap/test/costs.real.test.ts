import type { Clock, JsonValue } from '@access-account/contract';
import { fakeCall, fakeClock } from '@access-account/testkit';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { type LdapCounter, startLdapCounter } from '../../../tooling/real-servers/ldap-counter.ts';
import { missingForSamba, startSamba } from '../../../tooling/real-servers/samba.ts';
import { missingForSlapd, startSlapd } from '../../../tooling/real-servers/slapd.ts';
import { documentedTable } from '../../../tooling/testing/documented-table.ts';
import {
  defaultIntervals,
  measuredPeople,
  providerCosts,
  type Spent,
  shown,
  spentBy,
} from '../../../tooling/testing/provider-costs.ts';
import { connected } from './connected.ts';
import { freshPerson } from './fresh-person.ts';
import { listToTheEnd } from './list-to-the-end.ts';
import { sambaWorld } from './samba-world.ts';
import { slapdWorld } from './slapd-world.ts';
import { until } from './until.ts';

const hour = 60 * 60_000;
/** Entries to a page, and people who fill one together with the few accounts that a directory begins with. */
const page = 500;
const aPageful = 490;

type Person = ReturnType<typeof freshPerson>;

interface CostlyDirectory {
  readonly name: 'OpenLDAP' | 'Active Directory';
  /** Where it listens, in clear. */
  readonly url: string;
  configFor(url: string): unknown;
  createUsers(users: readonly (Person & { readonly manager?: string })[]): Promise<void>;
  failSignIns(login: string, times: number): Promise<void>;
}

/** People of whom everybody has another manager. */
async function recruit(directory: CostlyDirectory, count: number): Promise<readonly Person[]> {
  const people = Array.from({ length: count }, () => freshPerson());
  const led = people.map((person, index) => {
    const manager = people[index - 1]?.login;
    return manager === undefined ? person : { ...person, manager };
  });
  await directory.createUsers(led);
  return people;
}

async function measure(directory: CostlyDirectory, counter: LdapCounter): Promise<void> {
  const { counted } = counter;
  const config = directory.configFor(counter.url);
  const clock = fakeClock();
  const open = (at: Clock) => connected(config, at);
  const anHour = async (every: number, start: JsonValue, look: (cursor: JsonValue) => Promise<JsonValue>) => {
    let cursor = start;
    return spentBy(counted, async () => {
      for (let passed = 0; passed < hour; passed += every) {
        clock.advance(every);
        cursor = await look(cursor);
      }
    });
  };

  /** Everything that depends on how many there are. */
  const round = async () => {
    // Whoever was created just now is told by the next look; this is about days on which nobody changes.
    clock.set(new Date(Date.now() + hour));
    await using directory = await open(clock);
    let listed: JsonValue = null;
    const everybody = await spentBy(counted, async () => {
      ({ cursor: listed } = await listToTheEnd(directory));
    });
    const poll = async (cursor: JsonValue) =>
      (await directory.operations['lockout.poll']({ cursor }, fakeCall())).cursor;
    const watch = await anHour(defaultIntervals.poll, await poll(null), poll);
    const mirror = await anHour(
      defaultIntervals.list,
      listed,
      async (cursor) => (await listToTheEnd(directory, cursor)).cursor,
    );
    return { everybody, watch, mirror };
  };

  const [somebody] = await recruit(directory, aPageful);
  if (somebody === undefined) throw new Error('nobody was recruited');
  // OpenLDAP is asked for changes from five minutes before: here that is just now, and whoever was there before did not change.
  await using present = await open({ now: () => new Date(Date.now() + 5 * 60_000) });
  const few = await round();
  // modifyTimestamp counts in seconds.
  const over = Math.ceil(Date.now() / 1000) * 1000;
  await until(async () => Date.now() > over);
  const { cursor: before } = await listToTheEnd(present);
  await recruit(directory, page);
  const changed = await spentBy(counted, () => listToTheEnd(present, before));
  const many = await round();
  for (const kind of ['watch', 'mirror'] as const) {
    // No poll reads everybody: it is as dear with twice as many people, and no person is told where nobody is locked or changed.
    expect({ kind, spent: many[kind] }).toEqual({ kind, spent: few[kind] });
    expect(many[kind].get('entries') ?? 0).toBeLessThanOrEqual(many[kind].get('searches') ?? 0);
  }

  const poll = (cursor: JsonValue) => present.operations['lockout.poll']({ cursor }, fakeCall());
  const { cursor } = await poll(null);
  await directory.failSignIns(somebody.login, 3);
  const one = await spentBy(counted, async () => expect((await poll(cursor)).lockouts).toHaveLength(1));
  let id = '';
  const found = await spentBy(counted, async () => {
    const [account] = await present.operations['account.find']({ by: 'email', value: somebody.email }, fakeCall());
    id = account?.id ?? '';
  });
  const read = await spentBy(counted, () => present.operations['account.read']({ id }, fakeCall()));

  const rows = (['searches', 'entries'] as const).map((what) => {
    const count = (spent: Spent) => spent.get(what) ?? 0;
    const perPage = count(many.everybody) - count(few.everybody);
    const first = count(few.everybody) - perPage;
    return [
      what,
      shown(count(many.watch) / 60),
      shown(count(many.mirror) / 60),
      shown(first + (perPage * measuredPeople) / page),
      ...[changed, one, read, found].map((spent) => shown(count(spent))),
    ];
  });
  const heading = [
    directory.name,
    'lockout watch, a minute',
    'mirror, a minute',
    'everybody, once a night',
    '500 changed',
    'one locked',
    'one person read',
    'one person found',
  ];
  const { documented, measured } = documentedTable({ page: providerCosts, name: directory.name, heading, rows });
  expect(documented).toBe(measured);
}

async function measuredBehindCounter(directory: CostlyDirectory): Promise<void> {
  const counter = await startLdapCounter(directory.url);
  try {
    await measure(directory, counter);
  } finally {
    await counter.close();
  }
}

describeReal({ name: 'what OpenLDAP is asked', missing: missingForSlapd() }, () => {
  test('LN-4 PE-11 no poll reads everybody, and the table of costs is what 50,000 people cost', async () => {
    const slapd = await startSlapd();
    try {
      const world = slapdWorld(() => slapd);
      const { createUsers, failSignIns } = slapd;
      await measuredBehindCounter({
        name: 'OpenLDAP',
        url: slapd.url,
        configFor: (url) => world.configFor(slapd.service, { url }),
        createUsers,
        failSignIns,
      });
    } finally {
      await slapd.stop();
    }
  }, 120_000);
});

describeReal({ name: 'what Active Directory is asked', missing: missingForSamba() }, () => {
  test('LN-4 PE-11 no poll reads everybody, and the table of costs is what 50,000 people cost', async () => {
    const samba = await startSamba();
    try {
      const world = sambaWorld(() => samba);
      const plain = { certificateAuthority: undefined, serverName: undefined };
      const { createUsers, failSignIns } = samba;
      await measuredBehindCounter({
        name: 'Active Directory',
        url: samba.url,
        configFor: (url) => world.configFor(samba.service, { url, ...plain }),
        createUsers,
        failSignIns,
      });
    } finally {
      await samba.stop();
    }
  }, 240_000);
});
