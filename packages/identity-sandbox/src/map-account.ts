import type { Account, AccountStatus, Capability, ListedAccount } from '@access-account/contract';
import type { PersonRecord } from './person-record.ts';
import type { PersonState } from './person-state.ts';
import { lockAt, type SignInRecord } from './sign-in-record.ts';

export function mapAccount({ id, login, displayName, email, locale }: PersonRecord): Account {
  return { id, login, displayName, email, locale };
}

export interface StatusFacts {
  readonly person: PersonRecord;
  readonly state: PersonState;
  readonly record: SignInRecord;
  /** undefined: it is not told. */
  readonly lastSignInAt: string | null | undefined;
  readonly now: Date;
}

export function mapAccountStatus({ person, state, record, lastSignInAt, now }: StatusFacts): AccountStatus {
  const { standing, passwordExpiresAt, endsAt } = state;
  const able: Capability =
    standing === 'enabled' ? { able: true } : { able: false, reason: `The account is ${standing}, not just locked.` };
  return {
    account: mapAccount(person),
    standing,
    lock: lockAt(record, now),
    password: {
      changedAt: person.passwordChangedAt,
      expiresAt: passwordExpiresAt,
      mustChange: person.mustChange,
    },
    capabilities: {
      'account.unlock': able,
      'password.start-reset': able,
      'password.start-change': able,
      'factor.check': able,
      'factor.remove': able,
    },
    ...(lastSignInAt === undefined ? {} : { lastSignInAt }),
    endsAt,
    manager: managerOf(person),
  };
}

export function mapListedAccount(
  person: PersonRecord,
  { standing, passwordExpiresAt, endsAt }: PersonState,
): ListedAccount {
  return {
    ...mapAccount(person),
    standing,
    passwordChangedAt: person.passwordChangedAt,
    passwordExpiresAt,
    endsAt,
    manager: managerOf(person),
    timeZone: person.timeZone,
  };
}

function managerOf({ manager }: PersonRecord) {
  return manager === null ? null : { id: manager };
}
