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
