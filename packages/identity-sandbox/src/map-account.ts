import type { Account, AccountStatus } from '@access-account/contract';
import type { PersonRecord } from './person-record.ts';
import { lockAt, type SignInRecord } from './sign-in-record.ts';

export function mapAccount({ id, login, displayName, email, locale }: PersonRecord): Account {
  return { id, login, displayName, email, locale };
}

export interface StatusFacts {
  readonly person: PersonRecord;
  readonly record: SignInRecord;
  readonly now: Date;
}

export function mapAccountStatus({ person, record, now }: StatusFacts): AccountStatus {
  const { standing, passwordChangedAt } = person;
  return {
    account: mapAccount(person),
    standing,
    lock: lockAt(record, now),
    password: { changedAt: passwordChangedAt, expiresAt: null, mustChange: false },
    capabilities: {
      'account.unlock':
        standing === 'enabled'
          ? { able: true }
          : { able: false, reason: `The account is ${standing}, not just locked.` },
    },
  };
}
