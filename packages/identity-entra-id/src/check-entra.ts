import { type Call, ConnectorError, type Diagnostic, type IdentityOperationName } from '@access-account/contract';
import type { EntraClient } from './entra-client.ts';
import { grantedPermissions } from './granted-permissions.ts';
import { listOneUser, readAddresses, readDomains, readMethods, readRegistration, walkUsers } from './graph-reads.ts';
import type { EntraUser } from './graph-shapes.ts';
import { privilegeReads } from './privileges.ts';
import { readLiveAccount, requireValue } from './read-status.ts';

export interface CheckEntraOptions {
  readonly client: EntraClient;
  readonly call: Call;
}

type Finding = Omit<Diagnostic, 'operation'>;

/** Days before its end from which a certificate is spoken of. */
const soon = 30;

/** Tries what can be tried by reading; of changes, looks whether the token holds the permission. Changes nobody, and never throws. */
export async function checkEntra({ client, call }: CheckEntraOptions): Promise<readonly Diagnostic[]> {
  const { requests, config } = client;
  let somebody: EntraUser | undefined;
  const find = await diagnose('account.find', async () => {
    [somebody] = (await requests.read(listOneUser, call)).value;
    return somebody === undefined ? nobody : ok('People are found.');
  });
  const onSomebody = (operation: IdentityOperationName, judge: (id: string) => Promise<Finding>) =>
    diagnose(operation, async () => (somebody === undefined ? nobody : judge(somebody.id)));

  return [
    ...certificateFindings(client),
    find,
    await diagnose('account.list', async () => {
      await requests.readAll(readDomains, call);
      await requests.read(walkUsers, call);
      return ok('Everybody can be listed, with the day their password ends.');
    }),
    await onSomebody('account.read', async (id) => {
      await requests.readAll(readDomains, call);
      const outcomes = config.protectAdministrators
        ? await requests.readEach(Object.values(privilegeReads(id)), call)
        : [];
      // Without the licence nobody can have a role to activate.
      for (const outcome of outcomes) {
        if (!outcome.ok && outcome.error.code !== 'operation-unsupported') throw outcome.error;
      }
      await readLiveAccount({ client, account: { id }, call });
      return ok('Standing, password, manager and directory roles can be read.');
    }),
    await onSomebody('factor.list', async (id) => {
      await requests.read(readMethods(id), call);
      return ok('Authentication methods can be listed.');
    }),
    await diagnose('factor.remove', () =>
      mayChange({
        client,
        call,
        permissions: ['UserAuthenticationMethod.ReadWrite.All'],
        summary: 'Authentication methods can be removed.',
      }),
    ),
    await onSomebody('password.start-change', async () => ok('People change their password on Microsoft’s own page.')),
    await onSomebody('password.start-reset', (id) => registrationFinding({ client, call, id })),
    await onSomebody('recovery.read', async (id) => {
      await requests.read(readAddresses(id), call);
      return ok('Other addresses can be read; since when they are the same Microsoft does not tell.');
    }),
    await diagnose('sessions.revoke', () =>
      mayChange({
        client,
        call,
        permissions: ['User.RevokeSessions.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
        summary: 'Sessions can be ended.',
      }),
    ),
  ];
}

const ok = (summary: string): Finding => ({ severity: 'ok', summary, remedy: '' });

const nobody: Finding = {
  severity: 'error',
  summary: 'Nobody is seen.',
  remedy: 'Grant the app the application permission User.Read.All, with admin consent, and check tenantId.',
};

const grant = (permission: string) =>
  `Grant the app the application permission ${permission}, with admin consent: App registrations, the app, API permissions.`;

function certificateFindings({ credentials, clock }: EntraClient): readonly Diagnostic[] {
  if (credentials.kind !== 'certificate') return [];
  const { validTo } = credentials.certificate;
  const days = Math.floor((validTo.getTime() - clock.now().getTime()) / (24 * 60 * 60_000));
  if (days >= soon) return [];
  return [
    {
      severity: days < 0 ? 'error' : 'warning',
      summary: days < 0 ? 'The app’s certificate has ended.' : `The app’s certificate ends in ${days} days.`,
      remedy: 'Upload another one under Certificates & secrets, and let certificate and privateKey be the new pair.',
    },
  ];
}

interface MayChangeOptions extends CheckEntraOptions {
  /** One of them is enough; the first is the least. */
  readonly permissions: readonly [string, ...string[]];
  readonly summary: string;
}

async function mayChange({ client, call, permissions, summary }: MayChangeOptions): Promise<Finding> {
  const granted = grantedPermissions(await client.token.get(call));
  const [least] = permissions;
  if (granted === null) {
    return {
      severity: 'warning',
      summary: 'The token does not tell what the app may do, and trying would change somebody.',
      remedy: `See that ${least} is granted: App registrations, the app, API permissions.`,
    };
  }
  if (permissions.some((permission) => granted.has(permission))) return ok(summary);
  return { severity: 'error', summary: `The app does not hold ${least}.`, remedy: grant(least) };
}

/** Without the report Microsoft's page is offered to everybody, also to those it cannot help: worth saying, and no fault. */
async function registrationFinding({ client, call, id }: CheckEntraOptions & { id: string }): Promise<Finding> {
  const { registration } = await client.requests.readTogether({ registration: readRegistration(id) }, call);
  const code = registration.ok ? undefined : registration.error.code;
  switch (code) {
    case undefined:
    // The report knows nothing of this one.
    case 'not-found':
      return ok('People reset their password on Microsoft’s own page; who is registered for it can be read.');
    case 'permission-denied':
      return {
        severity: 'warning',
        summary: 'Who is registered for self-service password reset cannot be read; its page is offered to everybody.',
        remedy: grant('AuditLog.Read.All'),
      };
    case 'operation-unsupported':
      return {
        severity: 'warning',
        summary: 'The tenant has no licence for the report on registrations; the reset page is offered to everybody.',
        remedy: 'It needs Microsoft Entra ID P1; nothing else is lost without it.',
      };
    default:
      requireValue(registration);
      return ok('People reset their password on Microsoft’s own page.');
  }
}

async function diagnose(operation: IdentityOperationName, run: () => Promise<Finding>): Promise<Diagnostic> {
  try {
    return { operation, ...(await run()) };
  } catch (error) {
    if (!ConnectorError.isInstance(error)) throw error;
    return { operation, severity: 'error', summary: error.summary, remedy: error.remedy };
  }
}
