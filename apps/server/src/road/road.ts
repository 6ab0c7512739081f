import type {
  Call,
  InboundEvent,
  InboundOutcome,
  Lockout,
  Logger,
  RawRequest,
  RawResponse,
} from '@access-account/contract';
import type { Renderer } from '@access-account/messages';
import type { AttackBegan, AttackOver, DeskAnswered, Proof, Settings, TroublesChanged } from '@access-account/policies';
import { CircuitState } from 'cockatiel';
import type { AttackMode } from '../attack/attack-mode.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Metrics } from '../metrics.ts';
import { operators } from '../operators/operators.ts';
import type { AccountLinks } from '../people/account-links.ts';
import type { Collision } from '../people/collisions.ts';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import type { Replica } from '../replica.ts';
import { type ComingBack, type ProofSource, useProofLink } from '../sign-in/proof-links.ts';
import type { Relinking } from '../sign-in/relinking.ts';
import type { Database } from '../storage/database.ts';
import { GroupCommit } from '../storage/group-commit.ts';
import { isInsisted } from '../storage/is-insisted.ts';
import { UncertainCommitError } from '../storage/uncertain-commit-error.ts';
import { CarryOut } from './carry-out.ts';
import type { ChangedCase } from './changes.ts';
import type { ChannelLinks } from './channel-links.ts';
import { hashToken } from './choice-token.ts';
import type { Converse, Stored } from './converse.ts';
import type { Decide } from './decide.ts';
import { Drain, type Orphan, type Returned } from './drain.ts';
import type { CaseInHand } from './due-effect.ts';
import { Enter, type Entered } from './enter.ts';
import {
  type Arriving,
  type Detected,
  type Entry,
  keyOf,
  type Looking,
  type Moving,
  type Reminded,
  rankOf,
} from './entry.ts';
import type { Address, HelpCase } from './help-case.ts';
import { lanesOf } from './lanes.ts';
import type { PerformIdentity } from './perform-identity.ts';
import type { PerformInstructions } from './perform-instructions.ts';
import type { PerformPeople } from './perform-people.ts';
import type { PerformSay } from './perform-say.ts';
import type { PerformTicket } from './perform-ticket.ts';
import type { Receive } from './receive.ts';
import { knownByLink, type NamedPerson, type Recognise, type Recognised, type TakenPlace } from './recognise.ts';
import type { Beginning, Record, Written } from './record.ts';
import { refusal } from './refusal.ts';
import { RemindersInHand } from './reminders-in-hand.ts';
import { roadCall } from './road-call.ts';
import { findChoice, type ShownChoice } from './shown-choice.ts';
import type { Understand } from './understand.ts';
import type { Wake } from './wake.ts';

export interface RoadStations {
  readonly attack: Pick<AttackMode, 'count'>;
  readonly links: ChannelLinks;
  /** Of whoever is not known. BCP 47. */
  readonly defaultLocale: string;
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly replica: Replica;
  readonly registry: ConnectorRegistry;
  /** Aborted when the product says goodbye: what was begun is finished, nothing new is begun. */
  readonly goodbye: AbortSignal;
  /** Aborted at the very end: whatever is still waiting for an answer is left. */
  readonly signal: AbortSignal;
  readonly settings: Settings;
  readonly audit: AuditLog;
  readonly noticesEnabled: boolean;
  readonly words: Renderer;
  /** An effect was put aside: a human must look. */
  readonly onParked: () => void;
  /** Whether everything committed so far is witnessed: without it nothing is recorded or performed. */
  readonly auditIsWritten: () => Promise<boolean>;
  readonly receive: Receive;
  readonly recognise: Recognise;
  readonly accountLinks: AccountLinks;
  readonly relinking: Relinking;
  readonly converse: Converse;
  readonly understand: Understand;
  readonly decide: Decide;
  readonly record: Record;
  readonly wake: Wake;
  readonly identity: PerformIdentity;
  readonly say: PerformSay;
  readonly ticket: PerformTicket;
  readonly instructions: PerformInstructions;
  readonly people: PerformPeople;
}

/** A reminder of which it is not said yet whose it is. */
type DueReminder = Omit<Reminded, 'kind' | 'person'>;

/** Somebody who showed on the recovery page who they are. */
interface Recovered {
  readonly person: string;
  readonly about: 'unlock' | 'service-desk';
  /** The same however often it comes. */
  readonly id: string;
}

/** A choice that was pressed on a page of ours. */
interface Pressed {
  readonly choice: Pick<ShownChoice, 'person' | 'conversation'>;
  readonly token: string;
  /** What was chosen with it, by field. */
  readonly values: Readonly<{ [field: string]: string }>;
}

/** Entries that are committed together. */
const atOnce = 250;
/**
 * Commits side by side: while the database is at one, this thread decides the next. A third would take from each the company
 * that makes it cheap; one session does one after the other anyway.
 */
const commitsAbreast = { embedded: 1, server: 2 };
/** While so many people wait to be heard, only so many cases are performed at a time: everybody is heard first, and nobody stands still. */
const crowd = 24;
const inACrowd = 4;
/** Milliseconds a crowd is remembered: between two commits nobody seems to be there. */
const crowdLasts = 40;
/** Lockouts of one poll that are on their way in at the same time. */
const atATime = 1000;
/** Reminders that move at a time: few while somebody asks for something, and what a database bears while nobody does. */
const remindedBeside = 4;
const remindedAlone = { embedded: 48, server: 96 };
/** Milliseconds after which nobody asks any more. */
const calmAfter = 1000;

/** Looks at who a user of a channel is, while others move the link. */
const mostLooks = 3;
const nothingSaid: Pick<Arriving, 'systems' | 'opinion'> = { systems: [], opinion: null };

/** Cases of ours with something overdue that are looked at together. */
const overdueAtOnce = 1000;

/**
 * The product, top to bottom.
 *
 * in:  receive → recognise → converse → understand → decide → record ── one commit ──┐
 * out: perform (identity | ticket | message) ── the outcome is an event ──▶ decide → record
 *
 * Whatever comes in while a commit is under way shares the next one.
 */
export class Road {
  readonly #stations: RoadStations;
  readonly #entries: GroupCommit<Entry, Entered>;
  readonly #beginnings: GroupCommit<Beginning, boolean>;
  readonly #drain: Drain;
  readonly #enter: Enter;
  readonly #carryOut: CarryOut;
  readonly #reminding = new RemindersInHand();
  /** Events of people that are not stored yet, and when they were last a crowd. */
  #arriving = 0;
  #crowdedAt = Number.NEGATIVE_INFINITY;
  /** When somebody last asked for something. */
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(stations: RoadStations) {
    this.#stations = stations;
    const { database, goodbye, record } = stations;
    const inQuiet = database.embedded ? 16 : 64;
    const abreast = database.embedded ? commitsAbreast.embedded : commitsAbreast.server;
    this.#entries = new GroupCommit({
      keyOf,
      rankOf,
      commit: (entries) => this.#together(entries),
      most: atOnce,
      abreast,
    });
    this.#beginnings = new GroupCommit({
      keyOf: ({ due }) => due.id,
      rankOf: () => 0,
      commit: (begun) => record.begun(begun, database),
      most: atOnce,
      abreast,
    });
    this.#drain = new Drain({
      abreast: () => (this.#isCrowded() ? inACrowd : inQuiet),
      most: database.embedded ? 128 : 512,
      goodbye,
      perform: (effect) => this.#carryOut.perform(effect),
      look: (one) => this.#look(one),
      onRoom: () => void this.sweep().catch(() => undefined),
      isApart: (id) => this.#reminding.has(id),
      onLeft: (id) => this.#reminding.delete(id),
    });
    this.#enter = new Enter({ ...stations, drain: this.#drain, reminding: this.#reminding });
    this.#carryOut = new CarryOut({
      ...stations,
      submit: (entry) => this.#entries.submit(entry),
      begin: (beginning) => this.#beginnings.submit(beginning),
    });
  }

  /** Every sentence there is, as this organisation says it. */
  get words(): Renderer {
    return this.#stations.words;
  }

  /** Somebody signed in afresh with this account: whether that shows that it is the person the link is for. */
  async signedIn(back: ComingBack, signedIn: string): Promise<boolean> {
    const { recognise, settings, audit, database } = this.#stations;
    const { person, case: id } = back;
    const { freshLogin } = settings.proof;
    if (freshLogin === null) return false;
    const by = await recognise.ownerOf({ system: freshLogin, account: signedIn }, this.#scheduled());
    if (by !== person) {
      const summary = 'Somebody else signed in by the link that was to show that it is the person.';
      const detail = { system: freshLogin, account: signedIn };
      await database.transaction((transaction) =>
        audit.append(transaction, [{ kind: 'security', name: 'proof-refused', summary, person, case: id, detail }]),
      );
      return false;
    }
    await this.shown(back, { kind: 'fresh-login' });
    return true;
  }

  /** In, from a page of ours: the person showed there what its link asks for. It counts once, however often it comes. */
  async shown(source: ProofSource, shown: Pick<Proof, 'kind' | 'factor'>): Promise<void> {
    const { settings, database } = this.#stations;
    const { person, case: id, effect, action, system, account } = source;
    // By the clock that the gate asks.
    const [row] = await database.rows<{ now: Date }>('select clock_timestamp() as now');
    const now = (row?.now ?? new Date(0)).getTime();
    const { life, hold } = settings.proof;
    // What is waited for first counts as long as anything else does, from then on.
    const from = shown.kind === 'code' ? now + hold : now;
    const proof: Proof = {
      ...shown,
      action,
      system,
      account,
      until: new Date(from + life).toISOString(),
      ...(shown.kind === 'code' ? { countsFrom: new Date(from).toISOString() } : {}),
    };
    const event = { type: 'proof-given', proof } as const;
    await this.#entries.submit({ kind: 'proven', person, case: id, id: effect, event, by: person });
    await useProofLink(database, { person, effect });
  }

  /** Who is called so. Undefined: nobody, or more than one. */
  async named(name: string): Promise<NamedPerson | undefined> {
    return this.#stations.recognise.named(name, this.#scheduled());
  }

  /** In, from the page for people who cannot reach any chat: by a code they showed who they are. Once, however often it comes by this id. */
  async showedOnRecoveryPage({ person, about, id }: Recovered): Promise<void> {
    const { settings, audit, database } = this.#stations;
    const summary =
      'By a code to an address that the directory has somebody showed that it is the person, on the recovery page.';
    await database.transaction((transaction) =>
      audit.append(transaction, [
        { kind: 'security', name: 'recovered', summary, person, case: null, detail: { about } },
      ]),
    );
    const policy = about === 'unlock' && settings.unlockAccount.enabled ? 'unlock-account' : 'service-desk';
    const request = { about, system: null, forSomebodyElse: false, containedSecret: false } as const;
    await this.#entries.submit({ kind: 'opening', person, id, policy, event: { type: 'help-asked', request } });
  }

  /** In, from a channel: answered once everything in the request is stored. Undefined: there is no such channel. */
  async webhook(channel: string, request: RawRequest): Promise<RawResponse | undefined> {
    const call = this.#scheduled();
    const received = await this.#stations.receive.webhook(channel, request, call);
    if (received === undefined) return undefined;
    return received.respond(await this.deliver(channel, received.events));
  }

  /** In, from a channel that listens itself: every event is stored when this resolves. */
  async deliver(channel: string, events: readonly InboundEvent[]): Promise<readonly InboundOutcome[]> {
    const call = this.#scheduled();
    const outcomes: InboundOutcome[] = [];
    for (const event of events) {
      // Not known yet, and waiting all the same: whoever they turn out to be goes before a poll.
      const asking = { ...call, actor: { kind: 'person' as const, id: `${channel}/${event.user.id}` } };
      outcomes.push(await this.#inbound(channel, event, asking));
    }
    return outcomes;
  }

  /** A choice as the page behind its link shows it. Undefined: there is none that this channel showed. */
  async choice(channel: string, token: string): Promise<ShownChoice | undefined> {
    const { database, words } = this.#stations;
    return findChoice({ sql: database, words, channel, token });
  }

  /** In, from a page of ours: the token says whose it is, and nobody is asked once more who they are. */
  async pressed(channel: string, { choice, token, values }: Pressed): Promise<InboundOutcome> {
    const { links, metrics } = this.#stations;
    const { person } = choice;
    this.#askedAt = performance.now();
    const conversation = choice.conversation ?? (await links.conversationOf(channel, person)) ?? '';
    const at = new Date().toISOString();
    const event: InboundEvent = {
      kind: 'choice',
      id: `page:${hashToken(token)}`,
      user: { id: conversation },
      conversation: { id: conversation },
      at,
      token,
      values,
    };
    const arriving: Arriving = { kind: 'arriving', person, channel, event, byLink: false, systems: [], opinion: null };
    const outcome = (await this.#entries.submit(arriving)) as InboundOutcome;
    metrics.eventsReceived.inc({
      source: channel,
      status: outcome.status === 'refused' ? outcome.reason : outcome.status,
    });
    return outcome;
  }

  async #inbound(channel: string, event: InboundEvent, call: Call): Promise<InboundOutcome> {
    const { metrics } = this.#stations;
    this.#arriving += 1;
    this.#askedAt = performance.now();
    if (this.#arriving >= crowd) this.#crowdedAt = performance.now();
    let outcome: InboundOutcome;
    try {
      outcome = await this.#heard(channel, event, call);
    } finally {
      if (this.#arriving >= crowd) this.#crowdedAt = performance.now();
      this.#arriving -= 1;
    }
    const status = outcome.status === 'refused' ? outcome.reason : outcome.status;
    metrics.eventsReceived.inc({ source: channel, status });
    return outcome;
  }

  async #heard(channel: string, event: InboundEvent, call: Call): Promise<InboundOutcome> {
    const { recognise, links, words, defaultLocale } = this.#stations;
    const remembered = recognise.remembered(channel, event.user);
    let said: Pick<Arriving, 'systems' | 'opinion'> | undefined;
    for (let looks = 0; looks < mostLooks; looks += 1) {
      const recognised = (looks === 0 ? remembered : undefined) ?? (await this.#recognised(channel, event, call));
      if (recognised.kind === 'taken') return this.#relinked(event, recognised.place);
      if (recognised.kind !== 'known') return refusal('unknown-person', defaultLocale, words);
      const { person, byLink } = recognised;
      // What words mean depends on nobody: they are read once, however often we look whose they are.
      said ??= event.kind === 'text' ? await this.#read(event.text, call) : nothingSaid;
      const arriving: Arriving = { kind: 'arriving', person, channel, event, byLink, ...said };
      const outcome = (await this.#entries.submit(arriving)) as InboundOutcome | undefined;
      if (outcome !== undefined) return outcome;
      links.forget(channel, event.user);
    }
    throw new Error('The user of a channel was somebody else each time we looked.');
  }

  async #read(text: string, call: Call): Promise<Pick<Arriving, 'systems' | 'opinion'>> {
    const { understand } = this.#stations;
    const systems = await understand.systems(call);
    return { systems, opinion: await understand.opinion(text, systems) };
  }

  async #recognised(channel: string, event: InboundEvent, call: Call): Promise<Recognised> {
    const { recognise, links } = this.#stations;
    const recognised = await recognise.channelUser(channel, event.user, call);
    if (recognised.kind === 'known') return recognised;
    if (event.kind === 'choice') {
      const person = await links.objector(channel, event.user, event.token);
      if (person !== undefined) return { kind: 'known', person, byLink: false };
    }
    if (recognised.kind !== 'left') return recognised;
    const moved = await this.#moved({ event: null, mac: null }, event, recognised.place);
    return moved.status === 'accepted' ? knownByLink(recognised.place.link.person) : { kind: 'unknown' };
  }

  /** By their address they are somebody who has another user there: that shows nothing, and a code does. */
  async #relinked(event: InboundEvent, place: TakenPlace): Promise<InboundOutcome> {
    const { relinking, auditIsWritten, defaultLocale, words } = this.#stations;
    if (!(await auditIsWritten())) throw new Error('The audit cannot be written: nothing is recorded.');
    const heard = await relinking.hear(event, place);
    switch (heard.kind) {
      case 'answered':
        return heard.outcome;
      case 'unknown':
        return refusal('unknown-person', defaultLocale, words);
      case 'shown':
        return this.#moved({ event: event.id, mac: heard.mac }, event, place);
    }
  }

  async #moved(
    by: Pick<Moving, 'event' | 'mac'>,
    { conversation }: InboundEvent,
    { link, before }: TakenPlace,
  ): Promise<InboundOutcome> {
    const address = { channel: link.channel, conversation: conversation.id };
    const moving: Moving = { kind: 'moving', person: link.person, link, before, address, ...by };
    return (await this.#entries.submit(moving)) as InboundOutcome;
  }

  /** Accounts of which it is not certain whose they are, after another look. */
  async unsettledAccounts(): Promise<readonly Collision[]> {
    return this.#stations.accountLinks.unsettled(this.#scheduled());
  }

  /** In, from a watch: lockouts enter at `converse`, a page in a few commits. Told once, whoever reports them how often. */
  async lockouts(system: string, lockouts: readonly Lockout[]): Promise<void> {
    const { recognise, converse, database, attack, goodbye, metrics } = this.#stations;
    const call = { ...this.#scheduled(), signal: goodbye };
    await attack.count();
    for (let start = 0; start < lockouts.length; start += atATime) {
      const some = lockouts.slice(start, start + atATime);
      const accounts = some.map(({ account }) => account);
      const people = await recognise.accounts(system, accounts, call);
      const detected = some.map(
        (lockout, index): Detected => ({ kind: 'detected', person: people[index] ?? '', system, lockout }),
      );
      // A directory may report a thousand times what is long known: that must cost no commit.
      const news = await converse.news(detected, database);
      await Promise.all(news.map((one) => this.#entries.submit(one)));
      if (news.length > 0) metrics.eventsReceived.inc({ source: system, status: 'detected' }, news.length);
    }
  }

  /** In, from the watch over attacks: whoever was held back is told now, if there is still something to tell. */
  async release(held: readonly Omit<Detected, 'kind'>[]): Promise<void> {
    await Promise.all(held.map((one) => this.#entries.submit({ kind: 'detected', released: true, ...one })));
  }

  /** In, from the watch over attacks: the incident begins, or is over. Once, however often it comes by this id. */
  async incident(id: string, event: AttackBegan | AttackOver): Promise<void> {
    await this.#entries.submit({ kind: 'opening', person: operators, id, policy: 'attack-incident', event });
  }

  /** In, from the desk: somebody there has dealt with a ticket. Once, however often it comes by this id. */
  async deskAnswered(person: string, id: string, event: DeskAnswered): Promise<void> {
    await this.#entries.submit({ kind: 'opening', person, id, policy: 'desk-answer', event });
  }

  /** In, from the look at what needs a human: the operators are told. Once, however often it comes by this id. */
  async tellOperators(id: string, event: TroublesChanged, address: Address | null): Promise<void> {
    await this.#entries.submit({ kind: 'opening', person: operators, id, policy: 'operator-notice', event, address });
  }

  /** How many reminders of a directory may come in now: none that anybody who asks would have to wait for. */
  roomForReminders(system: string): number {
    // Recorded, and taken by nobody here.
    for (const id of this.#reminding.cases) if (this.#drain.versionOf(id) === undefined) this.#reminding.delete(id);
    const isCalm = this.#arriving === 0 && performance.now() - this.#askedAt >= calmAfter;
    const alone = this.#stations.database.embedded ? remindedAlone.embedded : remindedAlone.server;
    return Math.min(this.#drain.room, this.#reminding.roomFor(system, isCalm ? alone : remindedBeside));
  }

  /** Whether a directory, or the channel of its people, is too slow for more reminders. */
  isSlowForReminders(system: string): boolean {
    return this.#reminding.isHanging(system);
  }

  /** Resolves when a reminder is over. */
  reminderOver(): Promise<void> {
    return this.#reminding.oneLess();
  }

  /** Makes known whose reminders these are. Whoever cannot be met now is met when the reminder comes in. */
  async meetReminded(reminders: readonly DueReminder[]): Promise<void> {
    await this.#owners(reminders);
  }

  async #owners(reminders: readonly DueReminder[]) {
    const { recognise, registry, goodbye } = this.#stations;
    const call = { ...this.#scheduled(), signal: goodbye };
    const ready = reminders.filter(({ event }) => {
      const system = registry.ready('identity', event.system);
      return system !== undefined && system.breaker.state === CircuitState.Closed;
    });
    const owners = await recognise.ownersOf(
      ready.map(({ event: { system, account } }) => ({ system, account })),
      call,
    );
    return { ready, owners };
  }

  /** In, from the calendar: each once, however often it comes. Answers which of them are settled; the others are to come again. */
  async reminders(reminders: readonly DueReminder[]): Promise<readonly boolean[]> {
    const { ready, owners } = await this.#owners(reminders);
    const settled = new Set<string>();
    await Promise.all(
      ready.map(async ({ id, event }, index) => {
        const person = owners[index];
        if (person === undefined) return;
        try {
          if (person !== null) await this.#entries.submit({ kind: 'reminded', person, id, event });
          settled.add(id);
        } catch (error) {
          this.#stations.logger.warn('a reminder could not be recorded', { reason: (error as Error).message });
        }
      }),
    );
    return reminders.map(({ id }) => settled.has(id));
  }

  /** One commit: what everything belongs to, what follows from it, and whose it is to perform. */
  async #together(entries: readonly Entry[]): Promise<readonly Entered[]> {
    const { auditIsWritten, converse } = this.#stations;
    if (!(await auditIsWritten())) throw new Error('The audit cannot be written: nothing is recorded.');
    const traces = converse.traces(entries, (id) => this.#drain.versionOf(id));
    if (traces === undefined) return this.#commit(entries);
    return this.#commit(entries, traces).catch((error: unknown) => {
      // Somebody else holds one of the cases by now: whose outcome counts has to be read after all.
      if (isInsisted(error)) return this.#commit(entries);
      throw error;
    });
  }

  async #commit(entries: readonly Entry[], known?: Stored): Promise<readonly Entered[]> {
    const { database, converse, record, replica, wake } = this.#stations;
    const holder = replica.id;
    const takes = replica.works && this.#drain.room > 0;
    const isBehind = ({ id, version }: HelpCase) => this.#drain.isBehind(id, version);
    const changes = record.changes({ replica: holder, works: replica.works, takes, isBehind });
    let isCommitted = false;
    try {
      const { decided, writing } = await database.transaction(
        async (transaction) => {
          const stored = known ?? (await converse.with(entries, transaction));
          const returning = new Set(entries.flatMap((entry) => (entry.kind === 'returning' ? [entry.due.id] : [])));
          const begins = stored.attack?.begins ?? null;
          if (begins !== null) changes.attackBegins(begins);
          const decided = entries.map((entry) => this.#enter.enter(entry, stored, changes, returning));
          const writing = record.write(changes, transaction);
          // An error in it is the transaction's.
          writing.catch(() => undefined);
          return { decided, writing };
        },
        { keepsPlans: true },
      );
      isCommitted = true;
      const written = await writing;
      const { holders, letGo } = written;
      this.#takeUp(changes.cases, written, holder);
      void wake.others(changes.cases, holders, replica).catch(() => undefined);
      const kept = new Set(changes.letGo.flatMap(({ id }) => (letGo.has(id) ? [] : [id])));
      return decided.map((one, index) => stillHeld(one, entries[index], kept));
    } catch (error) {
      // Whatever fails once it is committed leaves it committed: it may be ours, and must not be committed once more.
      const uncertain = isCommitted ? new UncertainCommitError(error) : error;
      if (uncertain instanceof UncertainCommitError) for (const { before } of changes.cases) this.#drain.orphan(before);
      throw uncertain;
    }
  }

  /** What is recorded and ours is performed at once. */
  #takeUp(cases: readonly ChangedCase[], { holders, waiting }: Written, holder: string): void {
    for (const { before, effects, byReturning } of cases) {
      if (holders.get(before.id) !== holder) continue;
      const isInHand = this.#drain.versionOf(before.id) !== undefined;
      if (effects.length === 0 && !isInHand) continue;
      if (this.#drain.isBehind(before.id, before.version)) {
        // What somebody else recorded meanwhile is in front of what came now. Where the look fails, the last one of the case looks.
        if (effects.length > 0) void this.lookAgain(before.person, before.id).catch(() => undefined);
        continue;
      }
      if (byReturning) continue;
      if (waiting.has(before.id) && !isInHand) {
        // What waits for another time is in front of what came now, and only a look knows it. Where that fails, the next sweep looks.
        this.#drain.orphan(before);
        void this.#adopt(before).catch(() => undefined);
        continue;
      }
      this.#drain.take({
        person: before.person,
        id: before.id,
        version: before.version + 1,
        effects: effects.map((effect) => ({ ...effect, holder })),
      });
    }
  }

  #isCrowded(): boolean {
    return this.#arriving >= crowd || performance.now() - this.#crowdedAt < crowdLasts;
  }

  /** The net below: cases with something due that nobody alive is at. */
  async sweep(): Promise<void> {
    const { database, record, replica, auditIsWritten } = this.#stations;
    if (!replica.works || !(await auditIsWritten())) return;
    await Promise.all(this.#drain.orphans.map((orphan) => this.#adopt(orphan)));
    const { room } = this.#drain;
    if (room === 0) return;
    const cases = await record.claim({ replica: replica.id, most: room }, database);
    for (const one of cases) this.#drain.take(one);
  }

  /** The net below that one: what is ours in the database and not in our hand nobody else would ever take up. The next sweep does. */
  async reconcile(): Promise<void> {
    const { database, record, replica, logger } = this.#stations;
    if (!replica.works) return;
    const overdue = await record.overdue({ replica: replica.id, most: overdueAtOnce }, database);
    const lost = overdue.filter(({ id }) => !this.#drain.holds(id));
    if (lost.length > 0) logger.warn('cases of ours were not in hand; they go on', { cases: lost.length });
    for (const one of lost) this.#drain.orphan(one);
  }

  /** A case that slipped out of our hand: looks what it has due, and goes on with it or lets it go. */
  async #adopt(orphan: Orphan): Promise<void> {
    const found = await this.#look(orphan);
    this.#drain.adopt(orphan);
    if (found !== undefined) this.#drain.take(found);
  }

  /** Somebody recorded something for a case that is in our hand. */
  async lookAgain(person: string, id: string): Promise<void> {
    const found = await this.#look({ person, id });
    if (found !== undefined) this.#drain.take(found);
  }

  /** A system answers again that was left alone: what waits for it is tried now, not when its turn would have come. */
  async recovered(connector: string): Promise<void> {
    const { record, database } = this.#stations;
    const lanes = lanesOf(connector, this.#stations.registry);
    if ((await record.retryNow(lanes, database)) > 0) await this.sweep();
  }

  /** What was ours is not any more. */
  forget(): void {
    this.#drain.forget();
  }

  /** Resolves when everything that was begun is finished. */
  async finish(): Promise<void> {
    await Promise.all([this.#drain.idle(), this.#stations.relinking.finish()]);
  }

  async #look({ person, id }: Pick<CaseInHand, 'person' | 'id'>): Promise<CaseInHand | undefined> {
    const entry: Looking = { kind: 'looking', person, case: id, holder: this.#stations.replica.id };
    return (await this.#entries.submit(entry)) as CaseInHand | undefined;
  }

  #scheduled(): Call {
    return roadCall({ kind: 'schedule' }, this.#stations);
  }
}

/** A case that was to be let go, and to which somebody wrote meanwhile, stays in our hand, which looks again. */
function stillHeld(entered: Entered, entry: Entry | undefined, kept: ReadonlySet<string>): Entered {
  if (entry?.kind === 'returning' && kept.has(entry.due.case)) return { ...(entered as Returned), letGo: false };
  if (entry?.kind === 'looking' && kept.has(entry.case))
    return { person: entry.person, id: entry.case, version: 0, effects: [] };
  return entered;
}
