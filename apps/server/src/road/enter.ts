import { randomUUID } from 'node:crypto';
import type { InboundOutcome } from '@access-account/contract';
import type { Renderer } from '@access-account/messages';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import type { Changes } from './changes.ts';
import { userKey } from './channel-links.ts';
import type { Converse, Stored } from './converse.ts';
import type { Decide } from './decide.ts';
import type { Drain, Returned } from './drain.ts';
import type { CaseInHand } from './due-effect.ts';
import type { Arriving, Detected, Entry, Looking, Moving, Opening, Proven, Reminded, Returning } from './entry.ts';
import type { Arrival, Conversation, Link } from './help-case.ts';
import { lockKey } from './lockouts-of.ts';
import { eventOf } from './outcome.ts';
import { eventKey, handOverSource, reminderSource } from './processed-events.ts';
import { refusal } from './refusal.ts';
import type { RemindersInHand } from './reminders-in-hand.ts';
import type { Understand } from './understand.ts';

export interface EnterOptions {
  readonly registry: ConnectorRegistry;
  readonly converse: Converse;
  readonly understand: Understand;
  readonly decide: Decide;
  readonly words: Renderer;
  /** Of whoever is not known. BCP 47. */
  readonly defaultLocale: string;
  readonly noticesEnabled: boolean;
  /** Whether a case is in our hand, and at which version. */
  readonly drain: Pick<Drain, 'versionOf' | 'isBehind' | 'isLast'>;
  readonly reminding: RemindersInHand;
}

/** What became of an entry, known once it is committed. */
export type Entered = InboundOutcome | Returned | CaseInHand | undefined;

/** The way in, from what is stored to what is to be recorded: nothing here waits, and nothing is written. */
export class Enter {
  readonly #options: EnterOptions;

  constructor(options: EnterOptions) {
    this.#options = options;
  }

  /** Puts into `changes` what follows from the entry. `returning`: the effects whose outcomes enter in the same commit. */
  enter(entry: Entry, stored: Stored, changes: Changes, returning: ReadonlySet<string>): Entered {
    switch (entry.kind) {
      case 'arriving':
        return this.#arrive(entry, stored, changes);
      case 'moving':
        return this.#move(entry, stored, changes);
      case 'detected':
        return this.#detect(entry, stored, changes);
      case 'reminded':
        return this.#remind(entry, stored, changes);
      case 'opening':
        return this.#open(entry, stored, changes);
      case 'proven':
        return this.#prove(entry, stored, changes);
      case 'returning':
        return this.#return(entry, stored, changes, returning);
      case 'looking':
        return this.#found(entry, stored, changes);
    }
  }

  /** Undefined: by now the user of the channel is not the person they were taken for. */
  #arrive(arriving: Arriving, stored: Stored, changes: Changes): InboundOutcome | undefined {
    const { decide } = this.#options;
    const { person, channel, event, byLink, systems, opinion } = arriving;
    const before = stored.processed.get(eventKey(channel, event.id));
    if (before !== undefined) return { status: 'repeated', event: before };
    const link = linkOf(arriving, stored);
    if (byLink && link === undefined) return undefined;
    const conversation = conversationOf(person, stored);
    const arrival = this.#understood({ channel, event, systems, opinion }, conversation, stored);
    if (arrival.kind === 'repeated') return { status: 'repeated', event: arrival.event };
    if (arrival.kind === 'refused') {
      if (arrival.foreign === true) changes.refusedChoice(conversation.person, channel);
      return refusal(arrival.reason, conversation.person.locale, this.#options.words);
    }
    const id = changes.event(channel, event.id);
    // The conversation somebody used last is where they are told things.
    if (byLink && link?.stale === true) changes.seen.push({ person_id: person, channel, user_id: event.user.id });
    if (arrival.kind === 'unproven') {
      changes.decisions(decide.askAgain(arrival), conversation.instant);
    } else if (arrival.kind === 'answer') {
      const { question, choice, chosen } = arrival;
      changes.answered({ person, question, choice, chosen, event: id });
      changes.decisions(decide.answer(arrival, conversation), conversation.instant);
    } else changes.decisions(decide.request(arrival, conversation), conversation.instant);
    return { status: 'accepted', event: id };
  }

  /** The place is looked at once more, with everybody else kept from it. Whoever said that it was not they is nobody's to be. */
  #move(moving: Moving, stored: Stored, changes: Changes): InboundOutcome {
    const { decide, registry, defaultLocale, words } = this.#options;
    const { person, link, event, before, mac, address } = moving;
    const { channel, user } = link;
    const came = event === null ? undefined : stored.processed.get(eventKey(channel, event));
    if (came !== undefined) return { status: 'repeated', event: came };
    const conversation = conversationOf(person, stored);
    const place = stored.places.get(userKey(channel, user.id));
    // Another event of theirs was faster, here or at another server.
    const isDone = place?.owner === person;
    const isTheirs =
      place?.owner === null && place.holder === before && !place.disputed && (mac === null || place.mac === mac);
    if (!isDone && (!isTheirs || conversation.wariness.reported))
      return refusal('unknown-person', defaultLocale, words);
    const accepted = {
      status: 'accepted',
      event: event === null ? randomUUID() : changes.event(channel, event),
    } as const;
    if (isDone) return accepted;
    const moved = {
      type: 'link-moved',
      channel,
      channelName: registry.ready('channel', channel)?.displayName ?? channel,
      user: user.id,
      before: mac === null ? null : place.conversation,
    } as const;
    const opening = { policy: 'security-notice', event: moved, address } as const;
    const [announced] = changes.decisions(decide.opening(opening, conversation), conversation.instant);
    if (announced === undefined) throw new Error('A move that nothing announces is none.');
    changes.move(moving, announced.before.id);
    return accepted;
  }

  /** A button says by its token what it means: no understanding on that path. */
  #understood(
    { channel, event, systems, opinion }: Pick<Arriving, 'channel' | 'event' | 'systems' | 'opinion'>,
    conversation: Conversation,
    stored: Stored,
  ): Arrival {
    const { converse, understand } = this.#options;
    if (event.kind === 'choice') return converse.click({ conversation, channel, event, tokens: stored.tokens });
    const questions = converse.answerable(conversation, channel).map(({ question }) => question);
    const { person, openCases } = conversation;
    const expectsSecret = openCases.some(({ policy, question }) => policy === 'password-reset' && question !== null);
    const { text, mentions = [] } = event;
    const meaning = understand.words({ text, channel, mentions, questions, systems, person, expectsSecret, opinion });
    const instructed = understand.isInstructed(meaning, systems);
    return converse.words({ conversation, channel, event, meaning, instructed });
  }

  #detect({ person, system, lockout, released }: Detected, stored: Stored, changes: Changes): undefined {
    const { decide, noticesEnabled } = this.#options;
    const key = lockKey({ system, account: lockout.account.id, episode: lockout.lock.episode });
    const conversation = conversationOf(person, stored);
    if (released === true) {
      // It may have begun again meanwhile.
      if (!stored.held.has(key) || stored.attack?.isOn === true) return;
      changes.release(person, system, lockout);
    } else {
      if (stored.lockouts.has(key)) return;
      const isOfMany = noticesEnabled && stored.attack?.isOn === true && decide.tells(system, lockout, conversation);
      const held = isOfMany && changes.told >= (stored.attack?.left ?? 0);
      changes.lockout(person, system, lockout, { held });
      if (held) return;
      changes.told += isOfMany ? 1 : 0;
    }
    if (!noticesEnabled) return;
    changes.decisions(decide.lockout(system, lockout, conversation), conversation.instant);
  }

  #remind({ person, id, event }: Reminded, stored: Stored, changes: Changes): undefined {
    if (stored.processed.has(eventKey(reminderSource, id))) return;
    changes.event(reminderSource, id);
    const conversation = conversationOf(person, stored);
    const changed = changes.decisions(this.#options.decide.reminder(event, conversation), conversation.instant);
    for (const { before, effects } of changed)
      if (effects.length > 0 && this.#options.drain.versionOf(before.id) === undefined)
        this.#options.reminding.add(before.id, event.system);
  }

  /** Something that another case handed over: it opens one case, however often it comes. */
  #open(opening: Opening, stored: Stored, changes: Changes): undefined {
    if (stored.processed.has(eventKey(handOverSource, opening.id))) return;
    changes.event(handOverSource, opening.id);
    const conversation = conversationOf(opening.person, stored);
    changes.decisions(this.#options.decide.opening(opening, conversation), conversation.instant);
  }

  /** A proof is kept with what the case decides on it. Whoever waits no more is told nothing. */
  #prove({ person, case: id, id: source, event, by }: Proven, stored: Stored, changes: Changes): undefined {
    if (stored.processed.has(eventKey(handOverSource, source))) return;
    changes.event(handOverSource, source);
    const conversation = conversationOf(person, stored);
    const helped = conversation.openCases.find((open) => open.id === id);
    if (helped === undefined) return;
    if (event.type === 'proof-given') changes.proof({ person, case: id, by, proof: event.proof });
    changes.decisions(this.#options.decide.outcome(helped, event, conversation), conversation.instant);
  }

  /** The outcome of an effect is an event: recorded together with what follows from it. */
  #return(
    { person, due, outcome }: Returning,
    stored: Stored,
    changes: Changes,
    together: ReadonlySet<string>,
  ): Returned {
    const state = stored.due.get(due.id);
    const laneGoesOn = outcome.status !== 'later';
    // Settled already, or somebody else holds the case by now and performs this effect again: their outcome counts.
    if (state === undefined) return { version: null, laneGoesOn, effects: [], letGo: false };
    changes.outcome(due, outcome);
    const { drain } = this.#options;
    const last = drain.isLast(due, { version: state.version, laneGoesOn, together });
    // What somebody else recorded meanwhile goes first, and comes by a look, with what follows now.
    const isBehind = drain.isBehind(due.case, state.version);
    const event = eventOf({ due, outcome });
    const conversation = event === null ? undefined : conversationOf(person, stored);
    const helped = conversation?.openCases.find(({ id }) => id === due.case);
    if (event === null || conversation === undefined || helped === undefined) {
      if (last) changes.letCaseGo({ person, id: due.case, version: state.version, holder: due.holder });
      return { version: isBehind ? 0 : state.version, laneGoesOn, effects: [], letGo: last };
    }
    const decisions = this.#options.decide.outcome(helped, event, conversation);
    const [own, ...opened] = decisions;
    const [changed] = own === undefined ? [] : changes.decisions([own], conversation.instant, { last });
    changes.decisions(opened, conversation.instant);
    if (isBehind) return { version: 0, laneGoesOn, effects: [], letGo: false };
    const effects = (changed?.effects ?? []).map((effect) => ({ ...effect, holder: due.holder }));
    return { version: state.version + 1, laneGoesOn, effects, letGo: changed?.letGo ?? false };
  }

  #found({ person, case: id, holder }: Looking, stored: Stored, changes: Changes): CaseInHand | undefined {
    const found = stored.looked.get(id);
    if (found === undefined || found.effects.length > 0) return found;
    changes.letCaseGo({ person, id, version: found.version, holder });
    return undefined;
  }
}

/** The link by which the user is the person; read while nobody can move it, but for an address, of which the directory was asked just now. */
function linkOf({ person, channel, event }: Arriving, { conversations }: Stored): Link | undefined {
  return conversations.get(person)?.links.find((link) => link.channel === channel && link.user === event.user.id);
}

function conversationOf(person: string, { conversations }: Stored): Conversation {
  const conversation = conversations.get(person);
  if (conversation === undefined) throw new Error(`There is no person ${person}.`);
  return conversation;
}
