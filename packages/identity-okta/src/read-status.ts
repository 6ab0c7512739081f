import {
  type AccountCapabilities,
  type AccountStatus,
  type Call,
  type Capability,
  ConnectorError,
  type Lock,
} from '@access-account/contract';
import { toLockOut, toUnknownDeviceBlock } from './map-lock.ts';
import { toPasswordStatus } from './map-password.ts';
import {
  isOktaSourced,
  toAccount,
  toCheckCapability,
  toInstant,
  toManager,
  toSourceCapability,
  toStanding,
} from './map-user.ts';
import type { OktaClient } from './okta-client.ts';
import { readBlocks, readRoles } from './okta-reads.ts';
import type { OktaUser } from './okta-shapes.ts';
import { passwordRules } from './password-policies.ts';

export interface ReadStatusOptions {
  readonly client: OktaClient;
  /** As just read. */
  readonly user: OktaUser;
  readonly call: Call;
}

/** Everything Okta knows of an account now. */
export async function readStatus({ client, user, call }: ReadStatusOptions): Promise<AccountStatus> {
  const [ruleOf, isBlocked, capabilities] = await Promise.all([
    passwordRules({ client, users: [user], call }),
    hasUnknownDeviceBlock({ client, user, call }),
    readCapabilities({ client, user, call }),
  ]);
  const rule = ruleOf(user);
  const manager = toManager(user);
  return {
    account: toAccount(user),
    standing: toStanding(user),
    lock: toLockOut(user, { rule, now: client.clock.now() }) ?? (isBlocked ? toUnknownDeviceBlock(user) : null),
    password: toPasswordStatus(user, rule),
    capabilities,
    lastSignInAt: toInstant(user.lastLogin),
    ...(manager === null ? {} : { manager }),
  };
}

/** Only the lock, without its end. */
export async function readLock({ client, user, call }: ReadStatusOptions): Promise<Lock | null> {
  if (await hasUnknownDeviceBlock({ client, user, call })) return toUnknownDeviceBlock(user);
  return toLockOut(user, { rule: null, now: client.clock.now() });
}

/** What can be done for this very account. */
export async function readCapabilities({ client, user, call }: ReadStatusOptions): Promise<AccountCapabilities> {
  const source = toSourceCapability(user, client.config);
  const administrator = await administratorCapability({ client, user, call });
  const unlock = source.able ? administrator : source;
  return {
    'account.unlock': unlock,
    'password.start-reset': unlock.able ? toResetCapability(user) : unlock,
    'password.start-change': source,
    'factor.check': toCheckCapability(user),
    'factor.remove': administrator,
  };
}

async function hasUnknownDeviceBlock({ client, user, call }: ReadStatusOptions): Promise<boolean> {
  if (!isOktaSourced(user) || toStanding(user) !== 'enabled' || user.status === 'LOCKED_OUT') return false;
  const { value: blocks } = await client.requests.read(readBlocks(user.id), call);
  return blocks.some(({ appliesTo }) => appliesTo === 'UNKNOWN_DEVICES' || appliesTo === 'ANY_DEVICES');
}

/** Whether an account may be helped by itself as far as administrator roles go. What cannot be seen is taken for the worse. */
async function administratorCapability({ client, user, call }: ReadStatusOptions): Promise<Capability> {
  if (!client.config.protectAdministrators) return { able: true };
  try {
    const { value: roles } = await client.requests.read(readRoles(user.id), call);
    return roles.length === 0
      ? { able: true }
      : { able: false, reason: 'The account holds an Okta administrator role: only an administrator may help it.' };
  } catch (error) {
    if (!ConnectorError.isInstance(error) || error.code !== 'permission-denied') throw error;
    return {
      able: false,
      reason: `Whether the account holds an administrator role cannot be read. ${error.remedy}`,
    };
  }
}

/** Okta sends its reset mail to active accounts alone. */
function toResetCapability({ status }: OktaUser): Capability {
  switch (status) {
    case 'LOCKED_OUT':
      return { able: false, reason: 'Okta sends no reset mail while the account is locked: lift the lock first.' };
    case 'PASSWORD_EXPIRED':
      return { able: false, reason: 'The password has expired: Okta asks for a new one at the next sign-in.' };
    case 'RECOVERY':
      return { able: false, reason: 'A reset is under way already: its mail has been sent.' };
    default:
      return { able: true };
  }
}
