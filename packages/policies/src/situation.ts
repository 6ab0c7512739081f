/** An account that is linked to the person of the case. */
export interface LinkedAccount {
  /** The connector's name in the configuration. */
  readonly system: string;
  readonly systemName: string;
  readonly account: string;
  readonly login: string;
  /** Whether the connector offers `account.unlock` at all; the truth per account comes from `account.read`. */
  readonly canUnlock: boolean;
  /** Lockouts of this account that were detected in the last 24 hours. */
  readonly lockoutsToday: number;
}

export type TicketSetting = 'always' | 'on-failure' | 'never';

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
}

/** Every fact a policy may use. */
export interface Situation {
  /** ISO 8601 instant: the only time there is. */
  readonly instant: string;
  readonly case: string;
  readonly person: { readonly displayName: string };
  readonly accounts: readonly LinkedAccount[];
  /** When the person was told something they had not asked for: ISO 8601 instants, at least as far back as the allowance looks. */
  readonly notices: readonly string[];
  /** Whether the person's lockout case before this one ended in an unlock. */
  readonly lastLockoutResolved: boolean;
  readonly settings: Settings;
}
