/** Who asks, as the channel and the directory know them; never by what they say of themselves. */
export const actors = ['employee', 'help-desk', 'administrator', 'guest', 'bot', 'unknown'] as const;
export type Actor = (typeof actors)[number];

/** What the account is to whoever asks. */
export const relations = ['self', 'manager', 'other', 'unknown'] as const;
export type Relation = (typeof relations)[number];

/** What is to be done to the account. */
export const actions = ['unlock', 'start-password', 'remove-factor', 'remove-all-factors'] as const;
export type Action = (typeof actions)[number];

/**
 * What can show that it is the person, beyond their being signed in to a channel.
 * - `fresh-login`: they signed in at the identity provider just now, with its own page.
 * - `manager-approval`: the manager that the directory names said yes, in a conversation of their own.
 * - `code`: a one-time code that was sent to an address of record, and typed on our page.
 * - `factor`: another second factor of the same account, which stays, was used just now: a push that was confirmed, or a code.
 */
export const proofKinds = ['factor', 'fresh-login', 'manager-approval', 'code'] as const;
export type ProofKind = (typeof proofKinds)[number];

/** What makes somebody look twice. It only ever asks for more. */
export const signals = [
  /** The account was locked for the fourth time in 24 hours. */
  'repeated-locks',
  /** Many people are being locked at once: somebody may be trying passwords. */
  'attack',
  /** The password was changed within 24 hours: whoever changed it may not be its owner. */
  'password-changed',
  /** The owner said “This wasn’t me”, and the desk has not settled it yet: somebody else may be signed in to their chat too. */
  'reported',
  /** Another user of a channel took the person's place there lately: whoever that is may be able to do no more than read their mails. */
  'moved-link',
  /** Factors of the person were removed lately, as often as the organisation allows. */
  'repeated-resets',
  /** Factors of as many people were removed lately as the organisation expects at most: somebody may be going from one to the next. */
  'many-resets',
  /** It is outside the organisation’s working hours, where it has named some. */
  'outside-hours',
] as const;
export type Signal = (typeof signals)[number];

/** A proof that was given for one case, one action and one account. */
export interface Proof {
  readonly kind: ProofKind;
  readonly action: Action;
  readonly system: string;
  readonly account: string;
  /** ISO 8601 instant after which it proves nothing. */
  readonly until: string;
  /** The id of the one that was used. Of a `factor`; without it, that proves nothing. */
  readonly factor?: string;
  /** ISO 8601 instant from which it counts for taking factors away: until then whoever it really is can stop it. Of a `code`; without it, that proves nothing there. */
  readonly countsFrom?: string;
}

export interface Asking {
  readonly actor: Actor;
  /** Absent: nobody knows whose it is. */
  readonly relation?: Relation;
  readonly action: Action;
  readonly system: string;
  readonly account: string;
  /** The ids of the factors that would go. Absent: of none it is known. */
  readonly removing?: readonly string[] | undefined;
  /** As it was read: anything but `enabled` is somebody's decision. Undefined: it could not be read. */
  readonly standing: string | undefined;
  readonly proofs: readonly Proof[];
  readonly signals: readonly Signal[];
  /** The proofs that can be asked for here, for this account. Absent: they were asked for before, or never will be. */
  readonly obtainable?: readonly ProofKind[];
  /** Whether a person's own second factors may be removed for a click in a channel alone. */
  readonly chatIsEnough: boolean;
  /** ISO 8601. */
  readonly instant: string;
}
