import { type Renderer, sentence } from '@access-account/messages';
import type { ChoiceName, Label, Say } from '@access-account/policies';
import type { Sql } from '../storage/database.ts';
import { choiceLabel } from './choice-label.ts';
import { hashToken } from './choice-token.ts';
import { wasAnswered } from './was-answered.ts';

/** A choice as the page behind its link shows it. */
export interface ShownChoice {
  readonly person: string;
  /** Where its message was shown; null: that is not known. */
  readonly conversation: string | null;
  /** Over: it is closed, and nobody answered it. */
  readonly standing: 'open' | 'expired' | 'answered' | 'over';
  readonly locale: string;
  /** The question it answers. */
  readonly text: string;
  readonly label: string;
  readonly style: 'primary' | 'danger' | 'plain';
  /** It only stops reminders. */
  readonly stops: boolean;
  /** What has to be chosen with it. */
  readonly fields: readonly {
    readonly name: string;
    readonly label: string;
    readonly options: readonly { readonly label: string; readonly value: string }[];
  }[];
}

export interface FindChoiceOptions {
  readonly sql: Sql;
  readonly words: Renderer;
  readonly channel: string;
  readonly token: string;
}

interface ChoiceRow {
  readonly person_id: string;
  readonly choice: ChoiceName;
  readonly chosen: object | null;
  readonly expired: boolean;
  readonly used: boolean;
  readonly answered: boolean;
  readonly said: Say;
  readonly shown: { readonly channel?: string; readonly conversation?: string } | null;
  /** The channel that its case is led on; null: the person has not said anything in it. */
  readonly led_on: string | null;
  readonly locale: string;
}

/** Who has the token has the mail: it is looked up by its hash, and changes nothing. Undefined: it is none that this channel showed. */
export async function findChoice({ sql, words, channel, token }: FindChoiceOptions): Promise<ShownChoice | undefined> {
  const [row] = await sql.rows<ChoiceRow>(
    `select token.person_id, token.choice, token.chosen, token.expires_at <= clock_timestamp() as expired,
       token.used_at is not null as used, ${wasAnswered} as answered, effect.body as said, effect.outcome as shown, help_case.channel as led_on, help_case.locale
     from choice_token token
     join effect on effect.person_id = token.person_id and effect.id = token.question_id
     join help_case on help_case.person_id = token.person_id and help_case.id = token.case_id
     where token.hash = $1`,
    [hashToken(token)],
  );
  // A button that was shown in a chat proves itself by the chat's signature: it is not pressed here.
  if (row === undefined || (row.said.elsewhere !== true && (row.shown?.channel ?? row.led_on ?? channel) !== channel))
    return undefined;
  const { locale, choice, said, shown } = row;
  const { render } = words;
  const form = said.question?.form?.submit === choice && row.chosen === null ? said.question.form : undefined;
  const named = (label: Label) => (typeof label === 'string' ? label : render(label, locale));
  return {
    person: row.person_id,
    conversation: shown?.channel === channel ? (shown.conversation ?? null) : null,
    standing: row.answered ? 'answered' : row.used ? 'over' : row.expired ? 'expired' : 'open',
    locale,
    text: said.sentences.map((one) => render(one, locale)).join('\n\n'),
    label: choiceLabel(choice, locale, words),
    style: choice === 'not-me' ? 'danger' : 'primary',
    stops: choice === 'ignore',
    fields:
      form === undefined
        ? []
        : [
            {
              name: form.field,
              label: render(sentence(`${form.field}.field`), locale),
              options: form.options.map(({ label, value }) => ({ label: named(label), value })),
            },
          ],
  };
}
