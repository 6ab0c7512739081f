import { createHash, type KeyObject } from 'node:crypto';
import type { ChoiceName } from '@access-account/policies';
import { mac } from '../storage/keys.ts';

/** The token of a button: derived, so that a message that is sent again bears the same; only its hash is stored. `option`: of a form, where the button stands for one. */
export function choiceToken(key: KeyObject, question: string, choice: ChoiceName, option?: string): string {
  return option === undefined ? mac(key, question, choice) : mac(key, question, choice, option);
}

/** The token of a link by which somebody signs in afresh. No choice can have this name. */
export function proofToken(key: KeyObject, effect: string): string {
  return mac(key, effect, '(proof)');
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/**
 * Of a `token`: whether its question was answered, by this button, another one or words. One that is over without an answer
 * (a day passed, the account was opened elsewhere) is used as well. Only of those that are used is the question looked at.
 */
export const wasAnswered = `(token.used_at is not null and exists (select from choice_token sibling
    where sibling.person_id = token.person_id and sibling.question_id = token.question_id and sibling.used_event >= '00000000-0000-0000-0000-000000000000'))`;
