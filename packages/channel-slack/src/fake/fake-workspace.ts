import { randomBytes } from 'node:crypto';
import type { Clock } from '@access-account/contract';
import type { Json } from './fake-blocks.ts';

/** How a user belongs to the workspace. `stranger`: of another organisation, by Slack Connect. */
export type FakeUserKind = 'member' | 'guest' | 'single-channel-guest' | 'bot' | 'stranger' | 'deleted' | 'slackbot';

export interface FakeUserOptions {
  readonly email: string;
  readonly name?: string;
  readonly kind?: FakeUserKind;
  readonly locale?: string;
}

export interface FakeUser {
  readonly id: string;
  readonly kind: FakeUserKind;
  readonly name: string;
  readonly locale: string;
  /** In some workspaces people change it themselves. */
  email: string;
}

export interface FakeMessage {
  readonly ts: string;
  readonly channel: string;
  readonly thread: string | undefined;
  text: string;
  blocks: readonly unknown[];
  metadata: Json | undefined;
  edited: boolean;
}

export interface FakeView {
  readonly id: string;
  readonly hash: string;
  readonly user: string;
  readonly view: Json;
}

/**
 * Promises that Slack keeps, broken on purpose, one at a time: what is held against this stand-in has to notice.
 */
export type FakeMutant =
  | 'history-without-metadata'
  | 'update-does-nothing'
  | 'update-keeps-blocks'
  | 'posts-twice'
  | 'everybody-a-member'
  | 'no-retry-after'
  | 'reads-everything-as-markup'
  | 'tokens-changed'
  | 'posts-to-everybody'
  | 'other-order';

const id = (prefix: string) => `${prefix}${randomBytes(5).toString('hex').toUpperCase()}`;
/** Milliseconds a trigger is good for. */
const triggerLife = 3000;

/** One workspace with one app in it, in memory. */
export class FakeWorkspace {
  readonly teamId = id('T');
  readonly appId = id('A');
  readonly botUser = id('U');
  readonly users = new Map<string, FakeUser>();
  /** User by direct-message channel. */
  readonly directMessages = new Map<string, string>();
  readonly messages: FakeMessage[] = [];
  readonly views: FakeView[] = [];
  /** By thread. */
  readonly suggestedPrompts = new Map<string, unknown>();
  readonly mutants = new Set<FakeMutant>();
  /** Called after anything was shown. */
  readonly listeners = new Set<() => void>();
  readonly #clock: Clock;
  readonly #triggers = new Map<string, { readonly user: string; readonly until: number; used: boolean }>();
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  addUser({
    email,
    name = email.split('@')[0] ?? email,
    kind = 'member',
    locale = 'en-US',
  }: FakeUserOptions): FakeUser {
    const user = { id: kind === 'slackbot' ? 'USLACKBOT' : id('U'), kind, name, email, locale };
    this.users.set(user.id, user);
    return user;
  }

  directMessageWith(user: string): string {
    for (const [channel, other] of this.directMessages) if (other === user) return channel;
    const channel = id('D');
    this.directMessages.set(channel, user);
    return channel;
  }

  /** As Slack makes them: unique in a channel, and in the order of time. */
  nextTimestamp(): string {
    this.#count += 1;
    return `${Math.floor(this.#clock.now().getTime() / 1000)}.${String(this.#count).padStart(6, '0')}`;
  }

  newTrigger(user: string): string {
    const trigger = `${Date.now()}.${randomBytes(8).toString('hex')}`;
    this.#triggers.set(trigger, { user, until: this.#clock.now().getTime() + triggerLife, used: false });
    return trigger;
  }

  /** Whose click it was; or why it opens nothing. */
  useTrigger(trigger: string): { readonly user: string } | { readonly error: string } {
    const found = this.#triggers.get(trigger);
    if (found === undefined) return { error: 'invalid_trigger_id' };
    if (found.used) return { error: 'exchanged_trigger_id' };
    if (this.#clock.now().getTime() > found.until) return { error: 'expired_trigger_id' };
    found.used = true;
    return { user: found.user };
  }

  openView(user: string, view: Json): FakeView {
    const opened = { id: id('V'), hash: randomBytes(6).toString('hex'), user, view };
    this.views.push(opened);
    this.changed();
    return opened;
  }

  changed(): void {
    for (const listener of this.listeners) listener();
  }

  /** What `users.info` says. */
  describe({ id: user, kind, name, email, locale }: FakeUser): Json {
    const isHidden = this.mutants.has('everybody-a-member');
    return {
      id: user,
      team_id: kind === 'stranger' && !isHidden ? 'T0STRANGER' : this.teamId,
      name,
      real_name: name,
      deleted: kind === 'deleted' && !isHidden,
      is_bot: kind === 'bot' && !isHidden,
      is_restricted: (kind === 'guest' || kind === 'single-channel-guest') && !isHidden,
      is_ultra_restricted: kind === 'single-channel-guest' && !isHidden,
      ...(kind === 'stranger' && !isHidden ? { is_stranger: true } : {}),
      locale,
      profile: { real_name: name, email },
    };
  }
}
