import type { InboundEvent, Lockout } from '@access-account/contract';
import type { CaseOpening, ExpiryChanged, PolicyId, ProofEvent, ReminderDue } from '@access-account/policies';
import type { Opinion } from '@access-account/understanding';
import type { ChannelLink } from './channel-links.ts';
import type { DueEffect } from './due-effect.ts';
import type { Address } from './help-case.ts';
import { eventOf, type Outcome } from './outcome.ts';
import type { NamedSystem } from './understand.ts';

/** What enters the road, of one person. Many enter in one commit, each on its own. */
export type Entry = Arriving | Moving | Detected | Reminded | Opening | Proven | Returning | Looking;

/** An event from a channel. */
export interface Arriving {
  readonly kind: 'arriving';
  readonly person: string;
  /** Whether they are the person by their place on the channel: it is looked at once more when nobody can take it from them. */
  readonly byLink: boolean;
  readonly channel: string;
  readonly event: InboundEvent;
  readonly systems: readonly NamedSystem[];
  /** What a second reader made of its words; null: there is none. */
  readonly opinion: Opinion | null;
}

/** Another user of a channel is to be the person, in place of the one before. */
export interface Moving {
  readonly kind: 'moving';
  readonly person: string;
  /** What brought it, if that is done with it: it counts once. */
  readonly event: string | null;
  readonly link: ChannelLink;
  /** The user whose place it is: with another one there nothing is moved. */
  readonly before: string;
  /** Of the code that was typed; null: the one before is gone from the channel. */
  readonly mac: string | null;
  /** Where the user is told. */
  readonly address: Address;
}

/** A lockout that a watch detected. */
export interface Detected {
  readonly kind: 'detected';
  readonly person: string;
  readonly system: string;
  readonly lockout: Lockout;
  /** It was entered before, and held back until now. */
  readonly released?: true;
}

/** A reminder that came due. */
export interface Reminded {
  readonly kind: 'reminded';
  readonly person: string;
  /** The same however often it enters. */
  readonly id: string;
  readonly event: ReminderDue | ExpiryChanged;
}

/** Something that another case hands over. */
export interface Opening {
  readonly kind: 'opening';
  readonly person: string;
  /** The effect that hands it over: it opens one case, however often it is performed. */
  readonly id: string;
  readonly policy: PolicyId;
  readonly event: CaseOpening;
  /** Where its messages go. Absent: wherever the person is reached. */
  readonly address?: Address | null;
}

/** Somebody showed that it is the person, or did not. */
export interface Proven {
  readonly kind: 'proven';
  /** Whose case waits for it. */
  readonly person: string;
  readonly case: string;
  /** What brings it: it counts once, however often it comes. */
  readonly id: string;
  readonly event: ProofEvent;
  /** Who gave it. */
  readonly by: string;
}

/** The outcome of an effect. */
export interface Returning {
  readonly kind: 'returning';
  readonly person: string;
  readonly due: DueEffect;
  readonly outcome: Outcome;
}

/** A look at what a case that we hold has due: something was recorded elsewhere, or nothing seems to be left. */
export interface Looking {
  readonly kind: 'looking';
  readonly person: string;
  readonly case: string;
  /** The replica that looks. */
  readonly holder: string;
}

/** Everything of one person is committed one after the other, but for what only leaves a trace. */
export function keyOf(entry: Entry): string {
  return entry.kind === 'returning' && eventOf(entry) === null ? entry.due.id : entry.person;
}

/** Somebody waits for the answer to a click, and for what follows from an outcome; a poll has time. */
export function rankOf(entry: Entry): number {
  switch (entry.kind) {
    case 'arriving':
      return 0;
    case 'opening':
    case 'moving':
    case 'proven':
      return 1;
    case 'returning':
      return eventOf(entry) === null ? 2 : 1;
    case 'looking':
      return 2;
    case 'detected':
      return 3;
    case 'reminded':
      return 4;
  }
}
