import {
  type AccountCapabilities,
  type AccountReference,
  type AccountStatus,
  type Call,
  type Capability,
} from '@access-account/contract';
import type { EntraClient } from './entra-client.ts';
import { readDomains, readRegistration, readUser } from './graph-reads.ts';
import type { GraphOutcome, GraphPage } from './graph-requests.ts';
import type { EntraDomain, EntraRegistration, EntraUser } from './graph-shapes.ts';
import {
  isUserId,
  passwordHome,
  toAccount,
  toPasswordCapability,
  toPasswordStatus,
  toStanding,
  toUnlockCapability,
} from './map-user.ts';
import { PasswordRules } from './password-rules.ts';
import { privilegeReads, toPrivilegeCapability } from './privileges.ts';
import { noSuchAccount, requireSame } from './require-user.ts';

/** Microsoft has its own sign-in pages ask, and no application. */
const noCheck: Capability = {
  able: false,
  reason:
    'Microsoft Entra ID lets no application ask a person by one of their methods: they sign in afresh instead (`signIn`).',
};

export interface ReadAccountOptions {
  readonly client: EntraClient;
  readonly account: AccountReference;
  readonly call: Call;
}

/** An account as it is now, with what decides what can be done for it. */
export interface LiveAccount {
  readonly user: EntraUser;
  /** null: the app may not read them. */
  readonly rules: PasswordRules | null;
  readonly capabilities: AccountCapabilities;
}

/**
 * Everything that is asked of an account, in one request.
 * @throws NotFoundError when there is no user of this very id.
 */
export async function readLiveAccount({ client, account: { id }, call }: ReadAccountOptions): Promise<LiveAccount> {
  const { requests, config } = client;
  if (!isUserId(id)) throw noSuchAccount(client);
  const privileges = privilegeReads(id);
  const outcomes = await requests.readTogether(
    {
      user: readUser(id),
      domains: readDomains,
      registration: readRegistration(id),
      ...(config.protectAdministrators ? privileges : {}),
    },
    call,
  );
  const user = requireSame({ client, id, user: requireValue(outcomes.user) });
  const rules = await rulesOf({ client, outcome: outcomes.domains, call });
  const { roles, eligibilities, groups } = outcomes;
  const privilege: Capability =
    roles && eligibilities && groups
      ? await toPrivilegeCapability({ client, reads: privileges, outcomes: { roles, eligibilities, groups }, call })
      : { able: true };
  const password = toPasswordCapability(user, { home: passwordHome(user, rules), config });
  // Of reports Microsoft answers five in ten seconds: nobody is left without help for that.
  const unknown = ['permission-denied', 'not-found', 'operation-unsupported', 'rate-limited'];
  const reset = toResetCapability(known(outcomes.registration, unknown));
  const capabilities = {
    'account.unlock': toUnlockCapability(user, config),
    'password.start-reset': [password, privilege, reset].find(({ able }) => !able) ?? password,
    'password.start-change': password,
    'factor.check': noCheck,
    'factor.remove': privilege,
  };
  return { user, rules, capabilities };
}

export function toStatus({ user, rules, capabilities }: LiveAccount): AccountStatus {
  return {
    account: toAccount(user),
    standing: toStanding(user),
    // Microsoft shows nobody a smart lockout: that none is seen says nothing.
    lock: null,
    hidesLocks: true,
    password: toPasswordStatus(user, rules),
    capabilities,
    manager: user.manager === null || user.manager === undefined ? null : { id: user.manager.id },
  };
}

export function requireValue<Answer>(outcome: GraphOutcome<Answer>): Answer {
  if (!outcome.ok) throw outcome.error;
  return outcome.value;
}

/** The answer; null where it failed in a way that leaves it unknown. */
function known<Answer>(outcome: GraphOutcome<Answer>, unknown: readonly string[]): Answer | null {
  return !outcome.ok && unknown.includes(outcome.error.code) ? null : requireValue(outcome);
}

interface RulesOfOptions {
  readonly client: EntraClient;
  readonly outcome: GraphOutcome<GraphPage<EntraDomain>>;
  readonly call: Call;
}

/** What the domains say; null where the app may not read them. */
async function rulesOf({ client, outcome, call }: RulesOfOptions): Promise<PasswordRules | null> {
  const page = known(outcome, ['permission-denied']);
  if (page === null) {
    call.logger.warn('domains cannot be read: when passwords end is unknown', { system: client.system });
    return null;
  }
  const next = client.requests.nextOf(page);
  const following = next === null ? [] : await client.requests.readAll({ ...readDomains, target: next }, call);
  return new PasswordRules([...page.value, ...following], client.config);
}

/** Whether Microsoft's own page will help this person; what the report does not tell, the page will. */
function toResetCapability(registration: EntraRegistration | null): Capability {
  if (registration?.isSsprEnabled === false) {
    return { able: false, reason: 'Self-service password reset is not switched on for this account.' };
  }
  if (registration?.isSsprCapable === false) {
    return {
      able: false,
      reason:
        'The person has not registered enough for self-service password reset; that is done at https://aka.ms/ssprsetup, signed in.',
    };
  }
  return { able: true };
}
