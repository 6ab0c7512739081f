/** One person as the store keeps them. */
export type PersonRecord = {
  /** Given once at seeding; immutable. */
  readonly id: string;
  readonly login: string;
  readonly displayName: string;
  readonly email: string;
  readonly locale: string | null;
  readonly standing: 'enabled' | 'disabled' | 'suspended';
  readonly passwordHash: string;
  /** ISO 8601 instant. */
  readonly passwordChangedAt: string;
};
