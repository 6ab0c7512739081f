import { sentence } from '@access-account/messages';
import type { Effect, Say } from './effect.ts';
import { later } from './later.ts';
import type { Situation } from './situation.ts';

/** Milliseconds after which a question nobody answered is closed. */
const questionLife = 24 * 60 * 60_000;

/** Brings `timer-due` with the name `question` when the question has waited long enough. */
export function questionTimer({ instant }: Situation): Effect {
  return { type: 'timer', timer: 'question', at: later(instant, questionLife) };
}

/** Said to whoever presses a button that is older than its time. */
export const askAfresh: Say = {
  type: 'say',
  sentences: [sentence('question.expired')],
  question: { choices: ['check-again'], about: [] },
};
