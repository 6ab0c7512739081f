import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { IdentityOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { type IdentityConformanceOptions, withIdentitySubject } from './identity-subject.ts';

/** Text that means something to LDAP filters, SCIM and Okta filters, SQL or a file system. As a name it must be only a name. */
const hostileNames = [
  '*',
  '*)(uid=*',
  '*)(objectClass=*',
  ')(|(objectClass=*)',
  'a" or login pr or login eq "',
  "' OR '1'='1",
  '\\2a',
  '\u0000',
  '../..',
  '__proto__',
  '',
  ' ',
];

/** What `account.find` promises. */
export function findAccountConformance<Config, Client, Operations extends IdentityOperationSet>({
  runner,
  connector,
  world,
}: IdentityConformanceOptions<Config, Client, Operations>): void {
  runner.describe('account.find', () => {
    for (const by of ['login', 'email', 'id'] as const) {
      runner.test(`finds exactly the account by ${by}`, async () => {
        await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
          const person = await world.newPerson();
          await world.newPerson();
          const account = await accountOf(person);
          const value = by === 'id' ? account.id : person[by];
          assert.deepEqual(await operations['account.find']({ by, value }, fakeCall()), [account]);
          assert.equal(account.login, person.login);
          assert.equal(account.displayName, person.displayName);
          assert.equal(account.email, person.email.toLowerCase());
        });
      });
    }

    runner.test('takes login and mail in any case', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
        const person = await world.newPerson();
        const account = await accountOf(person);
        for (const by of ['login', 'email'] as const) {
          const value = person[by].toUpperCase();
          assert.deepEqual(await operations['account.find']({ by, value }, fakeCall()), [account]);
        }
      });
    });

    runner.test('answers an unknown person with an empty list', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations }) => {
        const nobody = `nobody-${randomUUID()}`;
        for (const by of ['login', 'email', 'id'] as const) {
          assert.deepEqual(await operations['account.find']({ by, value: nobody }, fakeCall()), []);
        }
        assert.deepEqual(await operations['account.find']({ by: 'id', value: randomUUID() }, fakeCall()), []);
      });
    });

    runner.test('answers both when two accounts share a mail address, and chooses neither', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations }) => {
        const first = await world.newPerson();
        const second = await world.newPerson({ email: first.email });
        const found = await operations['account.find']({ by: 'email', value: first.email }, fakeCall());
        assert.deepEqual(found.map(({ login }) => login).sort(), [first.login, second.login].sort());
      });
    });

    runner.test('takes hostile text as a name that nobody has', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations }) => {
        await world.newPerson();
        for (const by of ['login', 'email', 'id'] as const) {
          for (const value of hostileNames) {
            const found = await operations['account.find']({ by, value }, fakeCall());
            assert.deepEqual(found, [], `${by} ${JSON.stringify(value)} finds somebody`);
          }
        }
      });
    });

    runner.test('finds a person whose name is full of special characters', async () => {
      await withIdentitySubject({ connector, world }, async ({ accountOf }) => {
        const person = await world.newPerson({ displayName: 'Zoë "(*)" O\'Hara, Jr. \\ + <x>' });
        assert.equal((await accountOf(person)).displayName, person.displayName);
      });
    });
  });
}
