import { randomUUID } from 'node:crypto';
import type { Lockout } from '@access-account/contract';
import { sentence } from '@access-account/messages';
import {
  type Effect,
  type ExpiryChanged,
  type HandOver,
  isProving,
  type LinkedAccount,
  type PolicyEvent,
  type PolicyId,
  policies,
  type ReminderDue,
  type Request,
  remindedOf,
  type Settings,
} from '@access-account/policies';
import { isPaused } from '../pauses.ts';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import { type Audiences, type Feature, featureOf } from './audiences.ts';
import type { Opening } from './entry.ts';
import type { Address, Answer, Arrival, Conversation, Decision, HelpCase } from './help-case.ts';
import type { Shadows } from './shadows.ts';

export interface DecideOptions {
  readonly settings: Settings;
  readonly audiences: Audiences;
  readonly shadows: Shadows;
  readonly registry: Pick<ConnectorRegistry, 'channelFeatures'>;
  /** The identity system that is meant when none is named. */
  readonly mainSystem: string;
}

/** Station 5. The policy of a case decides; here it is only said which policy, and what it may know. */
export class Decide {
  readonly #settings: Settings;
  readonly #audiences: Audiences;
  readonly #shadows: Shadows;
  readonly #registry: DecideOptions['registry'];
  readonly #mainSystem: string;

  constructor({ settings, audiences, shadows, registry, mainSystem }: DecideOptions) {
    this.#settings = settings;
    this.#audiences = audiences;
    this.#shadows = shadows;
    this.#registry = registry;
    this.#mainSystem = mainSystem;
  }

  /** Somebody answered the question of a case. */
  answer({ case: asked, choice, about, expired, values }: Answer, conversation: Conversation): readonly Decision[] {
    return this.#steps(
      asked,
      expired ? { type: 'choice-expired', choice } : { type: 'choice-made', choice, about, values },
      conversation,
    );
  }

  /**
   * Words answer nothing where it is not certain whose they are: the person is asked once more, where they are reached. No
   * policy hears of it, so that nobody gets anywhere by writing in somebody's name.
   */
  askAgain({ case: asked, choice }: Extract<Arrival, { kind: 'unproven' }>): readonly Decision[] {
    return [
      {
        case: asked,
        event: { type: 'answer-unproven', choice },
        state: asked.state,
        effects: [{ type: 'say', sentences: [sentence('question.by-link')] }],
      },
    ];
  }

  /** Somebody asked for help: a new case, which may take the place of one that waits for an answer about the same. */
  request(
    { request, address, locale, writtenIn, instructed }: Extract<Arrival, { kind: 'request' }>,
    conversation: Conversation,
  ): readonly Decision[] {
    const event: PolicyEvent = { type: 'help-asked', request };
    const waiting = conversation.openCases.find(({ state }) => isProving(state));
    // What looks like a code was cut out of it already: it belongs on the page, and nobody gets used to typing it here.
    if (request.about === 'unclear' && request.containedSecret && waiting !== undefined) {
      const effects = [{ type: 'say', sentences: [sentence('proof.code-typed')] }] as const;
      return [{ case: { ...waiting, address }, event, state: waiting.state, effects }];
    }
    const policy = this.#isForAnother(request, address)
      ? 'another-person'
      : this.#policyFor(request, instructed, conversation);
    const replaced = takenOver(policy, conversation, request);
    return [
      ...replaced.map(
        (open): Decision => ({
          case: open,
          event,
          state: open.state,
          effects: [{ type: 'close', outcome: 'taken-over' }],
        }),
      ),
      ...this.#steps(this.#open({ conversation, policy, address, locale, writtenIn }, event), event, conversation),
    ];
  }

  /** A lock was noticed: it is told to the case that helps with the account, joins the card that is out, or opens a case. */
  lockout(system: string, lockout: Lockout, conversation: Conversation): readonly Decision[] {
    if (!this.#isTold(system, lockout, conversation)) return [];
    const policy = 'lockout-notification';
    const shadow = this.#shadows.includes('lockoutNotification', system, lockout.account);
    // What is only watched joins nothing that is told, and the other way round.
    const watched = { ...conversation, openCases: conversation.openCases.filter((one) => one.shadow === shadow) };
    const joined = watched.openCases.find((one) => one.policy === policy);
    return this.#steps(
      helpedWith(system, lockout, watched) ?? joined ?? open({ conversation, policy, shadow }),
      { type: 'lockout-detected', system, lockout },
      conversation,
    );
  }

  /** Whether the person would hear of a lock that they have not asked about. */
  tells(system: string, lockout: Lockout, conversation: Conversation): boolean {
    return this.#isTold(system, lockout, conversation) && helpedWith(system, lockout, conversation) === undefined;
  }

  #isTold(system: string, { account }: Lockout, { paused }: Conversation): boolean {
    return (
      this.#audiences.includes('lockoutNotification', system, account) &&
      !isPaused(paused, { feature: 'lockoutNotification', system })
    );
  }

  /** A reminder goes to the case that knows of the cycle, and whether the person wants to hear of it; nobody waits for it. */
  reminder(event: ReminderDue | ExpiryChanged, conversation: Conversation): readonly Decision[] {
    const { person, accounts } = conversation;
    const watched = this.#shadows.isShadowed('password-expiry', person, meantAccounts(accounts, event));
    const known = conversation.openCases.find(({ policy, state, shadow }) => {
      // What was only watched is no reminder that anybody has had.
      if (shadow !== watched) return false;
      const last = policy === 'password-expiry' ? remindedOf(state)?.last : undefined;
      return last?.system === event.system && last.account === event.account && last.kind === event.kind;
    });
    // Nobody asked for it: it comes in the language they are told things in, whatever was written since the last one.
    const { locale } = person;
    if (known !== undefined) return this.#steps({ ...known, address: null, locale }, event, conversation);
    return event.type === 'reminder-due'
      ? this.#steps(this.#open({ conversation, policy: 'password-expiry' }, event), event, conversation)
      : [];
  }

  /** Somebody else's case handed something over: wherever the person is reached. */
  opening(
    { policy, event, address = null }: Pick<Opening, 'policy' | 'event' | 'address'>,
    conversation: Conversation,
  ): readonly Decision[] {
    // The end of what began belongs to its case.
    const begun =
      event.type === 'attack-over' ? conversation.openCases.find((one) => one.policy === policy) : undefined;
    return this.#steps(begun ?? this.#open({ conversation, policy, address }, event), event, conversation);
  }

  /** An effect brought something. */
  outcome(helpCase: HelpCase, event: PolicyEvent, conversation: Conversation): readonly Decision[] {
    return this.#steps(helpCase, event, conversation);
  }

  /** What the policy decides; what it hands over to another one of the same person begins at once, in the same conversation. */
  #steps(helpCase: HelpCase, event: PolicyEvent, conversation: Conversation): readonly Decision[] {
    const decision = this.#step(helpCase, event, conversation);
    const isOurs = (effect: Effect) => effect.type === 'hand-over' && effect.owner === undefined;
    return [
      { ...decision, effects: decision.effects.filter((effect) => !isOurs(effect)) },
      ...decision.effects.flatMap((effect) =>
        effect.type === 'hand-over' && isOurs(effect)
          ? this.#steps(
              this.#open(
                { ...helpCase, conversation, policy: this.#handedTo(effect, helpCase, conversation) },
                effect.event,
              ),
              effect.event,
              conversation,
            )
          : [],
      ),
    ];
  }

  /** A new case: it only watches where all accounts do that it can be about, and where the one does that it comes from. */
  #open(opened: Opened, event: PolicyEvent): HelpCase {
    const { conversation, policy } = opened;
    const { person } = conversation;
    const accounts = this.#audiences.accounts(policy, person, conversation.accounts);
    const shadow = opened.shadow === true || this.#shadows.isShadowed(policy, person, meantAccounts(accounts, event));
    return open({ ...opened, shadow });
  }

  #step(helpCase: HelpCase, event: PolicyEvent, conversation: Conversation): Decision {
    const { person, instant, accounts, lastLockoutResolved, wariness, attack, personal, reach } = conversation;
    const { policy: id, shadow } = helpCase;
    const situation = {
      instant,
      case: helpCase.id,
      person: { id: person.id, displayName: person.displayName },
      accounts: this.#shadows.accounts(id, person, {
        shadow,
        accounts: this.#audiences.accounts(id, person, accounts),
      }),
      mainSystem: this.#mainSystem,
      notices: shadow ? [...conversation.notices, ...conversation.shadowNotices] : conversation.notices,
      lastLockoutResolved,
      wariness,
      attack,
      personal,
      reach,
      settings: this.#settingsFor(helpCase, conversation),
    };
    const policy = policies[id];
    // What a state of an earlier release does not have yet is as in the beginning.
    const state = { ...(policy.initial as object), ...(helpCase.state as object) };
    return { case: helpCase, event, ...policy.step(state, event, situation) };
  }

  /** Where it is not certain who writes, a second factor is removed with more proof than that somebody reads the mails. */
  #settingsFor({ address, shadow }: HelpCase, { person, accounts }: Conversation): Settings {
    const known = this.#audiences.settings(person);
    const watched = shadow ? [] : [...this.#shadows.ofPerson(person, accounts)];
    // What is only watched is offered to nobody.
    const off = watched.map((feature) => [feature, { ...known[feature], enabled: false }]);
    const settings: Settings = off.length === 0 ? known : { ...known, ...Object.fromEntries(off) };
    if (address === null || this.#registry.channelFeatures(address.channel)?.certainty !== 'nothing') return settings;
    return { ...settings, mfaReset: { ...settings.mfaReset, verification: 'step-up' } };
  }

  /** People are only looked for where it is certain who asks. */
  #isForAnother({ about, system, forSomebodyElse }: Request, { channel }: Address): boolean {
    const isElsewhere = system !== null && !system.connected;
    const isHelp = about === 'unlock' || about === 'password' || about === 'mfa' || about === 'sign-in';
    return (
      forSomebodyElse && isHelp && !isElsewhere && this.#registry.channelFeatures(channel)?.certainty !== 'nothing'
    );
  }

  #policyFor({ about, system }: Request, instructed: boolean, conversation: Conversation): PolicyId {
    const isElsewhere = system !== null && !system.connected && !instructed;
    switch (about) {
      case 'unlock':
        return isElsewhere ? 'service-desk' : this.#onOffer('unlock-account', conversation);
      case 'password':
        return isElsewhere ? 'service-desk' : this.#onOffer('password-reset', conversation);
      case 'mfa':
        return isElsewhere ? 'service-desk' : this.#onOffer('mfa-reset', conversation);
      case 'service-desk':
        return 'service-desk';
      case 'settings':
        return this.#settings.personalSettings.enabled ? 'personal-settings' : 'help';
      default:
        return 'help';
    }
  }

  /** What was chosen from the menu goes where the same words would. */
  #handedTo({ to }: HandOver, { policy }: HelpCase, conversation: Conversation): PolicyId {
    return policy === 'help' ? this.#onOffer(to, conversation) : to;
  }

  /** The policy, or the service desk in its place where that help is not for this person, or not now. */
  #onOffer(policy: PolicyId, conversation: Conversation): PolicyId {
    const feature = featureOf[policy];
    return feature === undefined || this.#helps(feature, conversation) ? policy : 'service-desk';
  }

  /** Whether a feature is switched on, for this person, and not stopped. */
  #helps(feature: Feature, { person, accounts, paused }: Conversation): boolean {
    return (
      this.#settings[feature].enabled &&
      this.#audiences.isFor(feature, person, accounts) &&
      !isPaused(paused, { feature })
    );
  }
}

/** Those of a person's accounts that something is about; all of them, where it does not say. */
function meantAccounts(accounts: readonly LinkedAccount[], event: PolicyEvent): readonly LinkedAccount[] {
  switch (event.type) {
    case 'help-asked': {
      const { system } = event.request;
      const meant = accounts.filter((one) => system?.connected === true && one.system === system.name);
      return meant.length > 0 ? meant : accounts;
    }
    case 'reminder-due':
    case 'expiry-changed':
      return accounts.filter(({ system, account }) => system === event.system && account === event.account);
    default:
      return accounts;
  }
}

/** Whoever asked to be unlocked is being helped with it, and their case hears of the new lock. */
function helpedWith(system: string, { account }: Lockout, { openCases }: Conversation): HelpCase | undefined {
  const subject = `${system}/${account.id}`;
  return openCases.find(({ policy, subjects }) => policy === 'unlock-account' && subjects.includes(subject));
}

interface Opened {
  readonly conversation: Conversation;
  readonly policy: PolicyId;
  /** Absent: wherever the person is reached, in the language they are told things in. */
  readonly address?: Address | null;
  readonly locale?: string;
  readonly writtenIn?: string | null;
  readonly shadow?: boolean;
}

/** A new case; `record` stores it. */
function open({
  conversation: { person },
  policy,
  address = null,
  locale,
  writtenIn = null,
  shadow = false,
}: Opened): HelpCase {
  const { id, version, initial } = policies[policy];
  return {
    id: randomUUID(),
    person: person.id,
    policy: id,
    policyVersion: version,
    state: initial,
    version: 0,
    nextOrdinal: 1,
    question: null,
    subjects: [],
    address,
    locale: locale ?? person.locale,
    writtenIn,
    holder: null,
    shadow,
  };
}

/**
 * The open cases a person's own request for an unlock takes the place of: those that wait for an answer about the same systems.
 * Otherwise a typed "yes" would have two questions to choose from.
 */
function takenOver(policy: PolicyId, { openCases }: Conversation, { system }: Request): readonly HelpCase[] {
  if (policy === 'personal-settings' || policy === 'another-person')
    return openCases.filter((open) => open.policy === policy && open.question !== null);
  if (policy !== 'unlock-account') return [];
  return openCases.filter(({ policy, question }) => {
    if (question === null || (policy !== 'unlock-account' && policy !== 'lockout-notification')) return false;
    // It asks whether the help has worked: that is another question, and its ticket is still to be settled.
    if (question.choices.includes('works')) return false;
    if (system === null) return true;
    return system.connected && question.about.some((key) => key.startsWith(`${system.name}/`));
  });
}
