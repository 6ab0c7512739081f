import type { ListedAccount } from '@access-account/contract';
import { recordPage } from '../src/expiry/record-page.ts';
import { sweepReminders } from '../src/expiry/sweep-reminders.ts';
import { zoneRules } from '../src/expiry/zone-rules.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await openTestDatabase();
}, 60_000);
afterAll(() => store.close());
beforeEach(async () => {
  for (const table of ['expiry', 'reminder', 'reminder_zone', 'directory_page'])
    await store.database.run(`delete from ${table}`);
});

type Account = Pick<ListedAccount, 'id'> & Partial<ListedAccount>;

const someone = {
  login: 'alex',
  displayName: 'Alex',
  email: null,
  locale: null,
  standing: 'enabled',
  passwordChangedAt: '2026-01-05T08:00:00Z',
  passwordExpiresAt: null,
  endsAt: null,
  manager: null,
  timeZone: null,
} as const;

interface Read {
  readonly at: string;
  readonly removed?: readonly string[];
  /** Whether the accounts are everybody. */
  readonly isComplete?: boolean;
}

/** The directory tells of these accounts. */
async function read(accounts: readonly Account[], { at, removed = [], isComplete = false }: Read): Promise<number> {
  const page = {
    accounts: accounts.map((account) => ({ ...someone, ...account })),
    removed: removed.map((id) => ({ id })),
    more: false,
    isComplete,
  };
  return store.database.transaction((transaction) =>
    recordPage({ system: 'corp', page, number: 0, now: at, isAudience: () => true }, transaction),
  );
}

const standard = {
  firstReminderDays: 14,
  at: '10:00',
  timeZone: 'UTC',
  perPersonTimeZone: true,
  weekends: 'send',
} as const;

type Policy = Omit<typeof standard, 'weekends' | 'timeZone'> & {
  readonly timeZone: string;
  readonly weekends: 'send' | 'drop' | 'previous';
};

/** Runs at noon of every day from one to the other, and answers `day account mark`, `day account:kind mark` of an account’s end. */
async function run(
  from: string,
  until: string,
  { policy = standard, holidays = [], time = '12:00' }: Partial<RunOptions> = {},
): Promise<readonly string[]> {
  const rulesOf = zoneRules({ policy, holidays });
  for (let day = from; day <= until; day = nextDay(day)) {
    const now = `${day}T${time}:00Z`;
    await store.database.transaction((transaction) => sweepReminders({ now, rulesOf }, transaction));
  }
  return taken();
}

interface RunOptions {
  readonly policy: Policy;
  readonly holidays: readonly string[];
  /** Of day, UTC. */
  readonly time: string;
}

async function taken(): Promise<readonly string[]> {
  const rows = await store.database.rows<{ told: string }>(
    `with taken as (update reminder set entered_at = now() where entered_at is null returning *)
     select to_char(day, 'YYYY-MM-DD') || ' ' || account_id
       || case when kind = 'password' then '' else ':' || kind end || ' ' || mark as told from taken order by 1`,
  );
  return rows.map(({ told }) => told);
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60_000).toISOString().slice(0, 10);
}

const alex = { id: 'alex', passwordExpiresAt: '2026-03-20T15:00:00Z' };

describe('the marks of a cycle', () => {
  test('PE-4 PE-2 halve down to 1, and then once that it is over', async () => {
    await read([alex], { at: '2026-03-01T00:00:00Z' });
    expect(await run('2026-03-01', '2026-04-30')).toEqual([
      '2026-03-06 alex 14',
      '2026-03-13 alex 7',
      '2026-03-16 alex 4',
      '2026-03-18 alex 2',
      '2026-03-19 alex 1',
      '2026-03-21 alex 0',
    ]);
  });

  test('EC-01 after a stop over several marks only the latest is told, once the day’s slot has come', async () => {
    await read([alex], { at: '2026-03-01T00:00:00Z' });
    await run('2026-03-01', '2026-03-10');
    expect(await run('2026-03-17', '2026-03-17', { time: '07:00' })).toEqual([]);
    expect(await run('2026-03-17', '2026-03-17')).toEqual(['2026-03-17 alex 4']);
    expect(await run('2026-03-17', '2026-03-21')).toEqual([
      '2026-03-18 alex 2',
      '2026-03-19 alex 1',
      '2026-03-21 alex 0',
    ]);
  });

  test('EC-01 after a stop beyond the end there is no reminder any more, only that it is over', async () => {
    await read([alex], { at: '2026-03-01T00:00:00Z' });
    await run('2026-03-01', '2026-03-17');
    expect(await run('2026-03-25', '2026-03-25')).toEqual(['2026-03-25 alex 0']);
  });

  test('EC-02 a repeat adds nothing', async () => {
    await read([alex], { at: '2026-03-01T00:00:00Z' });
    expect(await run('2026-03-01', '2026-03-06')).toEqual(['2026-03-06 alex 14']);
    await store.database.run("update reminder_zone set swept_until = '2026-03-01T00:00:00Z'");
    expect(await run('2026-03-06', '2026-03-06')).toEqual([]);
  });

  test('EC-03 whoever is met inside the window is told from the next mark on', async () => {
    await read([alex], { at: '2026-03-15T11:00:00Z' });
    expect(await run('2026-03-15', '2026-03-19')).toEqual([
      '2026-03-16 alex 4',
      '2026-03-18 alex 2',
      '2026-03-19 alex 1',
    ]);
  });

  test('EC-03 nor are they told of a slot that was missed before they were met', async () => {
    await read([{ id: 'somebody' }], { at: '2026-03-01T00:00:00Z' });
    await run('2026-03-01', '2026-03-12');
    await read([alex], { at: '2026-03-13T11:00:00Z' });
    expect(await run('2026-03-13', '2026-03-16')).toEqual(['2026-03-16 alex 4']);
  });

  test('EC-02 an older mark never follows a newer one, whatever slots are gone through again', async () => {
    await read([alex], { at: '2026-03-10T00:00:00Z' });
    expect(await run('2026-03-10', '2026-03-13')).toEqual(['2026-03-13 alex 7']);
    await store.database.run("update expiry set first_seen_at = '2026-03-01T00:00:00Z'");
    await store.database.run("update reminder_zone set swept_until = '2026-03-01T00:00:00Z'");
    expect(await run('2026-03-14', '2026-03-14')).toEqual([]);
  });

  test('a password that was set after the slot makes nothing due that was due before it', async () => {
    await read([{ ...alex, passwordChangedAt: '2026-03-13T10:30:00Z' }], { at: '2026-03-01T00:00:00Z' });
    expect(await run('2026-03-13', '2026-03-16')).toEqual(['2026-03-16 alex 4']);
  });

  test.each(['disabled', 'suspended', 'deprovisioned', 'expired'] as const)(
    'EC-17 an account that is %s is not reminded',
    async (standing) => {
      await read([{ ...alex, standing }], { at: '2026-03-01T00:00:00Z' });
      expect(await run('2026-03-01', '2026-04-01')).toEqual([]);
    },
  );

  test('EC-07 EC-08 no end, and a new password that is demanded at the next sign-in, make nothing due', async () => {
    await read(
      [
        { id: 'never', passwordExpiresAt: null },
        { id: 'unknown', passwordExpiresAt: null, passwordChangedAt: null },
      ],
      { at: '2026-03-01T00:00:00Z' },
    );
    expect(await run('2026-03-01', '2026-04-01')).toEqual([]);
  });
});

describe('PE-6 days of rest', () => {
  // 2026-03-20 is a Friday; its marks 14 and 7 are Fridays, 4 a Monday.
  const sunday = { id: 'alex', passwordExpiresAt: '2026-03-22T15:00:00Z' };

  test('`drop` leaves out what falls on them', async () => {
    await read([sunday], { at: '2026-03-01T00:00:00Z' });
    const policy = { ...standard, weekends: 'drop' } as const;
    expect(await run('2026-03-01', '2026-03-25', { policy })).toEqual([
      '2026-03-18 alex 4',
      '2026-03-20 alex 2',
      '2026-03-23 alex 0',
    ]);
  });

  test('`previous` brings it on the last working day before; holidays are days of rest', async () => {
    await read([sunday], { at: '2026-03-01T00:00:00Z' });
    const policy = { ...standard, weekends: 'previous' } as const;
    expect(await run('2026-03-01', '2026-03-25', { policy, holidays: ['2026-03-13', '2026-03-23'] })).toEqual([
      '2026-03-06 alex 14',
      '2026-03-12 alex 7',
      '2026-03-18 alex 4',
      '2026-03-20 alex 1',
      '2026-03-24 alex 0',
    ]);
  });

  test('EC-01 what was missed before days of rest waits for the first slot after them', async () => {
    await read([alex], { at: '2026-03-01T00:00:00Z' });
    const policy = { ...standard, weekends: 'drop' } as const;
    await run('2026-03-01', '2026-03-12', { policy });
    expect(await run('2026-03-14', '2026-03-15', { policy })).toEqual([]);
    expect(await run('2026-03-16', '2026-03-16', { policy })).toEqual(['2026-03-16 alex 4']);
  });
});

describe('EC-05 an end that moves', () => {
  test('by up to a day is the same end: no mark is told twice', async () => {
    await read([alex], { at: '2026-03-01T00:00:00Z' });
    await run('2026-03-01', '2026-03-13');
    await read([{ ...alex, passwordExpiresAt: '2026-03-21T14:00:00Z' }], { at: '2026-03-13T20:00:00Z' });
    expect(await run('2026-03-14', '2026-03-20')).toEqual([
      '2026-03-17 alex 4',
      '2026-03-19 alex 2',
      '2026-03-20 alex 1',
    ]);
  });

  test('by a longer life of the same password begins the marks anew, in the same cycle', async () => {
    await read([alex], { at: '2026-03-01T00:00:00Z' });
    await run('2026-03-01', '2026-03-13');
    await read([{ ...alex, passwordExpiresAt: '2026-04-19T15:00:00Z' }], { at: '2026-03-13T20:00:00Z' });
    expect(await run('2026-03-14', '2026-04-12')).toEqual(['2026-04-05 alex 14', '2026-04-12 alex 7']);
    const cycles = await store.database.rows(
      'select distinct cycle_at, count(distinct schedule)::int as schedules from reminder group by 1',
    );
    expect(cycles).toEqual([{ cycle_at: new Date(someone.passwordChangedAt), schedules: 2 }]);
  });

  test('nearer is told at once, once the day’s slot has come', async () => {
    await read([{ ...alex, passwordExpiresAt: '2026-05-20T15:00:00Z' }], { at: '2026-03-01T00:00:00Z' });
    await run('2026-03-01', '2026-03-16');
    await read([{ ...alex, passwordExpiresAt: '2026-03-22T15:00:00Z' }], { at: '2026-03-17T06:00:00Z' });
    expect(await run('2026-03-17', '2026-03-17', { time: '07:00' })).toEqual([]);
    expect(await run('2026-03-17', '2026-03-22')).toEqual([
      '2026-03-17 alex 7',
      '2026-03-18 alex 4',
      '2026-03-20 alex 2',
      '2026-03-21 alex 1',
    ]);
  });

  test('nearer by a day, on a day on which a mark was told already, is not told a second time that day', async () => {
    await read([{ ...alex, passwordExpiresAt: '2026-03-15T15:00:00Z' }], { at: '2026-03-01T00:00:00Z' });
    await run('2026-03-01', '2026-03-12');
    expect(await run('2026-03-13', '2026-03-13')).toEqual(['2026-03-13 alex 2']);
    await read([{ ...alex, passwordExpiresAt: '2026-03-14T15:00:00Z' }], { at: '2026-03-13T13:00:00Z' });
    expect(await run('2026-03-13', '2026-03-13', { time: '20:00' })).toEqual([]);
    expect(await run('2026-03-14', '2026-03-15')).toEqual(['2026-03-15 alex 0']);
  });

  test('to a day that is long past is told as over', async () => {
    await read([{ ...alex, passwordExpiresAt: '2026-05-20T15:00:00Z' }], { at: '2026-03-01T00:00:00Z' });
    await run('2026-03-01', '2026-03-16');
    await read([{ ...alex, passwordExpiresAt: '2026-01-20T15:00:00Z' }], { at: '2026-03-17T06:00:00Z' });
    expect(await run('2026-03-17', '2026-03-20')).toEqual(['2026-03-17 alex 0']);
  });

  test('PE-10 with a new password is a new cycle, and the old card is put right, once', async () => {
    await read([alex], { at: '2026-03-01T00:00:00Z' });
    await run('2026-03-01', '2026-03-13');
    const renewed = {
      ...alex,
      passwordChangedAt: '2026-03-14T09:00:00Z',
      passwordExpiresAt: '2026-06-12T09:00:00Z',
    };
    await read([renewed], { at: '2026-03-14T09:30:00Z' });
    await read([{ ...renewed, standing: 'disabled' }], { at: '2026-03-14T09:40:00Z' });
    await read([renewed], { at: '2026-03-14T09:50:00Z' });
    expect(await taken()).toEqual(['2026-03-14 alex -1']);
    expect(await run('2026-03-14', '2026-05-29')).toEqual(['2026-05-29 alex 14']);
  });

  test('PE-11 where nobody tells when the password was set, an end that moved by more than a day is another cycle', async () => {
    const silent = { ...alex, passwordChangedAt: null };
    await read([silent], { at: '2026-03-01T00:00:00Z' });
    await run('2026-03-01', '2026-03-13');
    await read([{ ...silent, passwordExpiresAt: '2026-06-20T15:00:00Z' }], { at: '2026-03-14T09:00:00Z' });
    expect(await run('2026-03-14', '2026-06-06')).toEqual(['2026-03-14 alex -1', '2026-06-06 alex 14']);
  });
});

describe('zones', () => {
  test('PE-5 everybody is told at their own 10:00, through the change to summer time', async () => {
    const rulesOf = zoneRules({ policy: { ...standard, timeZone: 'America/Los_Angeles' }, holidays: [] });
    await read(
      [
        { id: 'berlin', timeZone: 'Europe/Berlin', passwordExpiresAt: '2026-04-05T12:00:00Z' },
        { id: 'nowhere', timeZone: 'Mars/Olympus', passwordExpiresAt: '2026-04-05T12:00:00Z' },
      ],
      { at: '2026-03-20T00:00:00Z' },
    );
    const slots: string[] = [];
    for (let time = Date.parse('2026-03-20T00:00:00Z'); time < Date.parse('2026-03-31T00:00:00Z'); time += 3_600_000) {
      const now = new Date(time).toISOString();
      await store.database.transaction((transaction) => sweepReminders({ now, rulesOf }, transaction));
      slots.push(...(await taken()).map((told) => `${now.slice(11, 16)} ${told}`));
    }
    expect(slots).toEqual([
      '09:00 2026-03-22 berlin 14',
      '17:00 2026-03-22 nowhere 14',
      '08:00 2026-03-29 berlin 7',
      '17:00 2026-03-29 nowhere 7',
    ]);
  });

  test('whoever moves to another zone is not told of the same mark again', async () => {
    const policy = { ...standard, timeZone: 'UTC' };
    await read([{ ...alex, timeZone: 'Asia/Tokyo' }], { at: '2026-03-01T00:00:00Z' });
    expect(await run('2026-03-01', '2026-03-14', { policy })).toEqual(['2026-03-07 alex 14', '2026-03-14 alex 7']);
    await read([{ ...alex, timeZone: 'America/Los_Angeles' }], { at: '2026-03-14T13:00:00Z' });
    expect(await run('2026-03-14', '2026-03-16', { policy, time: '20:00' })).toEqual(['2026-03-16 alex 4']);
  });
});

describe('the mirror', () => {
  const people = ['a', 'b', 'c'].map((id) => ({ ...alex, id }));
  const mirrored = async () =>
    (await store.database.rows<{ id: string }>('select account_id as id from expiry order by 1')).map(({ id }) => id);

  test('EC-38 whoever is removed, or in no page of a whole walk, is gone with everything that is not said yet', async () => {
    await read(people, { at: '2026-03-01T00:00:00Z' });
    const rulesOf = zoneRules({ policy: standard, holidays: [] });
    await store.database.transaction((transaction) =>
      sweepReminders({ now: '2026-03-06T10:00:00Z', rulesOf }, transaction),
    );
    expect(await read([], { at: '2026-03-06T11:00:00Z', removed: ['a'] })).toBe(1);
    expect(await read([people[1] ?? alex], { at: '2026-03-06T11:00:00Z', isComplete: true })).toBe(1);
    expect(await mirrored()).toEqual(['b']);
    expect(await taken()).toEqual(['2026-03-06 b 14']);
  });

  test('PE-14 an account’s own end is kept beside its password’s, and forgotten when there is none any more', async () => {
    await read([{ ...alex, endsAt: '2026-03-20T15:00:00Z' }], { at: '2026-03-01T00:00:00Z' });
    expect(await run('2026-03-01', '2026-03-06')).toEqual(['2026-03-06 alex 14', '2026-03-06 alex:account 14']);
    await read([{ ...alex, endsAt: null }], { at: '2026-03-07T00:00:00Z' });
    expect(await run('2026-03-07', '2026-03-13')).toEqual(['2026-03-07 alex:account -1', '2026-03-13 alex 7']);
  });

  test('whoever did not change costs no write', async () => {
    await read(people, { at: '2026-03-01T00:00:00Z' });
    const rows = () => store.database.rows('select account_id, xmin::text, ctid::text from expiry order by 1');
    const before = await rows();
    await read(people, { at: '2026-03-02T00:00:00Z', isComplete: true });
    expect(await rows()).toEqual(before);
  });
});
