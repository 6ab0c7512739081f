import { type Call, ConnectorError, type Diagnostic, type IdentityOperationName } from '@access-account/contract';
import { mailPasswordReset, revokeUserSessions, unenrollFactor, unlockUser, verifyCode } from './okta-changes.ts';
import type { OktaClient } from './okta-client.ts';
import {
  listUsers,
  readActivityEvents,
  readFactors,
  readGroupMembers,
  readLockEvents,
  readPasswordPolicies,
  readProfileChanges,
  readRoles,
} from './okta-reads.ts';
import type { OktaChange } from './okta-requests.ts';
import type { OktaUser } from './okta-shapes.ts';
import { readStatus } from './read-status.ts';

export interface CheckOktaOptions {
  readonly client: OktaClient;
  readonly call: Call;
}

type Finding = Omit<Diagnostic, 'operation'>;

/** Ids that nobody has: asked to change them, Okta says whether the app may, and changes nobody. */
const nobodyId = '00u00000000000000000';
const nothingId = '00000000000000000000';

/** Tries every operation without changing anybody; never throws. A list that is empty is no success: an app without a role sees nobody. */
export async function checkOkta({ client, call }: CheckOktaOptions): Promise<readonly Diagnostic[]> {
  const { requests, config } = client;
  let somebody: OktaUser | undefined;
  const find = await diagnose('account.find', async () => {
    [somebody] = (await requests.read(listUsers({ limit: 1 }), call)).value;
    return somebody === undefined ? nobody : ok('People are found.');
  });
  const onSomebody = (operation: IdentityOperationName, judge: (user: OktaUser) => Promise<Finding>) =>
    diagnose(operation, async () => (somebody === undefined ? nobody : judge(somebody)));
  const onNobody = (operation: IdentityOperationName, change: OktaChange, summary: string) =>
    diagnose(operation, () => mayChange({ client, call, change, summary }));

  return [
    find,
    await diagnose('account.list', async () => {
      const policies = await requests.readAll(readPasswordPolicies, call);
      const group = policies.flatMap(({ conditions }) => conditions?.people?.groups?.include ?? [])[0];
      if (group !== undefined) await requests.read(readGroupMembers(group), call);
      return ok('Everybody can be listed, with the day their password ends.');
    }),
    await onSomebody('account.read', async (user) => {
      await requests.readAll(readPasswordPolicies, call);
      if (config.protectAdministrators) await requests.read(readRoles(user.id), call);
      await readStatus({ client, user, call });
      return ok('Standing, lock, expiry and administrator roles can be read.');
    }),
    await onNobody('account.unlock', unlockUser(nobodyId), 'Locks can be lifted.'),
    await onSomebody('activity.read', async ({ id }) => {
      const now = client.clock.now();
      await requests.read(readActivityEvents({ id, since: now, until: now }), call);
      return ok('Sign-ins and new factors can be read in the System Log.');
    }),
    await onNobody(
      'factor.challenge',
      verifyCode(nobodyId, nothingId, '000000'),
      'People can be asked on Okta Verify.',
    ),
    await onNobody('factor.check', verifyCode(nobodyId, nothingId, '000000'), 'Codes and pushes can be checked.'),
    await onSomebody('factor.list', async ({ id }) => {
      await requests.read(readFactors(id), call);
      return ok('Second factors can be listed.');
    }),
    await onNobody('factor.remove', unenrollFactor(nobodyId, nothingId), 'Second factors can be removed.'),
    await diagnose('lockout.poll', async () => {
      await requests.read(readLockEvents(client.clock.now()), call);
      return ok(
        config.hookSecret === undefined
          ? 'Locks are noticed by polling the System Log.'
          : 'Locks are noticed by polling the System Log, at once where Okta’s event hook calls.',
      );
    }),
    await onSomebody('password.start-change', async () => ok('People change their password on Okta’s own page.')),
    await onNobody('password.start-reset', mailPasswordReset(nobodyId), 'Okta can be asked to mail a reset link.'),
    await onSomebody('recovery.read', async ({ id }) => {
      await requests.read(readProfileChanges(id, client.clock.now()), call);
      return ok('Second addresses can be read, and since when they are the same.');
    }),
    await onNobody('sessions.revoke', revokeUserSessions(nobodyId), 'Sessions can be ended.'),
  ];
}

const ok = (summary: string): Finding => ({ severity: 'ok', summary, remedy: '' });

const nobody: Finding = {
  severity: 'error',
  summary: 'Nobody is seen. Okta answers an empty list to an app without a role.',
  remedy:
    'Assign the app an administrator role whose resource set holds the people: Applications, the app, Admin roles.',
};

interface MayChangeOptions extends CheckOktaOptions {
  readonly change: OktaChange;
  readonly summary: string;
}

async function mayChange({ client, call, change, summary }: MayChangeOptions): Promise<Finding> {
  try {
    await client.requests.change(change, call);
  } catch (error) {
    // Nobody has that id: so far, and no further, it should come.
    if (!ConnectorError.isInstance(error) || error.code !== 'not-found') throw error;
  }
  return ok(summary);
}

async function diagnose(operation: IdentityOperationName, run: () => Promise<Finding>): Promise<Diagnostic> {
  try {
    return { operation, ...(await run()) };
  } catch (error) {
    if (!ConnectorError.isInstance(error)) throw error;
    return { operation, severity: 'error', summary: error.summary, remedy: error.remedy };
  }
}
