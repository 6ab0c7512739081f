import type { IdentityOperationName } from '@access-account/contract';
import type { Caution, Wariness } from './authorisation/signals-of.ts';
import type { AddressRules } from './authorisation/usable-addresses.ts';
import type { NoticeWish, PersonalSettings, Reach } from './personal-settings.ts';

/** An account that is linked to the person of the case. */
export interface LinkedAccount {
  /** The connector's name in the configuration. */
  readonly system: string;
  readonly systemName: string;
  readonly account: string;
  readonly login: string;
  /** Whether the connector offers `account.unlock` at all; the truth per account comes from `account.read`. */
  readonly canUnlock: boolean;
  /** Everything the connector offers; the truth per account comes from `account.read`. */
  readonly operations: readonly IdentityOperationName[];
  /** Lockouts of this account that were detected in the last 24 hours. */
  readonly lockoutsToday: number;
}

export type TicketSetting = 'always' | 'on-failure' | 'never';

/** A page of the organisation's own. */
export interface Portal {
  readonly label: string;
  readonly url: string;
}

/** The settings a policy may use. Durations are milliseconds. */
export interface Settings {
  readonly unlockAccount: { readonly enabled: boolean; readonly tickets: TicketSetting };
  readonly lockoutNotification: {
    readonly enabled: boolean;
    readonly mode: 'unlock' | 'instructions';
    readonly atMost: number;
    readonly per: number;
    readonly gap: number;
    readonly newEpisodeBreaksGap: boolean;
    readonly instructionsInFirstMessage: boolean;
  };
  readonly passwordReset: {
    readonly enabled: boolean;
    readonly mode: 'link' | 'instructions';
    readonly portals: readonly Portal[];
    readonly tickets: TicketSetting;
  };
  readonly mfaReset: {
    readonly enabled: boolean;
    /** What must show that it is the person before a factor is removed; `chat`: that they are signed in to the channel. */
    readonly verification: 'step-up' | 'chat';
    readonly modes: readonly ('single' | 'all')[];
    /** Where MFA is set up again. */
    readonly enrolUrl: string | null;
    readonly tickets: TicketSetting;
  };
  readonly passwordExpiry: {
    readonly enabled: boolean;
    readonly changePassword: 'reset' | 'instructions';
    readonly portals: readonly Portal[];
    /** Whether Ignore also mutes the notice that the password has expired. */
    readonly ignoreCoversExpired: boolean;
    readonly tickets: TicketSetting;
  };
  /** The bounds within which people set things for themselves. */
  readonly personalSettings: {
    readonly enabled: boolean;
    readonly fewestNotices: NoticeWish;
    readonly language: boolean;
    readonly channel: boolean;
  };
  /** How it can be shown that it is the person. */
  readonly proof: {
    /** The identity system whose accounts people sign in with at the organisation’s own page; null: there is no such page. */
    readonly freshLogin: string | null;
    /** Whether another second factor, which stays, may show it where one goes. */
    readonly otherFactor: boolean;
    /** Whether a code to an address of record may show it. */
    readonly code: AddressRules & { readonly enabled: boolean };
    /** How long the removal of a factor waits that rests on a code alone. */
    readonly hold: number;
    /** Whether the manager that the directory names may confirm it. */
    readonly managerApproval: boolean;
    /** How long a manager's answer is waited for. */
    readonly approvalWithin: number;
    /** How long a proof counts once it is given. */
    readonly life: number;
  };
  /** What is unusual, so that one proof more is asked for. */
  readonly caution: Caution;
  /** How long the provider's log of an account is looked at after a reset, and how often. */
  readonly accountWatch: { readonly enabled: boolean; readonly for: number; readonly every: number };
  /** How long after an act its sign of success is waited for. */
  readonly followThrough: { readonly nudgeAfter: number; readonly handOffAfter: number };
}

/** Every fact a policy may use. */
export interface Situation {
  /** ISO 8601 instant: the only time there is. */
  readonly instant: string;
  readonly case: string;
  readonly person: { readonly id: string; readonly displayName: string };
  readonly accounts: readonly LinkedAccount[];
  /** The identity system that is meant when none is named. */
  readonly mainSystem: string;
  /** When the person was told something they had not asked for: ISO 8601 instants, at least as far back as the allowance looks and a day. */
  readonly notices: readonly string[];
  /** Whether the person's lockout case before this one ended in an unlock. */
  readonly lastLockoutResolved: boolean;
  readonly wariness: Wariness;
  /** Whether many people are being locked at this moment. */
  readonly attack: boolean;
  /** What the person has set for themselves, as far as the bounds let it count. */
  readonly personal: PersonalSettings;
  readonly reach: Reach;
  readonly settings: Settings;
}
