import assert from 'node:assert/strict';
import type { AccountPage, IdentityOperationSet, JsonValue, ListedAccount } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { type IdentityConformanceOptions, type IdentitySubject, withIdentitySubject } from './identity-subject.ts';
import { requireOperation } from './require-operation.ts';

interface Listing {
  readonly accounts: ReadonlyMap<string, ListedAccount>;
  readonly removed: ReadonlySet<string>;
  readonly cursor: JsonValue;
  /** Of the last page. */
  readonly isComplete: boolean;
}

/** What `account.list` promises. */
export function listAccountsConformance<Config, Client, Operations extends IdentityOperationSet>({
  runner,
  connector,
  world,
}: IdentityConformanceOptions<Config, Client, Operations>): void {
  runner.describe('account.list', () => {
    runner.test(
      'PE-11 tells everybody from a null cursor, as account.read does, and then is complete (L)',
      async () => {
        await withIdentitySubject({ connector, world }, async (subject) => {
          const people = [await world.newPerson(), await world.newPerson(), await world.newPerson()];
          const { accounts, isComplete } = await listToTheEnd(subject, null);
          assert.equal(isComplete, true);
          for (const person of people) {
            const account = await subject.accountOf(person);
            const listed = accounts.get(account.id);
            assert.ok(listed, `${person.login} is not listed`);
            const { id, login, displayName, email, locale } = listed;
            assert.deepEqual({ id, login, displayName, email, locale }, account);
            const status = await subject.operations['account.read']({ id }, fakeCall());
            assert.equal(listed.standing, status.standing);
            assert.equal(listed.passwordChangedAt, status.password.changedAt);
            assert.equal(listed.passwordExpiresAt, status.password.expiresAt);
            if (status.endsAt !== undefined) assert.equal(listed.endsAt, status.endsAt);
            if (status.manager !== undefined) assert.deepEqual(listed.manager, status.manager);
          }
        });
      },
    );

    runner.test('goes on from a saved cursor after a new connection, and somebody new is told (D)', async () => {
      let cursor: JsonValue = null;
      await withIdentitySubject({ connector, world }, async (subject) => {
        ({ cursor } = await listToTheEnd(subject, null));
      });
      const person = await world.newPerson();
      await withIdentitySubject({ connector, world }, async (subject) => {
        const { id } = await subject.accountOf(person);
        assert.ok((await listToTheEnd(subject, cursor)).accounts.has(id));
      });
    });

    runner.test('a walk that was broken off and begun again from its last cursor forgets nobody (D)', async () => {
      const people = [await world.newPerson(), await world.newPerson()];
      let first: AccountPage | undefined;
      await withIdentitySubject({ connector, world }, async ({ operations }) => {
        first = await requireOperation(operations, 'account.list')({ cursor: null }, fakeCall());
      });
      await withIdentitySubject({ connector, world }, async (subject) => {
        assert.ok(first);
        const rest = first.more ? (await listToTheEnd(subject, first.cursor)).accounts : new Map();
        const told = new Set([...first.accounts.map(({ id }) => id), ...rest.keys()]);
        for (const person of people) assert.ok(told.has((await subject.accountOf(person)).id));
      });
    });

    runner.test('a lost cursor, or one that makes no sense, means everybody (D)', async () => {
      await withIdentitySubject({ connector, world }, async (subject) => {
        const { id } = await subject.accountOf(await world.newPerson());
        for (const cursor of ['from another time', 7, [], {}, { directory: 'elsewhere', since: 1 }]) {
          const { accounts, isComplete } = await listToTheEnd(subject, cursor);
          assert.ok(accounts.has(id));
          assert.equal(isComplete, true);
        }
      });
    });

    const { setPassword } = world;
    if (setPassword) {
      runner.test('a new password is told from the cursor on', async () => {
        await withIdentitySubject({ connector, world }, async (subject) => {
          const person = await world.newPerson();
          const { id } = await subject.accountOf(person);
          const { cursor } = await listToTheEnd(subject, null);
          await setPassword(person, `another ${person.password}`);
          const listed = (await listToTheEnd(subject, cursor)).accounts.get(id);
          const status = await subject.operations['account.read']({ id }, fakeCall());
          assert.ok(listed);
          assert.equal(listed.passwordChangedAt, status.password.changedAt);
        });
      });
    }

    const { remove } = world;
    if (remove) {
      runner.test('EC-38 somebody who is gone is told as removed, or missing where everybody is told', async () => {
        await withIdentitySubject({ connector, world }, async (subject) => {
          const person = await world.newPerson();
          const { id } = await subject.accountOf(person);
          const { cursor } = await listToTheEnd(subject, null);
          await remove(person);
          const { accounts, removed, isComplete } = await listToTheEnd(subject, cursor);
          assert.ok(!accounts.has(id));
          assert.ok(removed.has(id) || isComplete);
        });
      });
    }
  });
}

async function listToTheEnd({ operations }: IdentitySubject, start: JsonValue): Promise<Listing> {
  const list = requireOperation(operations, 'account.list');
  const accounts = new Map<string, ListedAccount>();
  const removed = new Set<string>();
  for (let cursor = start; ; ) {
    const page = await list({ cursor }, fakeCall());
    assert.deepEqual(JSON.parse(JSON.stringify(page.cursor)), page.cursor, 'a cursor survives being stored as JSON');
    for (const account of page.accounts) accounts.set(account.id, account);
    for (const { id } of page.removed) removed.add(id);
    if (!page.more) return { accounts, removed, cursor: page.cursor, isComplete: page.isComplete };
    assert.equal(page.isComplete, false, 'nothing is complete while a page waits');
    assert.notDeepEqual(page.cursor, cursor, 'a page that waits is another one');
    ({ cursor } = page);
  }
}
