import type {
  AccountActivity,
  AccountCapabilities,
  AccountReference,
  AccountStatus,
  Factor,
  FactorKind,
  Lock,
  PasswordStart,
  Standing,
  VerifiedChange,
} from '@access-account/contract';
import {
  type AccountReset,
  type ApprovalAsked,
  cycleOf,
  type Effect,
  type FactorsReset,
  type FallibleOperation,
  type FoundPerson,
  type LinkedAccount,
  type LinkMoved,
  noPersonalSettings,
  notWary,
  type PolicyEvent,
  type PolicyId,
  type Proof,
  policies,
  type ReminderDue,
  type ReportEnding,
  type Request,
  type ResetHeld,
  type Situation,
} from '../../src/index.ts';

/** The accounts the tests know, as `system/id`. */
export const alexInCorp: LinkedAccount = {
  system: 'corp',
  systemName: 'Corp Directory',
  account: '1',
  login: 'alex',
  canUnlock: true,
  operations: ['account.find', 'account.read', 'account.unlock'],
  lockoutsToday: 1,
};
export const alexInPayroll: LinkedAccount = { ...alexInCorp, system: 'payroll', systemName: 'Payroll', account: '9' };

export const start = '2026-03-02T08:00:00.000Z';
export const minute = 60_000;
export const hour = 60 * minute;

export type SettingsChange = {
  readonly [Part in keyof Situation['settings']]?: Partial<Situation['settings'][Part]>;
};

export function situationOf(
  change: Partial<Omit<Situation, 'settings'>> & { readonly settings?: SettingsChange } = {},
): Situation {
  const { settings, ...rest } = change;
  return {
    instant: start,
    case: 'case-1',
    person: { id: 'person-1', displayName: 'Alex' },
    accounts: [alexInCorp],
    mainSystem: 'corp',
    notices: [],
    lastLockoutResolved: false,
    wariness: notWary,
    attack: false,
    personal: noPersonalSettings,
    reach: { languages: ['en', 'de', 'ja'], channels: [] },
    ...rest,
    settings: {
      unlockAccount: { enabled: true, tickets: 'always', ...settings?.unlockAccount },
      lockoutNotification: {
        enabled: true,
        mode: 'unlock',
        atMost: 4,
        per: 24 * hour,
        gap: 6 * hour,
        newEpisodeBreaksGap: false,
        instructionsInFirstMessage: false,
        ...settings?.lockoutNotification,
      },
      passwordReset: {
        enabled: true,
        mode: 'link',
        portals: [],
        tickets: 'on-failure',
        ...settings?.passwordReset,
      },
      mfaReset: {
        enabled: true,
        verification: 'chat',
        modes: ['single', 'all'],
        enrolUrl: 'https://mfa.acme.test/enrol',
        tickets: 'always',
        ...settings?.mfaReset,
      },
      passwordExpiry: {
        enabled: true,
        changePassword: 'reset',
        portals: [],
        ignoreCoversExpired: true,
        tickets: 'never',
        ...settings?.passwordExpiry,
      },
      personalSettings: {
        enabled: true,
        fewestNotices: 'none',
        language: true,
        channel: true,
        ...settings?.personalSettings,
      },
      proof: {
        otherFactor: true,
        code: { enabled: true, unchangedFor: 30 * 24 * hour, allowUnknown: false },
        hold: hour,
        freshLogin: null,
        managerApproval: true,
        approvalWithin: 4 * hour,
        life: hour,
        ...settings?.proof,
      },
      caution: {
        afterReport: 30 * 24 * hour,
        afterRelinking: 24 * hour,
        resets: { perPerson: { atMost: 2, per: 7 * 24 * hour }, perOrganisation: { atMost: 20, per: hour } },
        workingHours: null,
        ...settings?.caution,
      },
      accountWatch: { enabled: true, for: 24 * hour, every: 15 * minute, ...settings?.accountWatch },
      followThrough: { nudgeAfter: 10 * minute, handOffAfter: 30 * minute, ...settings?.followThrough },
    },
  };
}

/** One course of help as the server would run it: events in, effects out, the state kept. */
export class Course {
  readonly policy: PolicyId;
  situation: Situation;
  state: unknown;
  readonly effects: Effect[] = [];

  constructor(policy: PolicyId, situation: Situation = situationOf()) {
    this.policy = policy;
    this.situation = situation;
    this.state = policies[policy].initial;
  }

  /** Tells the policy and answers what it wants done now. */
  tell(event: PolicyEvent): readonly Effect[] {
    const { state, effects } = policies[this.policy].step(this.state, event, this.situation);
    // As it would come back from the database.
    this.state = JSON.parse(JSON.stringify(state));
    this.effects.push(...effects);
    return effects;
  }

  /** Lets time pass. */
  later(milliseconds: number): this {
    const instant = new Date(Date.parse(this.situation.instant) + milliseconds).toISOString();
    this.situation = { ...this.situation, instant };
    return this;
  }

  choose(choice: Extract<PolicyEvent, { type: 'choice-made' }>['choice'], values: Record<string, string> = {}) {
    return this.tell({ type: 'choice-made', choice, about: this.question?.about ?? [], values });
  }

  /** The newest question. */
  get question() {
    return this.effects.flatMap((effect) => (effect.type === 'say' ? [effect.question ?? []].flat() : [])).at(-1);
  }
}

export function statusOf(
  account: LinkedAccount,
  {
    standing = 'enabled',
    lock = null,
    mustChange = false,
    able = true,
    lastSignInAt,
    changedAt = null,
    expiresAt = null,
    endsAt,
    manager,
    capabilities = {},
    hidesLocks = false,
  }: {
    readonly standing?: Standing;
    readonly lock?: Lock | null;
    readonly mustChange?: boolean;
    readonly able?: boolean;
    readonly lastSignInAt?: string | null | undefined;
    readonly changedAt?: string | null;
    readonly expiresAt?: string | null;
    readonly endsAt?: string | null | undefined;
    readonly manager?: AccountReference | null | undefined;
    readonly capabilities?: Partial<AccountCapabilities>;
    readonly hidesLocks?: boolean;
  } = {},
): AccountStatus {
  return {
    account: { id: account.account, login: account.login, displayName: 'Alex', email: null, locale: null },
    standing,
    ...(hidesLocks ? { hidesLocks } : {}),
    lock,
    password: { changedAt, expiresAt, mustChange },
    capabilities: {
      'account.unlock': able ? { able: true } : { able: false, reason: 'Mastered elsewhere.' },
      ...capabilities,
    },
    ...(lastSignInAt === undefined ? {} : { lastSignInAt }),
    ...(endsAt === undefined ? {} : { endsAt }),
    ...(manager === undefined ? {} : { manager }),
  };
}

export function lockOf(episode: string, cause: Lock['cause'] = 'failed-logins'): Lock {
  return { episode, cause, since: start, until: null };
}

export function read(account: LinkedAccount, status: Parameters<typeof statusOf>[1] = {}): PolicyEvent {
  return { type: 'account-read', system: account.system, account: account.account, status: statusOf(account, status) };
}

export function lockedOut(account: LinkedAccount, episode = 'e1'): PolicyEvent {
  const lockout = { account: statusOf(account).account, lock: lockOf(episode) };
  return { type: 'lockout-detected', system: account.system, lockout };
}

export function unlocked(account: LinkedAccount): PolicyEvent {
  const change: VerifiedChange = {
    changed: true,
    verified: true,
    system: account.systemName,
    account: { id: account.account },
  };
  return { type: 'account-unlocked', system: account.system, account: account.account, change };
}

/** A directory whose connector can do everything. */
export const alexInOkta: LinkedAccount = {
  ...alexInCorp,
  operations: [
    'account.find',
    'account.read',
    'account.unlock',
    'password.start-reset',
    'password.start-change',
    'factor.list',
    'factor.remove',
    'sessions.revoke',
  ],
};

export const capable = {
  capabilities: {
    'password.start-reset': { able: true },
    'password.start-change': { able: true },
    'factor.remove': { able: true },
  },
} as const;

export function passwordStarted(
  account: LinkedAccount,
  by: PasswordStart['by'],
  operation: 'password.start-reset' | 'password.start-change' = 'password.start-reset',
): PolicyEvent {
  const start = { system: account.systemName, account: { id: account.account }, by };
  return { type: 'password-started', system: account.system, account: account.account, operation, start };
}

export function factorOf(id: string, kind: Factor['kind'] = 'push'): Factor {
  return { id, kind, label: `Phone ${id}`, enrolledAt: null };
}

export function factorsListed(account: LinkedAccount, factors: readonly Factor[]): PolicyEvent {
  return { type: 'factors-listed', system: account.system, account: account.account, factors };
}

export function factorRemoved(account: LinkedAccount, factor: string, changed = true): PolicyEvent {
  const change = { changed, verified: true, system: account.systemName, account: { id: account.account } } as const;
  return { type: 'factor-removed', system: account.system, account: account.account, factor, change };
}

/** Kim's account, of which Alex is the manager. */
export const reportEnding: ReportEnding = {
  type: 'report-ending',
  system: 'corp',
  account: '7',
  systemName: 'Corp Directory',
  login: 'kim',
  displayName: 'Kim',
  endsAt: '2026-03-16T08:00:00.000Z',
  timeZone: 'America/Los_Angeles',
};

/** Kim, as Alex finds them. */
export const kim: FoundPerson = {
  person: 'person-7',
  displayName: 'Kim',
  login: 'kim',
  as: 'manager',
  accounts: [{ system: 'corp', systemName: 'Corp Directory', account: '7', login: 'kim' }],
};
export const kimInCorp: LinkedAccount = { ...alexInCorp, account: '7', login: 'kim' };

/** Kim's request, of whom Alex is the manager. */
export const approvalAsked: ApprovalAsked = {
  type: 'approval-asked',
  from: { person: 'person-7', case: 'case-7' },
  displayName: 'Kim',
  action: 'remove-factor',
  system: 'corp',
  account: '7',
  accounts: [{ login: 'kim', system: 'Corp Directory' }],
  factors: [{ label: 'Phone f1', kind: 'push' }],
  until: at(4 * hour),
};

/** What shows that it is Alex. */
export function proofGiven(
  { system, account }: LinkedAccount,
  action: Proof['action'],
  kind: Proof['kind'] = 'manager-approval',
): PolicyEvent {
  return { type: 'proof-given', proof: { kind, action, system, account, until: at(hour) } };
}

/** A code that Alex typed; it counts for taking factors away once the hold is over. */
export function codeGiven({ system, account }: LinkedAccount, action: Proof['action'], hold: number): PolicyEvent {
  const proof = { kind: 'code', action, system, account, countsFrom: at(hold), until: at(hold + hour) } as const;
  return { type: 'proof-given', proof };
}

/** Addresses that a code may go to, as Alex sees them. */
export function recoveryRead({ system, account }: LinkedAccount, addresses: readonly string[]): PolicyEvent {
  return { type: 'recovery-read', system, account, addresses };
}

/** Alex's factor is to be removed in an hour. */
export const resetHeld: ResetHeld = {
  type: 'reset-held',
  from: { person: 'person-1', case: 'case-9' },
  accounts: [{ login: 'alex', system: 'Corp Directory' }],
  factors: [{ label: 'Phone f1', kind: 'push' }],
  until: at(hour),
};

/** Two factors of Alex that were removed and read back. */
export const removals: FactorsReset['removals'] = [factorOf('f1'), factorOf('f2', 'security-key')].map(
  ({ label, kind }) => ({
    name: { login: 'alex', system: 'Corp Directory' },
    factor: { label, kind },
    change: { changed: true, verified: true, system: 'Corp Directory', account: { id: '1' } },
  }),
);

/** Alex's push and phone line were removed. */
export const linkMoved: LinkMoved = {
  type: 'link-moved',
  channel: 'slack',
  channelName: 'Slack',
  user: 'T1/U2',
  before: 'D1',
};

export const accountReset: AccountReset = {
  type: 'account-reset',
  system: 'corp',
  account: '1',
  name: { login: 'alex', system: 'Corp Directory' },
  at: start,
  what: 'factors',
  removed: ['sms', 'push'],
};

/** A sign-in so many milliseconds after the start; from home unless said. */
export function signedIn(
  after: number,
  { country = 'Homeland', anonymised = false }: Partial<Pick<AccountActivity, 'country' | 'anonymised'>> = {},
): AccountActivity {
  return { what: 'sign-in', at: at(after), country, anonymised };
}

/** A factor that was set up so many milliseconds after the start. */
export function enrolled(after: number, factor: FactorKind | null): AccountActivity {
  return { what: 'factor-enrolled', at: at(after), country: null, anonymised: false, factor };
}

export function activityRead(
  { system, account }: Pick<LinkedAccount, 'system' | 'account'>,
  activity: readonly AccountActivity[],
): PolicyEvent {
  return { type: 'activity-read', system, account, activity };
}

export function sessionsRevoked(account: LinkedAccount): PolicyEvent {
  const change = {
    changed: true,
    verified: true,
    system: account.systemName,
    account: { id: account.account },
  } as const;
  return { type: 'sessions-revoked', system: account.system, account: account.account, change };
}

/** The password that Alex has set on the first of January and that ends 14 days after the start. */
export const setAt = '2026-01-01T08:00:00.000Z';
export const endsAt = '2026-03-16T08:00:00.000Z';

export function reminderDue(
  account: LinkedAccount,
  {
    mark = 14,
    kind = 'password',
    changedAt = kind === 'password' ? setAt : null,
    expiresAt = endsAt,
  }: Partial<Pick<ReminderDue, 'mark' | 'kind' | 'expiresAt'>> & { readonly changedAt?: string | null } = {},
): ReminderDue {
  const { system, account: id } = account;
  const cycle = cycleOf({ account: `${system}/${id}`, changedAt, expiresAt });
  return { type: 'reminder-due', system, account: id, kind, cycle, expiresAt, mark, timeZone: 'America/Los_Angeles' };
}

export function identityFailed(
  account: LinkedAccount,
  operation: FallibleOperation,
  { code = 'unavailable', factor }: { readonly code?: string; readonly factor?: string } = {},
): PolicyEvent {
  return {
    type: 'identity-failed',
    operation,
    system: account.system,
    account: account.account,
    ...(factor === undefined ? {} : { factor }),
    failure: { code, system: account.systemName },
  };
}

export function instructions(system: string, found = true): PolicyEvent {
  const read = { title: 'How to', text: 'Call.', link: null, locale: 'en' };
  return { type: 'instructions-read', system, instructions: found ? read : null };
}

export function changedTo(account: LinkedAccount, status: Parameters<typeof statusOf>[1]): PolicyEvent {
  return {
    type: 'account-changed',
    system: account.system,
    account: account.account,
    status: statusOf(account, status),
  };
}

export function failed(account: LinkedAccount, what: 'read' | 'unlock'): PolicyEvent {
  return {
    type: what === 'read' ? 'account-read-failed' : 'account-unlock-failed',
    system: account.system,
    account: account.account,
    failure: { code: 'unavailable', system: account.systemName },
  };
}

export function askedFor(about: Request['about'] = 'unlock', more: Partial<Request> = {}): PolicyEvent {
  return {
    type: 'help-asked',
    request: { about, system: null, forSomebodyElse: false, containedSecret: false, ...more },
  };
}

/** The time of a timer. */
export function timerDue(timer: string): PolicyEvent {
  return { type: 'timer-due', timer };
}

/** An instant so many milliseconds after the start. */
export function at(milliseconds: number): string {
  return new Date(Date.parse(start) + milliseconds).toISOString();
}

/** The keys of everything that is said in these effects. */
export function said(effects: readonly Effect[]): readonly string[] {
  return effects.flatMap((effect) => (effect.type === 'say' ? effect.sentences.map(({ key }) => key) : []));
}

/** What the effects do, as `type` or operation: the shape of a step at one glance. */
export function done(effects: readonly Effect[]): readonly string[] {
  return effects.map((effect) =>
    effect.type === 'identity' || effect.type === 'ticket'
      ? effect.operation
      : effect.type === 'close'
        ? `close ${effect.outcome}`
        : effect.type === 'timer'
          ? `timer ${effect.timer}`
          : effect.type === 'hand-over'
            ? `hand-over ${effect.to}`
            : effect.type,
  );
}

export function ticketKeys(effects: readonly Effect[], operation: string): readonly string[] {
  return effects.flatMap((effect) => (effect.type === 'ticket' && effect.operation === operation ? [effect.key] : []));
}
