import { randomUUID } from 'node:crypto';
import type { CaseOutcome, Effect, PolicyEvent, Say } from '@access-account/policies';
import type { Decision, OpenQuestion, RecordedEffect } from './help-case.ts';
import { laneOf } from './lanes.ts';

/** An effect as it is recorded. */
export interface PlannedEffect {
  readonly id: string;
  readonly ordinal: number;
  readonly lane: string;
  readonly effect: RecordedEffect;
  /** ISO 8601. */
  readonly notBefore: string;
  /** It is only recorded, and never performed. */
  readonly shadowed: boolean;
}

/** Everything a decision changes, before any of it is written. */
export interface Plan {
  readonly effects: readonly PlannedEffect[];
  /** The question that is open afterwards. */
  readonly openQuestion: OpenQuestion | null;
  /** The same, where it is a new one: its buttons get tokens. */
  readonly askedQuestion: OpenQuestion | null;
  /** The effect of the question whose buttons stop working. */
  readonly closedQuestion: string | null;
  /** Lanes whose waiting timers are over. */
  readonly replacedTimers: readonly string[];
  /** Effects that count against the notice allowance. */
  readonly notices: readonly string[];
  readonly subjects: readonly string[];
  /** How the case ended; null while it goes on. */
  readonly outcome: CaseOutcome | null;
}

export function planOf({ case: before, event, effects }: Decision, instant: string): Plan {
  const outcome = effects.find((effect) => effect.type === 'close')?.outcome ?? null;
  const answered = event.type === 'choice-made' ? event.choice : null;
  const says = effects.filter((effect) => effect.type === 'say');
  const inPlace = says.some((say) => say.inPlace === true);
  const asksAgain = says.some(({ question }) => question !== undefined);
  const closes = answered !== null || asksAgain || inPlace || outcome !== null || effects.some(isActing);
  const closed = before.question !== null && closes ? before.question : null;

  const wanted = effects.flatMap((effect) => recorded(effect, event, before.question));
  const settling: readonly RecordedEffect[] =
    closed === null || inPlace
      ? []
      : [
          {
            type: 'settle',
            question: closed.effect,
            answer: answered,
          },
        ];
  const planned = [...settling, ...wanted].map(
    (effect, index): PlannedEffect => ({
      id: randomUUID(),
      ordinal: before.nextOrdinal + index,
      lane: laneOf(effect),
      effect,
      notBefore: effect.type === 'timer' ? effect.at : instant,
      shadowed: before.shadow && !isOnlyLooking(effect),
    }),
  );
  // Nobody is shown a question that is only recorded, and nobody can answer it.
  const asked = outcome === null && !before.shadow ? askedIn(planned, instant) : null;
  return {
    effects: planned,
    openQuestion: outcome === null ? (asked ?? (closes ? null : before.question)) : null,
    askedQuestion: asked,
    closedQuestion: closed?.effect ?? null,
    replacedTimers:
      outcome === null ? planned.flatMap(({ effect, lane }) => (effect.type === 'timer' ? [lane] : [])) : ['timer:%'],
    notices: planned.flatMap(({ id, effect }) => (effect.type === 'say' && effect.notice === true ? [id] : [])),
    subjects: [
      ...new Set([
        ...before.subjects,
        ...effects.flatMap((effect) => (effect.type === 'identity' ? [`${effect.system}/${effect.account}`] : [])),
      ]),
    ],
    outcome,
  };
}

/** Nobody is asked about what is being done: a proof answers as well as a button, and no other case takes this one's place. */
function isActing(effect: Effect): boolean {
  return effect.type === 'identity' && !isOnlyLooking(effect) && effect.operation !== 'recovery.read';
}

/** Whether it changes and sends nothing: all that is performed of a case that only watches. */
export function isOnlyLooking(effect: RecordedEffect): boolean {
  switch (effect.type) {
    case 'identity':
      return (
        effect.operation === 'account.read' ||
        effect.operation === 'activity.read' ||
        effect.operation === 'factor.list'
      );
    case 'instructions':
    case 'people':
    case 'timer':
      return true;
    default:
      return false;
  }
}

/** A message that takes the place of the open question's knows which. */
function recorded(effect: Effect, event: PolicyEvent, question: OpenQuestion | null): readonly RecordedEffect[] {
  if (effect.type === 'close' || effect.type === 'personal-settings' || effect.type === 'unlink') return [];
  if (effect.type === 'say' && event.type === 'answer-unproven' && question !== null)
    return [{ ...effect, repeats: question.effect }];
  if (effect.type === 'say' && effect.inPlace === true && question !== null)
    return [{ ...effect, replaces: question.effect }];
  return [effect];
}

function askedIn(planned: readonly PlannedEffect[], instant: string): OpenQuestion | null {
  const asking = planned.findLast(
    (one): one is PlannedEffect & { readonly effect: Say & { readonly question: NonNullable<Say['question']> } } =>
      one.effect.type === 'say' && one.effect.question !== undefined,
  );
  if (asking === undefined) return null;
  const { choices, about } = asking.effect.question;
  return { effect: asking.id, choices, about, askedAt: instant };
}
