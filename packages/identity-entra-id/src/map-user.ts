import type { Account, Capability, PasswordStatus, Standing } from '@access-account/contract';
import type { EntraConfig } from './entra-config.ts';
import type { EntraUser } from './graph-shapes.ts';
import type { PasswordRules } from './password-rules.ts';

type UserPart<Names extends keyof EntraUser> = Pick<EntraUser, Names>;

export function toAccount(user: EntraUser): Account {
  const { id, userPrincipalName, displayName, mail, preferredLanguage } = user;
  return {
    id,
    login: userPrincipalName,
    displayName: displayName || userPrincipalName,
    email: mail?.toLowerCase() || null,
    // A guest's address is that of the invitation: nothing here shows who has it now.
    ...(isExternal(user) || user.userType === 'Guest' ? { emailVerified: false } : {}),
    locale: toLocale(preferredLanguage),
  };
}

export function toStanding({ accountEnabled }: UserPart<'accountEnabled'>): Standing {
  return accountEnabled === true ? 'enabled' : 'disabled';
}

/** Whether the text can be the id of a user: Graph would also take a user principal name for one, and find somebody else. */
export function isUserId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** Signs in with another organisation, which keeps the password and the sessions. */
export function isExternal({ userPrincipalName }: UserPart<'userPrincipalName'>): boolean {
  return /#EXT#@/i.test(userPrincipalName);
}

/** Where the password of an account is kept, and with it what may be done about it. */
export type PasswordHome = 'entra' | 'active-directory' | 'home-organisation' | 'federation';

type Homed = UserPart<'userPrincipalName' | 'onPremisesSyncEnabled' | 'onPremisesImmutableId'>;

export function passwordHome(user: Homed, rules: PasswordRules | null): PasswordHome {
  if (isExternal(user)) return 'home-organisation';
  if (user.onPremisesSyncEnabled === true) return 'active-directory';
  return rules?.isFederated(user) ? 'federation' : 'entra';
}

/** Why a lock cannot be lifted here: for nobody can it be. */
export function toUnlockCapability(user: Homed, config: EntraConfig): Capability & { readonly able: false } {
  if (isExternal(user)) return { able: false, reason: 'The account signs in with its own organisation.' };
  if (user.onPremisesSyncEnabled === true) {
    return {
      able: false,
      reason: 'The account is synchronised from Active Directory, where it is locked and unlocked.',
      ...toMaster(user, config),
    };
  }
  return {
    able: false,
    reason:
      'Microsoft shows nobody a smart lockout and lets nobody lift it. It ends by itself, after a minute at first and later each time; a reset by “I forgot my password” lifts it at once.',
  };
}

/**
 * Which account of which directory it is. The source anchor is by default the objectGUID, as its bytes; where the organisation anchors by
 * something else, only the directory is known.
 */
function toMaster({ onPremisesImmutableId }: Homed, { masters }: EntraConfig) {
  const { activeDirectory: delegateTo, anchor } = masters;
  const bytes = Buffer.from((anchor === 'object-guid' && onPremisesImmutableId) || '', 'base64');
  return bytes.length === 16 ? { delegateTo, delegateAccount: toGuid(bytes) } : { delegateTo };
}

/** The usual text of a GUID, whose first three groups are stored with their bytes reversed. */
function toGuid(bytes: Buffer): string {
  const group = (from: number, to: number) => bytes.subarray(from, to).toString('hex');
  const reversed = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).reverse().toString('hex');
  return [reversed(0, 4), reversed(4, 6), reversed(6, 8), group(8, 10), group(10, 16)].join('-');
}

/** What may be done to the password by where it is kept. */
export function toPasswordCapability(
  user: Homed,
  { home, config }: { readonly home: PasswordHome; readonly config: EntraConfig },
): Capability {
  switch (home) {
    case 'entra':
      return { able: true };
    case 'active-directory':
      return config.passwordWriteback
        ? { able: true }
        : {
            able: false,
            reason: 'The account is synchronised from Active Directory, which keeps its password.',
            ...toMaster(user, config),
          };
    case 'home-organisation':
      return { able: false, reason: 'The account signs in with its own organisation, which keeps its password.' };
    case 'federation':
      return { able: false, reason: 'The domain is federated: another identity provider keeps the password.' };
  }
}

const day = 24 * 60 * 60_000;

type Aged = Homed & UserPart<'lastPasswordChangeDateTime' | 'passwordPolicies' | 'passwordProfile'>;

/** Entra ID tells when a password was changed, not when it ends. A password that is kept elsewhere is not its to tell of. */
export function toPasswordStatus(user: Aged, rules: PasswordRules | null): PasswordStatus {
  if (passwordHome(user, rules) !== 'entra') return { changedAt: null, expiresAt: null, mustChange: false };
  const changedAt = toInstant(user.lastPasswordChangeDateTime);
  const isEternal = /DisablePasswordExpiration/i.test(user.passwordPolicies ?? '');
  const days = isEternal ? null : (rules?.validityDays(user) ?? null);
  const { forceChangePasswordNextSignIn, forceChangePasswordNextSignInWithMfa } = user.passwordProfile ?? {};
  return {
    changedAt,
    expiresAt: changedAt === null || days === null ? null : new Date(Date.parse(changedAt) + days * day).toISOString(),
    mustChange: (forceChangePasswordNextSignIn || forceChangePasswordNextSignInWithMfa) ?? false,
  };
}

/** BCP 47 by Microsoft's own word, though people write it otherwise. */
function toLocale(preferredLanguage: string | null | undefined): string | null {
  try {
    return preferredLanguage ? (Intl.getCanonicalLocales(preferredLanguage.replaceAll('_', '-'))[0] ?? null) : null;
  } catch {
    return null;
  }
}

/** ISO 8601 in UTC, as everything else in the product. */
export function toInstant(text: string | null | undefined): string | null {
  return text ? new Date(text).toISOString() : null;
}
