import type { InboundOutcome, RefusalReason } from '@access-account/contract';
import { type Renderer, sentence } from '@access-account/messages';

const sentences = {
  'unknown-person': 'person.unknown',
  'unknown-choice': 'question.gone',
  'already-answered': 'question.already-answered',
  invalid: 'question.unreadable',
} as const satisfies { [Reason in RefusalReason]: string };

/** What somebody is told whose event was not taken: nothing about anybody else. */
export function refusal(reason: RefusalReason, locale: string, { render }: Renderer): InboundOutcome {
  return { status: 'refused', reason, message: { text: render(sentence(sentences[reason]), locale), locale } };
}
