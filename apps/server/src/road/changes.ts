import { type KeyObject, randomUUID } from 'node:crypto';
import type { Lockout } from '@access-account/contract';
import type { Renderer } from '@access-account/messages';
import type { ChoiceName, Effect, Proof } from '@access-account/policies';
import type { NewAttack } from '../attack/attack-mode.ts';
import type { AuditEntry } from '../audit/audit-entry.ts';
import { choiceToken, hashToken, proofToken } from './choice-token.ts';
import { describe } from './describe.ts';
import type { DueEffect } from './due-effect.ts';
import type { Moving } from './entry.ts';
import type { Decision, HelpCase, Person, RecordedEffect, Token } from './help-case.ts';
import { describeOutcome, type Outcome } from './outcome.ts';
import { type Plan, planOf } from './plan.ts';

/** A case as it is to be written, with what it has due at once. */
export interface ChangedCase {
  readonly before: HelpCase;
  readonly state: unknown;
  readonly plan: Plan;
  /** Its effects that are due now. */
  readonly effects: readonly Omit<DueEffect, 'holder'>[];
  /** Nothing is left to do: whoever holds it lets go. */
  readonly letGo: boolean;
  /** It followed from an effect: whoever performed that goes on with it. */
  readonly byReturning: boolean;
}

/** The question whose buttons stop working, and the one that was pressed. */
interface ClosedQuestion {
  readonly person: string;
  readonly question: string;
  readonly choice: ChoiceName | null;
  readonly chosen: Token['chosen'];
  readonly event: string | null;
}

interface GivenProof {
  readonly person: string;
  readonly case: string;
  /** Who gave it. */
  readonly by: string;
  readonly proof: Proof;
}

interface LetGo {
  readonly person: string;
  readonly id: string;
  readonly version: number;
  readonly holder: string;
}

/** How long buttons live, in milliseconds. */
const questionLife = 24 * 60 * 60_000;

export interface ChangesOptions {
  readonly tokenKey: KeyObject;
  readonly words: Renderer;
}

/** Who performs what is recorded. */
export interface Taker {
  /** This replica. */
  readonly replica: string;
  /** Whether it performs effects at all. */
  readonly works: boolean;
  /** Whether it takes cases now: it performs effects, and has its hands free. */
  readonly takes: boolean;
  /** Whether a case is in its hand, and somebody else has written to it since: what is recorded now comes by a look. */
  readonly isBehind: (helpCase: HelpCase) => boolean;
}

/**
 * Whether an effect is noted as begun in the commit that records it. What was never tried, a ticket or a message, is looked for in
 * vain, and no harm is done but that it takes time; what somebody else performs, or nobody at once, is noted when it begins, and an
 * unlock once it is allowed.
 */
export function beginsAtOnce(
  { type }: Pick<RecordedEffect, 'type'>,
  helpCase: HelpCase,
  { replica, works, takes, isBehind }: Taker,
): boolean {
  if ((helpCase.holder ?? replica) !== replica || isBehind(helpCase)) return false;
  return (type === 'ticket' && works) || (type === 'say' && takes);
}

/** Everything that one commit changes, gathered before any of it is written. */
export class Changes {
  readonly processed: { source: string; id: string; event_id: string }[] = [];
  readonly lockouts: {
    person_id: string;
    system: string;
    account_id: string;
    episode: string;
    since: string | null;
    held: boolean;
  }[] = [];
  /** Lockouts that are held back no more. */
  readonly released: { person_id: string; system: string; account_id: string; episode: string }[] = [];
  /** Many people are being locked at once from this commit on. */
  attack: NewAttack | null = null;
  /** How many are told of a lockout by this commit. */
  told = 0;
  readonly cases: ChangedCase[] = [];
  readonly events: { person_id: string; case_id: string; ordinal: number; event: unknown }[] = [];
  readonly questions = new Map<string, ClosedQuestion>();
  readonly tokens: object[] = [];
  readonly notices: { person_id: string; effect_id: string; at: string; shadow: boolean }[] = [];
  readonly settings: { person_id: string; notices: string; language: string | null; channel: string | null }[] = [];
  readonly moves: object[] = [];
  /** Users of channels of whom something was heard, for the first time in a while. */
  readonly seen: { person_id: string; channel: string; user_id: string }[] = [];
  /** Users of channels who are nobody from now on, and the case that announced each; whoever came after them goes with them. */
  readonly unlinked: { person_id: string; channel: string; user_id: string; case_id: string }[] = [];
  readonly proofs: object[] = [];
  readonly proofLinks: object[] = [];
  readonly timers: { person_id: string; case_id: string; lane: string }[] = [];
  readonly outcomes: { readonly due: DueEffect; readonly outcome: Outcome }[] = [];
  /** Cases whose last effect left nothing more to do. */
  readonly letGo: { person_id: string; id: string; version: number; holder: string }[] = [];
  readonly audit: AuditEntry[] = [];
  readonly taker: Taker;
  readonly #tokenKey: KeyObject;
  readonly #words: Renderer;

  constructor(taker: Taker, { tokenKey, words }: ChangesOptions) {
    this.taker = taker;
    this.#tokenKey = tokenKey;
    this.#words = words;
  }

  /** Remembers an event under the id its source gave it, and gives it one of ours. */
  event(source: string, id: string): string {
    const event = randomUUID();
    this.processed.push({ source, id, event_id: event });
    return event;
  }

  /** Uses up the buttons of a question: this one by this event, the others with it. */
  answered(closed: ClosedQuestion): void {
    this.questions.set(closed.question, closed);
  }

  /** Somebody showed that it is the person: it counts for this case alone. */
  proof({ person, case: id, by, proof }: GivenProof): void {
    const { kind, action, system, account, until, factor = null, countsFrom = null } = proof;
    this.proofs.push({
      person_id: person,
      id: randomUUID(),
      case_id: id,
      kind,
      action,
      system,
      account_id: account,
      given_by: by,
      expires_at: until,
      factor,
      counts_from: countsFrom,
    });
  }

  lockout(person: string, system: string, { account, lock }: Lockout, { held }: { readonly held: boolean }): void {
    const { episode, since } = lock;
    this.lockouts.push({ person_id: person, system, account_id: account.id, episode, since, held });
    if (!held) return;
    this.audit.push({
      kind: 'event',
      name: 'lockout-held-back',
      summary: `${account.login} was locked out of ${system}, as many others are: the person is told once that is over.`,
      person,
      case: null,
      detail: { system, account: account.id, episode },
    });
  }

  release(person: string, system: string, { account, lock }: Lockout): void {
    this.released.push({ person_id: person, system, account_id: account.id, episode: lock.episode });
  }

  attackBegins(attack: NewAttack): void {
    this.attack = attack;
    const { id, people, threshold } = attack;
    this.audit.push({
      kind: 'security',
      name: 'attack-mode-began',
      summary: `Many people are locked out at once: ${people}, more than ${threshold}. Few of them are told, and an unlock asks for proof.`,
      person: null,
      case: null,
      detail: { attack: id, people, threshold },
    });
  }

  /** Somebody pressed a button that is somebody else's: they are told nothing, the audit is. */
  refusedChoice({ id, displayName }: Person, channel: string): void {
    const summary = `${displayName} pressed a button that belongs to somebody else.`;
    this.audit.push({ kind: 'security', name: 'choice-refused', summary, person: id, case: null, detail: { channel } });
  }

  /** Another user of a channel is the person from this commit on; `announced`: the case that tells of it. */
  move({ person, link, before, mac }: Moving, announced: string): void {
    const { channel, user, conversation, locale } = link;
    this.moves.push({
      person_id: person,
      channel,
      user_id: user.id,
      before_user: before,
      case_id: announced,
      conversation_id: conversation.id,
      locale,
    });
    const because = mac === null ? 'who is gone from it' : 'by a code to the addresses that the directory has';
    this.audit.push({
      kind: 'security',
      name: 'link-taken',
      summary: `The user ${user.id} of ${channel} is the person from now on, in place of ${before}, ${because}.`,
      person,
      case: null,
      detail: { channel, user: user.id, before, by: mac === null ? 'gone' : 'code' },
    });
  }

  outcome(due: DueEffect, outcome: Outcome): void {
    this.outcomes.push({ due, outcome });
    const entry = describeOutcome(due, outcome);
    if (entry !== undefined) this.audit.push(entry);
  }

  letCaseGo({ person, ...one }: LetGo): void {
    this.letGo.push({ person_id: person, ...one });
  }

  /** `after`: what follows from an effect; `last`: whoever performed it has nothing else of the case to do. */
  decisions(
    decisions: readonly Decision[],
    instant: string,
    after?: { readonly last: boolean },
  ): readonly ChangedCase[] {
    return decisions.map((decision) => this.#decision(decision, instant, after));
  }

  #decision(decision: Decision, instant: string, after: { readonly last: boolean } | undefined): ChangedCase {
    const { case: before, event, state } = decision;
    const plan = planOf(decision, instant);
    const at = { person_id: before.person, case_id: before.id };
    const effects = plan.effects
      .filter(({ notBefore, shadowed }) => notBefore <= instant && !shadowed)
      .map(({ id, ordinal, lane, effect }) => ({
        id,
        person: before.person,
        case: before.id,
        ordinal,
        lane,
        effect,
        attempts: 0,
        attemptedAgo: null,
        begunAt: beginsAtOnce(effect, before, this.taker) ? performance.now() : null,
        recordedAgo: 0,
        address: before.address,
        locale: before.locale,
      }));
    const changed = {
      before,
      state,
      plan,
      effects,
      letGo: after?.last === true && effects.length === 0,
      byReturning: after !== undefined,
    };
    this.cases.push(changed);
    this.events.push({ ...at, ordinal: before.version + 1, event });
    this.timers.push(...plan.replacedTimers.map((lane) => ({ ...at, lane })));
    if (plan.closedQuestion !== null && !this.questions.has(plan.closedQuestion)) {
      this.answered({ person: before.person, question: plan.closedQuestion, choice: null, chosen: null, event: null });
    }
    if (plan.askedQuestion !== null) this.#ask(before, plan, instant);
    this.proofLinks.push(
      ...plan.effects.flatMap(({ id, effect, shadowed }) => {
        if (effect.type !== 'say' || effect.proof === undefined || shadowed) return [];
        const { action, system, account, until } = effect.proof;
        const hash = hashToken(proofToken(this.#tokenKey, id));
        return [{ ...at, effect_id: id, hash, action, system, account_id: account, expires_at: until }];
      }),
    );
    this.notices.push(
      ...plan.notices.map((effect_id) => ({
        person_id: before.person,
        effect_id,
        at: instant,
        shadow: before.shadow,
      })),
    );
    for (const effect of decision.effects) {
      if (effect.type === 'unlink') this.#unlink(before, effect);
      if (effect.type !== 'personal-settings' || before.shadow) continue;
      const { notices, language, channel } = effect.settings;
      this.settings.push({ person_id: before.person, notices, language, channel });
      this.audit.push({
        kind: 'decision',
        name: 'settings-changed',
        summary: 'The person set for themselves how they are told of things.',
        person: before.person,
        case: before.id,
        detail: { notices, language, channel },
      });
    }
    this.audit.push(
      ...describe({ case: before, event, recorded: plan.effects, outcome: plan.outcome, words: this.#words }),
    );
    return changed;
  }

  #unlink({ person, id }: HelpCase, { channel, user }: Extract<Effect, { type: 'unlink' }>): void {
    this.unlinked.push({ person_id: person, channel, user_id: user, case_id: id });
    this.audit.push({
      kind: 'security',
      name: 'link-taken-back',
      summary: `The user ${user} of ${channel}, and whoever has taken the place since, is nobody from now on: the person says that it was not they.`,
      person,
      case: id,
      detail: { channel, user },
    });
  }

  /** Every button gets a token, and so does every option of a form: a channel without forms shows these as buttons. */
  #ask({ person, id }: HelpCase, { askedQuestion: question, effects }: Plan, instant: string): void {
    if (question === null) return;
    const expires = new Date(Date.parse(instant) + questionLife).toISOString();
    const asking = effects.find((one) => one.id === question.effect)?.effect;
    const form = asking?.type === 'say' ? asking.question?.form : undefined;
    const buttons = [
      ...question.choices.map((choice) => ({
        choice,
        chosen: null,
        token: choiceToken(this.#tokenKey, question.effect, choice),
      })),
      ...(form === undefined
        ? []
        : form.options.map(({ value }) => ({
            choice: form.submit,
            chosen: { [form.field]: value },
            token: choiceToken(this.#tokenKey, question.effect, form.submit, value),
          }))),
    ];
    this.tokens.push(
      ...buttons.map(({ choice, chosen, token }) => ({
        person_id: person,
        hash: hashToken(token),
        case_id: id,
        question_id: question.effect,
        choice,
        chosen,
        about: question.about,
        expires_at: expires,
      })),
    );
  }
}
