import type { StoredValue } from '@access-account/contract';

/** One person as the store keeps them. */
export type PersonRecord = {
  /** Given once at seeding; immutable. */
  readonly id: string;
  readonly login: string;
  readonly displayName: string;
  readonly email: string;
  readonly locale: string | null;
  /** IANA name. */
  readonly timeZone: string | null;
  readonly standing: 'enabled' | 'disabled' | 'suspended';
  /** The manager's id. */
  readonly manager: string | null;
  /** ISO 8601 instant at which the account ends, as it was set at `createdAt`. */
  readonly endsAt: string | null;
  /** ISO 8601 instant. */
  readonly createdAt: string;
  readonly passwordHash: string;
  /** ISO 8601 instant. */
  readonly passwordChangedAt: string;
  /** A new password is asked for at the next sign-in. */
  readonly mustChange: boolean;
  /** It is still the configured one, which the sign-in page may show. */
  readonly hasDemoPassword: boolean;
  /** An address of their own, beside `email`. */
  readonly recoveryEmail: string | null;
  /** ISO 8601 instant of its last change; null: nobody knows. */
  readonly recoveryChangedAt: string | null;
};

/** What a record of an older version lacks. */
const formerly: Pick<
  PersonRecord,
  'timeZone' | 'manager' | 'endsAt' | 'mustChange' | 'hasDemoPassword' | 'recoveryEmail' | 'recoveryChangedAt'
> = {
  timeZone: null,
  manager: null,
  endsAt: null,
  mustChange: false,
  hasDemoPassword: true,
  recoveryEmail: null,
  recoveryChangedAt: null,
};

export function readPerson(stored: StoredValue | undefined): PersonRecord | undefined {
  if (stored === undefined) return undefined;
  const person = stored.value as Omit<PersonRecord, 'createdAt' | keyof typeof formerly> & Partial<PersonRecord>;
  return { ...formerly, createdAt: person.passwordChangedAt, ...person };
}
