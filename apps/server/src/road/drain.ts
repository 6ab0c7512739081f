import { CommonTurn } from './common-turn.ts';
import type { CaseInHand, DueEffect } from './due-effect.ts';

/** What performing an effect and recording its outcome came to. */
export interface Returned {
  /** The version of the case now; 0: what somebody else recorded for it is not in our hand; null: the outcome did not count, the case is somebody else's. */
  readonly version: number | null;
  /** Whether what comes after it in its lane goes on: not where it is to be tried later. */
  readonly laneGoesOn: boolean;
  /** What followed and is due at once. */
  readonly effects: readonly DueEffect[];
  /** The case was let go together with the outcome. */
  readonly letGo: boolean;
}

export interface DrainOptions {
  /** Cases whose effects are performed at the same time, at this moment. */
  readonly abreast: () => number;
  /** Cases in hand, those that wait for their turn included; only what waits for the common turn takes no place. */
  readonly most: number;
  /** Aborted when nothing new is to be begun. */
  readonly goodbye: AbortSignal;
  /** Performs one effect and records its outcome. An error: it is not known what was recorded. */
  readonly perform: (effect: DueEffect) => Promise<Returned>;
  /** Looks what a case of ours has due, and lets it go where that is nothing: undefined. */
  readonly look: (one: Pick<CaseInHand, 'person' | 'id'>) => Promise<CaseInHand | undefined>;
  /** There is room again after there was none. */
  readonly onRoom: () => void;
  /** Whether a case that comes into our hand begins at once and is none of those that are performed at the same time: somebody else limits them. */
  readonly isApart?: (id: string) => boolean;
  /** A case is not in our hand any more. */
  readonly onLeft?: (id: string) => void;
  /** Milliseconds between two turns of what nobody waits for. */
  readonly turnEvery?: number;
}

const quarterOfASecond = 250;
/** Cases that somebody waits for, from which on what can wait lets people pass. */
const many = 8;

/** A case that may be ours in the database, and is not in our hand. */
export type Orphan = Pick<CaseInHand, 'person' | 'id'>;

interface LastOptions {
  readonly version: number;
  readonly laneGoesOn: boolean;
  /** Effects whose outcomes are recorded in the same commit. */
  readonly together: ReadonlySet<string>;
}

interface Held {
  readonly person: string;
  readonly id: string;
  readonly isApart: boolean;
  version: number;
  /** By lane, in order; the first of a lane may be running. */
  readonly lanes: Map<string, DueEffect[]>;
  /** Lanes whose first effect waits for another time: what comes after it waits too. */
  heldBack: Set<string>;
  readonly running: Set<string>;
  stage: 'waiting' | 'active' | 'looking' | 'resting';
  /** What is in hand is not what is recorded any more: nothing new is begun. */
  broken: boolean;
  /** It is ours in the database, whatever we have in hand. */
  orphaned: boolean;
  /** Whether the turn of what can wait has come. */
  turn: 'not asked' | 'to come' | 'come';
}

/**
 * Performs what the cases in our hand have due: every lane in order, the lanes side by side.
 * Cases come from the commit that recorded their effects, or from a sweep; the lease in the database says whose they are.
 */
export class Drain {
  readonly #options: DrainOptions;
  readonly #held = new Map<string, Held>();
  /** Cases that wait for their turn, oldest first. */
  readonly #queue: Held[] = [];
  /** Those that begin at once, and those of them that run. */
  readonly #apart: Held[] = [];
  #activeApart = 0;
  /** Of what can wait. */
  readonly #turn: CommonTurn<Held>;
  readonly #orphans = new Map<string, Orphan>();
  #idle: PromiseWithResolvers<void> | undefined;
  #active = 0;
  #resting = 0;
  #wasFull = false;

  constructor(options: DrainOptions) {
    this.#options = options;
    this.#turn = new CommonTurn({
      every: options.turnEvery ?? quarterOfASecond,
      isAwaitedByMany: () => this.#isAwaitedByMany(),
      take: (held) => this.#takeTurn(held),
      onOver: () => this.next(),
    });
  }

  /** How many more cases it takes. */
  get room(): number {
    return this.#options.goodbye.aborted ? 0 : Math.max(0, this.#options.most - (this.#held.size - this.#resting));
  }

  /** The next sweep looks at them. */
  get orphans(): readonly Orphan[] {
    return [...this.#orphans.values()];
  }

  /** Takes a case, or more of one that is in hand. */
  take({ person, id, version, effects, heldBack }: CaseInHand): void {
    this.#orphans.delete(id);
    let held = this.#held.get(id);
    if (held?.broken === true) {
      held.orphaned = true;
      return;
    }
    if (held === undefined) {
      held = {
        person,
        id,
        isApart: this.#options.isApart?.(id) === true,
        version,
        lanes: new Map(),
        heldBack: new Set(),
        running: new Set(),
        stage: 'waiting',
        broken: false,
        orphaned: false,
        turn: 'not asked',
      };
      this.#held.set(id, held);
      this.#wasFull ||= this.room === 0;
      this.#queueOf(held).push(held);
    }
    add(held, { version, effects, ...(heldBack === undefined ? {} : { heldBack }) });
    if (held.stage === 'resting' && isAwaited(held)) this.#wakeUp(held);
    if (held.stage === 'waiting') this.next();
    else this.#goOn(held);
  }

  /** The version we have in hand; undefined: the case is not in our hand, or not as it is recorded. */
  versionOf(id: string): number | undefined {
    const held = this.#held.get(id);
    return held === undefined || held.broken ? undefined : held.version;
  }

  /** Whether the case is in our hand as it was before this version: somebody else has written to it since, and only a look brings that. */
  isBehind(id: string, version: number): boolean {
    const inHand = this.versionOf(id);
    return inHand !== undefined && inHand !== version;
  }

  /** Whether nothing is left of the case but this effect, as of this version: whoever records its outcome can let go. */
  isLast({ id, case: helpCase, lane }: DueEffect, { version, laneGoesOn, together }: LastOptions): boolean {
    const held = this.#held.get(helpCase);
    if (held === undefined || held.broken || held.version !== version) return false;
    for (const [name, effects] of held.lanes) {
      if (name === lane && !laneGoesOn) continue;
      if (effects.some((effect) => effect.id !== id && !together.has(effect.id))) return false;
    }
    return true;
  }

  /** A commit that may have made it ours was not answered. */
  orphan(one: Orphan): void {
    const held = this.#held.get(one.id);
    if (held === undefined) this.#orphans.set(one.id, one);
    else breakOff(held, true);
  }

  /** Whether the case is in our hand, in whatever way. */
  holds(id: string): boolean {
    return this.#held.has(id) || this.#orphans.has(id);
  }

  /** Somebody has looked what is left of it. */
  adopt({ id }: Orphan): void {
    this.#orphans.delete(id);
  }

  /** Nothing is ours any more: what runs is finished, and does not count. */
  forget(): void {
    this.#orphans.clear();
    for (const held of [...this.#held.values()]) {
      breakOff(held, false);
      if (held.running.size === 0 && held.stage !== 'looking') this.#drop(held);
    }
  }

  /** Resolves when nothing runs. */
  async idle(): Promise<void> {
    if (this.#active + this.#activeApart === 0) return;
    this.#idle ??= Promise.withResolvers<void>();
    await this.#idle.promise;
  }

  /** Begins what waits, as far as there is room for it at this moment. */
  next(): void {
    while (this.#apart.length > 0 && !this.#options.goodbye.aborted) this.#begin(this.#apart.shift());
    while (this.#active < this.#options.abreast() && !this.#options.goodbye.aborted) {
      const held = this.#queue.shift();
      if (held === undefined) return;
      this.#begin(held);
    }
  }

  #begin(held: Held | undefined): void {
    // Forgotten while it waited.
    if (held === undefined || this.#held.get(held.id) !== held) return;
    held.stage = 'active';
    this.#count(held, 1);
    this.#goOn(held);
  }

  #queueOf({ isApart }: Held): Held[] {
    return isApart ? this.#apart : this.#queue;
  }

  #count({ isApart }: Held, more: 1 | -1): void {
    if (isApart) this.#activeApart += more;
    else this.#active += more;
  }

  /** Begins the first effect of every lane that is not running, as far as its turn has come. */
  #goOn(held: Held): void {
    if (held.stage === 'resting') return;
    if (!held.broken && !this.#options.goodbye.aborted) {
      for (const [lane, [first]] of held.lanes) {
        if (first === undefined || held.running.has(lane) || (canWait(lane) && !this.#hasTurn(held))) continue;
        held.running.add(lane);
        void this.#run(held, first);
      }
    }
    if (held.running.size > 0 || held.stage !== 'active') return;
    if (held.turn === 'to come' && !held.broken && !this.#options.goodbye.aborted) this.#rest(held);
    else void this.#leave(held);
  }

  /** Nobody looks at a ticket, or at a card that was answered, while they wait for their account. */
  #hasTurn(held: Held): boolean {
    if (held.turn === 'not asked') {
      held.turn = 'to come';
      this.#turn.add(held);
    }
    return held.turn === 'come';
  }

  #takeTurn(held: Held): void {
    held.turn = 'come';
    if (held.stage === 'resting') this.#wakeUp(held);
    else if (held.stage === 'active') this.#goOn(held);
  }

  #isAwaitedByMany(): boolean {
    let awaited = 0;
    for (const held of this.#held.values()) {
      if (!held.isApart && held.stage !== 'resting' && isAwaited(held)) awaited += 1;
      if (awaited === many) return true;
    }
    return false;
  }

  /** Makes room for others until the turn of what is left comes. */
  #rest(held: Held): void {
    held.stage = 'resting';
    this.#resting += 1;
    this.#count(held, -1);
    this.#tellOfRoom();
    this.next();
    this.#isIdle();
  }

  #wakeUp(held: Held): void {
    this.#resting -= 1;
    held.stage = 'waiting';
    this.#queueOf(held).push(held);
  }

  async #run(held: Held, effect: DueEffect): Promise<void> {
    const returned = await this.#options.perform(effect).catch(() => undefined);
    held.running.delete(effect.lane);
    // Not known, or settled already: what is recorded counts, and if the case is still ours the next sweep looks at it. The same
    // where it was forgotten meanwhile: whoever records an outcome takes the case, by now under another id.
    if (returned === undefined || returned.version === null || held.broken) breakOff(held, true);
    else {
      finish(held, effect, returned);
      if (returned.letGo && isDone(held)) return this.#drop(held);
    }
    this.#goOn(held);
  }

  /** Nothing seems to be left: looks once more, and lets go. */
  async #leave(held: Held): Promise<void> {
    if (held.broken || this.#options.goodbye.aborted) return this.#drop(held);
    held.stage = 'looking';
    try {
      const found = await this.#options.look(held);
      if (this.#held.get(held.id) !== held) {
        // Let go by an outcome meanwhile: what was found is for whoever has it in hand by now.
        if (found !== undefined) this.take(found);
        return;
      }
      held.stage = 'active';
      if (found === undefined && isDone(held)) return this.#drop(held);
      if (found !== undefined) add(held, found);
    } catch {
      held.stage = 'active';
      breakOff(held, true);
    }
    this.#goOn(held);
  }

  #drop(held: Held): void {
    if (this.#held.get(held.id) !== held) return;
    this.#held.delete(held.id);
    this.#turn.delete(held);
    if (held.orphaned) this.#orphans.set(held.id, { person: held.person, id: held.id });
    if (held.stage === 'active' || held.stage === 'looking') this.#count(held, -1);
    if (held.stage === 'resting') this.#resting -= 1;
    this.#options.onLeft?.(held.id);
    this.#tellOfRoom();
    this.next();
    this.#isIdle();
  }

  #tellOfRoom(): void {
    if (!this.#wasFull || this.room === 0 || this.#queue.length > 0) return;
    this.#wasFull = false;
    this.#options.onRoom();
  }

  #isIdle(): void {
    if (this.#active + this.#activeApart > 0) return;
    this.#idle?.resolve();
    this.#idle = undefined;
  }
}

function add(held: Held, { version, effects, heldBack }: Pick<CaseInHand, 'version' | 'effects' | 'heldBack'>): void {
  held.version = Math.max(held.version, version);
  for (const effect of effects) {
    // Whoever looked has left out what waits; what a commit brings waits behind what was put off before.
    if (heldBack === undefined && held.heldBack.has(effect.lane)) continue;
    const lane = held.lanes.get(effect.lane);
    if (lane === undefined) held.lanes.set(effect.lane, [effect]);
    else if (lane.every(({ ordinal }) => ordinal < effect.ordinal)) lane.push(effect);
  }
  if (heldBack !== undefined) held.heldBack = new Set(heldBack);
}

function finish(held: Held, effect: DueEffect, { version, laneGoesOn, effects }: Returned): void {
  const lane = held.lanes.get(effect.lane);
  if (!laneGoesOn) held.heldBack.add(effect.lane);
  if (laneGoesOn && lane !== undefined && lane.length > 1) lane.shift();
  else held.lanes.delete(effect.lane);
  add(held, { version: version ?? 0, effects });
}

function breakOff(held: Held, orphaned: boolean): void {
  held.broken = true;
  held.orphaned ||= orphaned;
  held.lanes.clear();
}

/** Nobody looks at a ticket, or at a card that was answered, while they wait for their account. */
function canWait(lane: string): boolean {
  return lane === 'ticket' || lane === 'card';
}

function isAwaited({ lanes }: Held): boolean {
  return [...lanes.keys()].some((lane) => !canWait(lane));
}

function isDone({ lanes, running }: Held): boolean {
  return lanes.size === 0 && running.size === 0;
}
