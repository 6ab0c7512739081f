import { type ChoiceName, type PolicyEvent, type PolicyId, policies, type Request } from '@access-account/policies';
import type { Conversation, Decision, HelpCase, OpenQuestion } from './help-case.ts';

/** Typed answers bind to a question that is at most this old, in milliseconds. */
const answerLife = 15 * 60_000;

/** Station 5. The policy of a case decides. */
export function decide(
  helpCase: HelpCase,
  event: PolicyEvent,
  situation: Parameters<(typeof policies)[PolicyId]['step']>[2],
): Decision {
  const { state, effects } = policies[helpCase.policy].step(helpCase.state, event, situation);
  return { case: helpCase, event, state, effects };
}

/** The questions that typed words can answer now. */
export function answerableQuestions({
  openCases,
  instant,
}: Conversation): readonly (HelpCase & { readonly question: OpenQuestion })[] {
  return openCases.filter((open): open is HelpCase & { readonly question: OpenQuestion } => {
    if (open.question === null || !open.question.choices.some((choice) => choice === 'yes' || choice === 'cancel'))
      return false;
    return Date.parse(instant) - Date.parse(open.question.askedAt) <= answerLife;
  });
}

/** The button that typed words mean; undefined where the question has no such button. */
export function choiceFor(answer: 'yes' | 'no' | 'cancel' | 'edit', { choices }: OpenQuestion): ChoiceName | undefined {
  const wanted: readonly ChoiceName[] =
    answer === 'no' || answer === 'cancel' ? [answer, answer === 'no' ? 'cancel' : 'no'] : [answer];
  return wanted.find((choice) => choices.includes(choice));
}

/** Which policy helps with a request. */
export function policyFor(request: Request, unlockEnabled: boolean, instructed: boolean): PolicyId {
  switch (request.about) {
    case 'unlock':
      if (request.system !== null && !request.system.connected && !instructed) return 'service-desk';
      return unlockEnabled ? 'unlock-account' : 'service-desk';
    case 'password':
    case 'mfa':
    case 'service-desk':
      return 'service-desk';
    default:
      return 'help';
  }
}

/**
 * The open cases a person's own request for an unlock takes the place of: those that wait for an answer about the same systems.
 * Otherwise a typed "yes" would have two questions to choose from.
 */
export function takenOver({ openCases }: Conversation, request: Request): readonly HelpCase[] {
  const { system } = request;
  return openCases.filter(({ policy, question }) => {
    if (question === null || (policy !== 'unlock-account' && policy !== 'lockout-notification')) return false;
    if (system === null) return true;
    return system.connected && question.about.some((key) => key.startsWith(`${system.name}/`));
  });
}

/** Closes a case whose help goes on elsewhere. */
export function takeOver(helpCase: HelpCase, event: PolicyEvent): Decision {
  return { case: helpCase, event, state: helpCase.state, effects: [{ type: 'close', outcome: 'taken-over' }] };
}
