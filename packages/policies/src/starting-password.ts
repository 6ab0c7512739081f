import type { InstructionTopic } from '@access-account/contract';
import { type AccountName, type Sentence, sentence } from '@access-account/messages';
import { type WatchAccountOptions, watchAccount } from './account-watch-policy.ts';
import type { Effect, SaidLink, Say } from './effect.ts';
import type { PolicyEvent, Request } from './policy-event.ts';
import type { LinkedAccount, Portal, Settings, Situation } from './situation.ts';

/** Whether somebody still knows the current password. */
export type Knowing = NonNullable<Request['how']>;

/** How a person comes to a new password, without it ever coming here. */
export type PasswordRoute =
  | { readonly kind: 'provider'; readonly operation: 'password.start-reset' | 'password.start-change' }
  | { readonly kind: 'portals'; readonly portals: readonly Portal[] }
  | { readonly kind: 'instructions'; readonly topic: InstructionTopic };

export interface PasswordRoutesInput {
  readonly how: Knowing;
  readonly account: Pick<LinkedAccount, 'operations'>;
  readonly settings: Settings;
  /** Whether the live state allows it for this account; where it was not read, the provider decides. */
  readonly allows: (operation: 'password.start-reset' | 'password.start-change') => boolean;
}

/**
 * The ways to a new password, the best first and at least one: the provider's own link or message, the organisation's portals, its instructions.
 * Nothing but the configuration and what the connector can do decides, so that the same button always does the same.
 */
export function passwordRoutes({
  how,
  account,
  settings,
  allows,
}: PasswordRoutesInput): readonly [PasswordRoute, ...PasswordRoute[]] {
  const { passwordReset, passwordExpiry } = settings;
  const isAutomatic = how === 'knows' ? passwordExpiry.changePassword === 'reset' : passwordReset.mode === 'link';
  const portals = how === 'knows' && passwordExpiry.portals.length > 0 ? passwordExpiry.portals : passwordReset.portals;
  const operation = isAutomatic
    ? wantedFor(how).find((one) => account.operations.includes(one) && allows(one))
    : undefined;
  const instructions: PasswordRoute = { kind: 'instructions', topic: topicOf(how) };
  const served: readonly [PasswordRoute, ...PasswordRoute[]] =
    portals.length > 0 ? [{ kind: 'portals', portals }, instructions] : [instructions];
  return operation === undefined ? served : [{ kind: 'provider', operation }, ...served];
}

/** Whether the same is asked of the provider on both ways. */
export function isSameTry(one: PasswordRoute, other: PasswordRoute): boolean {
  return one.kind === 'provider' && other.kind === 'provider' && one.operation === other.operation;
}

/** What the provider may be asked for, the best first. */
export function wantedFor(how: Knowing): readonly ('password.start-change' | 'password.start-reset')[] {
  return how === 'knows' ? ['password.start-change', 'password.start-reset'] : ['password.start-reset'];
}

export function topicOf(how: Knowing): InstructionTopic {
  return how === 'knows' ? 'change-password' : 'reset-password';
}

export interface TakeRouteInput {
  readonly route: PasswordRoute;
  readonly system: string;
  readonly account: string;
  readonly name: AccountName;
}

/** The first step on a way. Only that of portals is the whole of it. */
export function takeRoute({ route, system, account, name }: TakeRouteInput): Effect {
  switch (route.kind) {
    case 'provider':
      return { type: 'identity', operation: route.operation, system, account };
    case 'portals':
      return { type: 'say', sentences: [sentence('password.portals', { accounts: [name] })], links: route.portals };
    case 'instructions':
      return { type: 'instructions', topic: route.topic, system };
  }
}

export interface WatchResetInput extends Pick<WatchAccountOptions, 'target'> {
  readonly event: Extract<PolicyEvent, { type: 'password-started' }>;
}

/** Has the account watched where a reset was begun. A change asks for the current password: it gives nobody a way in that they did not have. */
export function watchReset({ event, target }: WatchResetInput, situation: Situation): ReturnType<typeof watchAccount> {
  return event.operation === 'password.start-reset'
    ? watchAccount({ target, what: 'password', removed: [] }, situation)
    : [];
}

/** What was begun, and only that: a message is spoken of where the provider says that it sent one. */
export function startedSay(
  { start }: Extract<PolicyEvent, { type: 'password-started' }>,
  login: string,
  { instant }: Situation,
): Say {
  const { by, system } = start;
  const starts = [{ name: { login, system }, start }];
  if (by.kind === 'mail') return { type: 'say', sentences: [sentence('password.mailed', { starts, to: by.to })] };
  const links: readonly SaidLink[] = [{ label: sentence('password.link-label'), url: by.url }];
  const minutes = Math.floor((Date.parse(by.until ?? instant) - Date.parse(instant)) / 60_000);
  const said: Sentence =
    minutes > 0 ? sentence('password.link-until', { starts, minutes }) : sentence('password.link', { starts });
  return { type: 'say', sentences: [said], links };
}
