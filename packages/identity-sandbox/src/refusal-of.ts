import type { Answer } from './web/responses.ts';

/** Why a password was of no use. */
export type Refusal = 'bad-request' | 'wrong' | 'not-enabled' | 'must-change' | 'locked';

const answers: Readonly<Record<Refusal, Omit<Answer, 'result'>>> = {
  'bad-request': { status: 400, text: 'Send a login and a password.' },
  wrong: { status: 401, text: 'The login or the password is wrong.' },
  'not-enabled': { status: 403, text: 'This account may not sign in. Ask your service desk.' },
  'must-change': { status: 403, text: 'This password is good for nothing but being changed. Choose a new one first.' },
  locked: { status: 423, text: 'This account is locked. No password is tried until it is open.' },
};

export function refusalOf(refusal: Refusal): Answer {
  return { ...answers[refusal], result: refusal };
}
