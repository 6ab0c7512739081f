import { createSecretKey } from 'node:crypto';
import { renderer } from '@access-account/messages';
import { AuditLog } from '../src/audit/audit-log.ts';
import type { Witness } from '../src/audit/witness.ts';
import { Record } from '../src/road/record.ts';
import type { Transaction } from '../src/storage/database.ts';

const tokenKey = createSecretKey(Buffer.alloc(32, 1));

test('everything that a commit writes leaves in one turn: what came later would come after the commit', async () => {
  const audit = new AuditLog({ key: tokenKey, witness: {} as Witness });
  const record = new Record({ tokenKey, words: renderer(), audit, noticesCount: 1 });
  const changes = record.changes();
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
  void record.write(changes, { replica: 'r1', works: true, takes: true }, transaction);
  for (const statement of ['update effect set status', 'set lease_by = null', 'into ticket', 'into processed_event'])
    expect(sent.filter((one) => one.includes(statement))).toHaveLength(1);
  // One finds the people by what the account was called, the next one calls it anew.
  const [readdress, rename] = ['update person set email', 'update account set login'].map((one) =>
    sent.findIndex((statement) => statement.includes(one)),
  );
  expect(readdress).toBeGreaterThanOrEqual(0);
  expect(rename).toBeGreaterThan(readdress ?? 0);
});
