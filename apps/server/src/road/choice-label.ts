import { type Renderer, sentence } from '@access-account/messages';
import type { ChoiceName } from '@access-account/policies';

/** What a button says. */
export function choiceLabel(choice: ChoiceName, locale: string, { render }: Renderer): string {
  return render(sentence(choice === 'continue' ? 'account.continue' : `choice.${choice}`), locale);
}
