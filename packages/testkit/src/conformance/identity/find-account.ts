import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { IdentityOperationSet } from '@access-account/contract';
import { fakeCall } from '../../fakes/fake-call.ts';
import { hostileNames } from './hostile-names.ts';
import { type IdentityConformanceOptions, withIdentitySubject } from './identity-subject.ts';

/** What the grammars of LDAP filters, Okta's and Graph's expressions, addresses and paths are made of. */
const grammar = [
  ...[
    '*',
    '(',
    ')',
    '|',
    '&',
    '!',
    '=',
    '~',
    '\\',
    '\u0000',
    '"',
    "'",
    "''",
    '%',
    '%27',
    '/',
    '..',
    '#',
    '?',
    '+',
    ' ',
  ],
  ...[' or ', ' and ', ' pr', ' eq ', ' ne ', ' sw ', 'uid', 'mail', 'status', 'profile.login', '$filter=', 'é'],
];

/** What `account.find` promises. */
export function findAccountConformance<Config, Client, Operations extends IdentityOperationSet>({
  runner,
  connector,
  world,
}: IdentityConformanceOptions<Config, Client, Operations>): void {
  runner.describe('account.find', () => {
    for (const by of ['login', 'email', 'id'] as const) {
      runner.test(`finds exactly the account by ${by} (A)`, async () => {
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

    runner.test('takes login and mail in any case (A)', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations, accountOf }) => {
        const person = await world.newPerson();
        const account = await accountOf(person);
        for (const by of ['login', 'email'] as const) {
          const value = person[by].toUpperCase();
          assert.deepEqual(await operations['account.find']({ by, value }, fakeCall()), [account]);
        }
      });
    });

    runner.test('answers an unknown person with an empty list (A)', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations }) => {
        const nobody = `nobody-${randomUUID()}`;
        for (const by of ['login', 'email', 'id'] as const) {
          assert.deepEqual(await operations['account.find']({ by, value: nobody }, fakeCall()), []);
        }
        assert.deepEqual(await operations['account.find']({ by: 'id', value: randomUUID() }, fakeCall()), []);
      });
    });

    runner.test('answers both when two accounts share a mail address, and chooses neither (A)', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations }) => {
        const first = await world.newPerson();
        const second = await world.newPerson({ email: first.email });
        const found = await operations['account.find']({ by: 'email', value: first.email }, fakeCall());
        assert.deepEqual(found.map(({ login }) => login).sort(), [first.login, second.login].sort());
      });
    });

    runner.test('takes hostile text as a name that nobody has (M)', async () => {
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

    runner.test('takes any text as a name that nobody has (M)', async () => {
      await withIdentitySubject({ connector, world }, async ({ operations }) => {
        await world.newPerson();
        // Everybody who takes anything of this kit would wait for fast-check, and for its strings of any characters.
        const { default: fc } = await import('fast-check');
        const anyText = fc.oneof(
          fc.string({ unit: 'binary', maxLength: 40 }),
          fc.array(fc.constantFrom(...grammar), { maxLength: 12 }).map((parts) => parts.join('')),
        );
        await fc.assert(
          fc.asyncProperty(anyText, fc.constantFrom('login', 'email', 'id'), async (value, by) => {
            assert.deepEqual(await operations['account.find']({ by, value }, fakeCall()), []);
          }),
        );
      });
    });

    runner.test('finds a person whose name is full of special characters (M)', async () => {
      await withIdentitySubject({ connector, world }, async ({ accountOf }) => {
        const person = await world.newPerson({ displayName: 'Zoë "(*)" O\'Hara, Jr. \\ + <x>' });
        assert.equal((await accountOf(person)).displayName, person.displayName);
      });
    });
  });
}
