import { createSecretKey } from 'node:crypto';
import { renderer, sentence } from '@access-account/messages';
import type { Effect } from '@access-account/policies';
import fc from 'fast-check';
import { AuditLog } from '../src/audit/audit-log.ts';
import type { Witness } from '../src/audit/witness.ts';
import type { Changes } from '../src/road/changes.ts';
import type { HelpCase } from '../src/road/help-case.ts';
import { Record } from '../src/road/record.ts';
import type { Transaction } from '../src/storage/database.ts';

const tokenKey = createSecretKey(Buffer.alloc(32, 1));

const taker = { replica: 'r1', works: true, takes: true, isBehind: () => false };

function newRecord(): Record {
  const audit = new AuditLog({ key: tokenKey, witness: {} as Witness });
  return new Record({ tokenKey, words: renderer(), audit, noticesCount: 1 });
}

test('everything that a commit writes leaves in one turn: what came later would come after the commit', async () => {
  const record = newRecord();
  const changes = record.changes(taker);
  const due = {
    id: 'e1',
    person: 'p1',
    case: 'c1',
    ordinal: 1,
    lane: 'system:corp',
    effect: { type: 'identity', operation: 'account.read', system: 'corp', account: '1' },
    attempts: 0,
    attemptedAgo: null,
    begunAt: null,
    recordedAgo: 0,
    address: null,
    locale: 'en',
    holder: 'r1',
  } as const;
  const about = { kind: 'outcome', name: 'effect-succeeded', summary: 'It was done.', detail: {} } as const;
  const account = { system: 'corp', id: '1', login: 'alex', displayName: 'Alex', email: null, locale: null };
  const opened = { key: 'k1', connector: 'desk', id: '7', number: '7', url: null, subject: 's', doubtful: false };
  changes.outcome(due, { status: 'done', event: null, result: {}, audit: about, account });
  changes.outcome({ ...due, id: 'e2' }, { status: 'done', event: null, result: {}, audit: about, ticket: opened });
  changes.letCaseGo({ person: 'p1', id: 'c1', version: 1, holder: 'r1' });
  changes.lockout(
    'p1',
    'corp',
    { account, lock: { episode: '1', cause: 'failed-logins', since: null, until: null } },
    { held: true },
  );
  changes.event('chat', '1');
  const sent: string[] = [];
  // The first answer never comes.
  const answer = (statement: string) => {
    sent.push(statement);
    return Promise.withResolvers<never>().promise;
  };
  const transaction: Transaction = { rows: answer, run: answer, afterCommit: () => undefined };
  void record.write(changes, transaction);
  for (const statement of ['update effect set status', 'set lease_by = null', 'into ticket', 'into processed_event'])
    expect(sent.filter((one) => one.includes(statement))).toHaveLength(1);
  // One finds the people by what the account was called, the next one calls it anew.
  const [readdress, rename] = ['update person set email', 'update account set login'].map((one) =>
    sent.findIndex((statement) => statement.includes(one)),
  );
  expect(readdress).toBeGreaterThanOrEqual(0);
  expect(rename).toBeGreaterThan(readdress ?? 0);
});

test.each([
  ['is taken at once', {}, ['ticket', 'say']],
  ['waits for room', { takes: false }, ['ticket']],
  ['is for others to perform', { works: false, takes: false }, []],
  ['another one has in hand', { replica: 'r2' }, []],
  ['comes behind what somebody else wrote', { isBehind: () => true }, []],
] as const)('what %s is noted as begun in the database exactly where it is in hand', (_, how, noted) => {
  const record = newRecord();
  const changes = record.changes({ ...taker, ...how });
  const helpCase: HelpCase = {
    ...{ id: 'c1', person: 'p1', state: {}, version: 3, nextOrdinal: 7 },
    ...{ policy: 'unlock-account', policyVersion: 1 },
    ...{ question: null, subjects: [], address: null, locale: 'en', writtenIn: null, holder: 'r1', shadow: false },
  };
  const effects: readonly Effect[] = [
    { type: 'ticket', operation: 'ticket.open', key: 'k', subject: 's', description: 'd' },
    { type: 'say', sentences: [sentence('person.unknown')] },
    { type: 'identity', operation: 'account.unlock', system: 'corp', account: '1', episode: 'e' },
  ];
  const event = { type: 'timer-due', timer: 'later' } as const;
  const [changed] = changes.decisions([{ case: helpCase, event, state: {}, effects }], new Date().toISOString(), {
    last: false,
  });
  const inHand = changed?.effects.filter(({ begunAt }) => begunAt !== null).map(({ effect }) => effect.type);
  let rows: readonly { readonly body: Effect; readonly attempted: boolean }[] = [];
  const answer = (_text: string, values: readonly unknown[] = []) => {
    const json = values.find((value) => typeof value === 'string' && value.includes('"attempted"'));
    if (typeof json === 'string') rows = JSON.parse(json);
    return Promise.withResolvers<never>().promise;
  };
  void record.write(changes, { rows: answer, run: answer, afterCommit: () => undefined });
  expect(rows).toHaveLength(3);
  expect(rows.filter(({ attempted }) => attempted).map(({ body }) => body.type)).toEqual(noted);
  expect(inHand).toEqual(noted);
});

test('whatever comes together, a connection is asked for few different statements: it keeps the plan of each', async () => {
  const record = newRecord();
  const texts = new Set<string>();
  const due = { person: 'p1', holder: 'r1' };
  const decided = (version: number, id: string) => ({
    before: { id, person: 'p1', version, nextOrdinal: 1, policy: 'unlock-account' },
    state: {},
    plan: { effects: [], openQuestion: null, subjects: [], outcome: null },
    effects: [],
    letGo: false,
  });
  /** Each brings one kind of row. */
  const kinds = [
    (changes: Changes) =>
      changes.outcomes.push({
        due: { ...due, id: 'e1' },
        outcome: { status: 'later', after: 1, error: null, event: null },
      } as never),
    (changes: Changes) => changes.letGo.push({ person_id: 'p1', id: 'c9', version: 1, holder: 'r1' }),
    (changes: Changes) => changes.cases.push(decided(1, 'c1') as never),
    (changes: Changes) => changes.cases.push(decided(0, 'c2') as never),
    (changes: Changes) => changes.events.push({ person_id: 'p1', case_id: 'c1', ordinal: 1, event: {} }),
    (changes: Changes) => changes.timers.push({ person_id: 'p1', case_id: 'c1', lane: 'timer:a' }),
    (changes: Changes) => void changes.event('chat', '1'),
    (changes: Changes) => changes.answered({ person: 'p1', question: 'q1', choice: null, chosen: null, event: null }),
    (changes: Changes) => changes.tokens.push({}),
    (changes: Changes) => changes.notices.push({ person_id: 'p1', effect_id: 'e1', at: 'now', shadow: false }),
    (changes: Changes) =>
      changes.lockouts.push({ person_id: 'p1', system: 's', account_id: 'a', episode: 'e', since: null, held: false }),
    (changes: Changes) =>
      changes.audit.push({ kind: 'system', name: 'n', summary: 's', person: null, case: null, detail: {} }),
  ];
  await fc.assert(
    fc.asyncProperty(fc.subarray(kinds), async (some) => {
      const changes = record.changes(taker);
      for (const bring of some) bring(changes);
      const rows = async <Row>(statement: string): Promise<Row[]> => {
        texts.add(statement);
        return [];
      };
      const transaction: Transaction = { rows, run: async () => 0, afterCommit: () => undefined };
      await record.write(changes, transaction);
    }),
    { numRuns: 3000 },
  );
  expect(texts.size).toBeLessThanOrEqual(32);
});
