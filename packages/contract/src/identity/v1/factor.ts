/** What kind of second factor it is; `other` where the provider knows one that is none of these. */
export type FactorKind =
  | 'totp'
  | 'push'
  | 'sms'
  | 'call'
  | 'email'
  | 'security-key'
  | 'passkey'
  | 'hardware-token'
  | 'other';

/** One enrolled second factor of one account. */
export interface Factor {
  /** The provider's immutable id: another enrolment of the same device has another one. */
  readonly id: string;
  readonly kind: FactorKind;
  /** What the person knows it by: "Pixel 9", "… 4321". Never a whole number, address or secret. */
  readonly label: string;
  /** ISO 8601 instant; null where the provider does not say. */
  readonly enrolledAt: string | null;
  /**
   * How `factor.check` learns whether whoever has it confirms that it is they: by a question on the device (`factor.challenge`),
   * or by a code that the person reads off it. Absent: this one cannot be asked.
   */
  readonly verifiedBy?: 'push' | 'code';
}
