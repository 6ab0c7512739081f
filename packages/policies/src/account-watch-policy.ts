import type { AccountActivity, FactorKind } from '@access-account/contract';
import type { Suspected } from '@access-account/messages';
import type { Effect } from './effect.ts';
import { later } from './later.ts';
import type { Policy, Step } from './policy.ts';
import type { AccountReset } from './policy-event.ts';
import type { Situation } from './situation.ts';
import { linkedAccount, type Target, targetKey } from './target.ts';

/**
 * Something was reset that lets whoever asked for it into an account. For a while the provider's own log is looked at: a weaker factor, a
 * country the account was not used from, a service that hides where somebody is. Each is told once, to the security team and to the owner.
 */
export interface AccountWatchState {
  readonly stage: 'new' | 'watching' | 'closed';
  readonly reset: AccountReset | null;
  /** ISO 8601 instant. */
  readonly until: string;
  /** From where the account was used before; null: the log was not read yet. */
  readonly countries: readonly string[] | null;
  /** ISO 8601 instant up to which the log was read; null: not at all. */
  readonly readTo: string | null;
  /** ISO 8601 instant of the look that is under way; null: none is. */
  readonly looking: string | null;
  /** What was told already. */
  readonly told: readonly Suspected['suspicion'][];
}

/** Milliseconds. */
const day = 24 * 60 * 60_000;
/** How far before the reset it is looked from where the account is used. */
const usual = 30 * day;
/** Whoever prepares to take an account over may have been in it already: what is as new as this shows nothing. */
const recent = day;
/** Logs are written late, and clocks differ: so much is read twice. */
const overlap = 60 * 60_000;
const skew = 60_000;

/** How hard it is for somebody else to come by a factor. */
const strength: Readonly<Record<FactorKind, number>> = {
  other: 0,
  sms: 1,
  call: 1,
  email: 1,
  totp: 2,
  push: 2,
  'hardware-token': 2,
  'security-key': 3,
  passkey: 3,
};

export const accountWatchPolicy: Policy<AccountWatchState> = {
  id: 'account-watch',
  version: 1,
  initial: { stage: 'new', reset: null, until: '', countries: null, readTo: null, looking: null, told: [] },

  step(state, event, situation) {
    const { reset } = state;
    if (event.type === 'account-reset')
      return state.stage === 'new' ? begin(state, event, situation) : { state, effects: [] };
    if (state.stage !== 'watching' || reset === null) return { state, effects: [] };
    switch (event.type) {
      case 'timer-due':
        return event.timer === 'watch' ? due({ ...state, reset }, situation) : { state, effects: [] };
      case 'activity-read':
        return isLook(state, event) ? read({ ...state, reset }, event.activity, situation) : { state, effects: [] };
      case 'identity-failed':
        return event.operation === 'activity.read' && isLook(state, event)
          ? looked({ ...state, reset }, situation)
          : { state, effects: [] };
      default:
        return { state, effects: [] };
    }
  },
};

export interface WatchAccountOptions {
  readonly target: Pick<Target, 'system' | 'systemName' | 'account' | 'login'>;
  readonly what: AccountReset['what'];
  /** The kinds of the factors that were removed. */
  readonly removed: readonly FactorKind[];
}

/** Has an account watched from now on, where its provider tells what happens to it. The case is reached wherever the owner is. */
export function watchAccount(
  { target, what, removed }: WatchAccountOptions,
  situation: Situation,
): readonly Extract<Effect, { type: 'hand-over' }>[] {
  const { settings, instant } = situation;
  const isOffered = linkedAccount(situation, target)?.operations.includes('activity.read') ?? false;
  if (!settings.accountWatch.enabled || !isOffered) return [];
  const { system, account, systemName, login } = target;
  const name = { login, system: systemName };
  return [
    {
      type: 'hand-over',
      to: 'account-watch',
      event: { type: 'account-reset', system, account, name, at: instant, what, removed },
      owner: { system, account },
    },
  ];
}

type Watching = AccountWatchState & { readonly reset: AccountReset };

function begin(
  state: AccountWatchState,
  reset: AccountReset,
  { instant, settings: { accountWatch } }: Situation,
): Step<AccountWatchState> {
  const until = later(reset.at, accountWatch.for);
  const begun = look({ ...state, stage: 'watching', reset, until }, instant);
  return { ...begun, effects: [...begun.effects, nextLook(until, { instant, accountWatch })] };
}

function isLook({ reset, looking }: AccountWatchState, event: { readonly system: string; readonly account: string }) {
  return looking !== null && reset !== null && targetKey(reset) === targetKey(event);
}

function nextLook(
  until: string,
  { instant, accountWatch }: Pick<Situation, 'instant'> & Pick<Situation['settings'], 'accountWatch'>,
): Effect {
  const next = later(instant, accountWatch.every);
  return { type: 'timer', timer: 'watch', at: Date.parse(next) < Date.parse(until) ? next : until };
}

/** Reads what is new since the last look; until that has come to something, from where the account is used, too. */
function look(state: Watching, instant: string): Step<AccountWatchState> {
  const { system, account, at } = state.reset;
  const since = state.readTo === null ? later(at, -usual) : later(state.readTo, -overlap);
  return {
    state: { ...state, looking: instant },
    effects: [{ type: 'identity', operation: 'activity.read', system, account, since }],
  };
}

/** A look that is under way is waited for: nothing is asked twice at once. */
function due(state: Watching, { instant, settings: { accountWatch } }: Situation): Step<AccountWatchState> {
  const isOver = Date.parse(instant) >= Date.parse(state.until);
  const timer = isOver ? [] : [nextLook(state.until, { instant, accountWatch })];
  if (state.looking !== null) return { state, effects: timer };
  const begun = look(state, instant);
  return { ...begun, effects: [...begun.effects, ...timer] };
}

/** The look is over. After the time only one more is needed, that began after it. */
function looked(before: Watching, { instant }: Situation): Step<AccountWatchState> {
  const state = { ...before, looking: null };
  const end = Date.parse(state.until);
  if (Date.parse(instant) < end) return { state, effects: [] };
  if (before.looking !== null && Date.parse(before.looking) < end) return look(state, instant);
  return { state: { ...state, stage: 'closed' }, effects: [{ type: 'close', outcome: 'watched' }] };
}

function read(before: Watching, activity: readonly AccountActivity[], situation: Situation): Step<AccountWatchState> {
  const { reset, told, until, looking } = before;
  const at = Date.parse(reset.at);
  const usedBefore = activity.filter((one) => Date.parse(one.at) < at - recent);
  const since = activity
    .filter((one) => Date.parse(one.at) >= at - skew && Date.parse(one.at) <= Date.parse(until))
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const known = [...(before.countries ?? []), ...usedBefore.flatMap(({ country }) => country ?? [])];
  // Where nothing is known there is nothing new: the first one is what the next is held against.
  const first = since.find(({ country }) => country !== null)?.country ?? null;
  const countries = [...new Set(known.length > 0 || first === null ? known : [first])];
  const suspected = suspectedIn(since, { countries, reset }).filter(({ suspicion }) => !told.includes(suspicion));
  const state = {
    ...before,
    countries,
    readTo: looking,
    told: [...told, ...suspected.map(({ suspicion }) => suspicion)],
  };
  const next = looked(state, situation);
  return { ...next, effects: [...alert(before, suspected, situation), ...next.effects] };
}

interface Known {
  readonly countries: readonly string[];
  readonly reset: AccountReset;
}

function suspectedIn(activity: readonly AccountActivity[], { countries, reset }: Known): readonly Suspected[] {
  const isWeaker = activity.some(
    (one) => one.what === 'factor-enrolled' && one.factor !== null && strength[one.factor] < needed(reset),
  );
  const elsewhere = activity.find(({ country }) => country !== null && !countries.includes(country))?.country;
  return [
    ...(isWeaker ? [{ suspicion: 'weaker-factor' as const, country: '' }] : []),
    ...(elsewhere == null ? [] : [{ suspicion: 'new-country' as const, country: elsewhere }]),
    ...(activity.some(({ anonymised }) => anonymised) ? [{ suspicion: 'anonymiser' as const, country: '' }] : []),
  ];
}

/** A new factor is to be as good as the best that went; where none did, better than a phone line or a mailbox. */
function needed({ removed }: AccountReset): number {
  return removed.length === 0 ? strength.totp : Math.max(...removed.map((kind) => strength[kind]));
}

/** One ticket per watch; what comes later is noted in it. The owner hears of each. */
function alert(before: Watching, suspected: readonly Suspected[], situation: Situation): readonly Effect[] {
  if (suspected.length === 0) return [];
  const { reset, told } = before;
  const { login, system } = reset.name;
  const key = `watch:${situation.case}`;
  const found = suspected.map(wordsFor).join(' ');
  const ticket: readonly Effect[] =
    told.length > 0
      ? [{ type: 'ticket', operation: 'ticket.note', key, text: found }]
      : [
          {
            type: 'ticket',
            operation: 'ticket.open',
            key,
            subject: `Look at ${login} in ${system}: unusual after a reset`,
            description: `At ${reset.at} ${reset.what === 'factors' ? 'second factors of' : 'a new password for'} ${login} in ${system} ${reset.what === 'factors' ? 'were removed' : 'was begun'}. Since then the provider’s log shows: ${found} The owner is being told.`,
          },
          {
            type: 'ticket',
            operation: 'ticket.hand-off',
            key,
            to: 'security',
            reason: 'Somebody else may have asked for the reset.',
          },
        ];
  return [
    ...ticket,
    {
      type: 'hand-over',
      to: 'security-notice',
      event: { type: 'account-suspected', name: reset.name, suspected, key },
    },
  ];
}

function wordsFor({ suspicion, country }: Suspected): string {
  switch (suspicion) {
    case 'weaker-factor':
      return 'A second factor was set up that is weaker than those before it.';
    case 'new-country':
      return `The account was used from ${country}, from where it was not used in the month before.`;
    case 'anonymiser':
      return 'The account was used through an anonymiser.';
  }
}
