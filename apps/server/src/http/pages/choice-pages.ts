import type { Logger, RawRequest, RawResponse } from '@access-account/contract';
import { type Renderer, type SentenceKey, sentence } from '@access-account/messages';
import type { ConnectorRegistry } from '../../registry/connector-registry.ts';
import type { Road } from '../../road/road.ts';
import type { ShownChoice } from '../../road/shown-choice.ts';
import { browserLocale } from './browser-locale.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';

export interface ChoicePagesOptions {
  readonly registry: ConnectorRegistry;
  readonly road: Pick<Road, 'choice' | 'pressed'>;
  readonly words: Renderer;
  readonly defaultLocale: string;
  /** At the top of every page. */
  readonly organization: string;
  readonly logger: Logger;
}

/** What a page says that has nothing to ask. */
type Notice = Extract<SentenceKey, 'page.taken' | 'page.try-again' | 'question.already-answered' | 'question.gone'>;

/**
 * The pages behind a channel's links: `GET` shows what is chosen and changes nothing, whoever fetches it and how often; only
 * the pressed button's `POST` is an answer. A mail program's own unsubscribing (RFC 8058) presses what only stops reminders.
 */
export class ChoicePages {
  readonly #options: ChoicePagesOptions;

  constructor(options: ChoicePagesOptions) {
    this.#options = options;
  }

  /** Whether a request below a channel's name is for one of these. */
  takes(channel: string, { path }: Pick<RawRequest, 'path'>): boolean {
    return path.startsWith('confirm/') && this.#options.registry.channelFeatures(channel)?.buttons === 'pages';
  }

  async answer(channel: string, request: RawRequest): Promise<RawResponse> {
    const token = request.path.slice('confirm/'.length);
    const choice = await this.#options.road.choice(channel, token);
    if (choice === undefined) return this.#notice(404, 'question.gone', this.#languageOf(request));
    if (choice.standing === 'over') return this.#notice(404, 'question.gone', choice.locale);
    if (choice.standing === 'answered') return this.#notice(200, 'question.already-answered', choice.locale);
    if (request.method !== 'POST') return this.#ask(choice);
    const fields = new URLSearchParams(Buffer.from(request.body).toString('utf8'));
    const values = valuesOf(choice, fields);
    const isPressed = fields.get('press') === 'yes' && values !== undefined;
    const isUnsubscribed = choice.stops && fields.get('List-Unsubscribe') === 'One-Click';
    // Sent by something that never saw the page, or with nothing chosen: it is shown.
    if (!isPressed && !isUnsubscribed) return this.#ask(choice, 400);
    try {
      const outcome = await this.#options.road.pressed(channel, { choice, token, values: values ?? {} });
      if (outcome.status !== 'refused') return this.#notice(200, 'page.taken', choice.locale);
      const notice = outcome.reason === 'already-answered' ? 'question.already-answered' : 'question.gone';
      return this.#notice(notice === 'question.gone' ? 404 : 200, notice, choice.locale);
    } catch (error) {
      this.#options.logger.warn('what was pressed on a page could not be stored', { reason: (error as Error).message });
      return this.#notice(503, 'page.try-again', choice.locale);
    }
  }

  #ask(choice: ShownChoice, status = 200): RawResponse {
    const { locale, standing, label, text, fields, style } = choice;
    const { render } = this.#options.words;
    const isExpired = standing === 'expired';
    const said = isExpired ? render(sentence('question.expired'), locale) : text;
    const pressed = isExpired ? render(sentence('choice.check-again'), locale) : label;
    const body = html`<p dir="auto">${said}</p>
<form method="post">
${isExpired ? [] : fields.map(toSelect)}<input type="hidden" name="press" value="yes">
<button type="submit" class="${style}" dir="auto">${pressed}</button>
</form>
<p class="quiet">${render(sentence('page.press'), locale)}</p>`;
    return this.#page(status, locale, body);
  }

  #notice(status: number, key: Notice, locale: string): RawResponse {
    return this.#page(
      status,
      locale,
      html`<p role="status" dir="auto">${this.#options.words.render(sentence(key), locale)}</p>`,
    );
  }

  #page(status: number, locale: string, body: Html): RawResponse {
    return page({ status, title: this.#options.organization, locale, body });
  }

  #languageOf({ headers }: RawRequest): string {
    const { words, defaultLocale } = this.#options;
    const accepts = headers.get('accept-language');
    return browserLocale({ accepts, fallback: defaultLocale, languages: words.languages });
  }
}

function toSelect({ name, label, options }: ShownChoice['fields'][number]): Html {
  return html`<label for="${name}" dir="auto">${label}</label>
<select id="${name}" name="${name}" required>
<option value=""></option>
${options.map(
  (option) => html`<option value="${option.value}">${option.label}</option>
`,
)}</select>
`;
}

/** What was chosen in each field; undefined: in one of them, nothing that it offers. */
function valuesOf(
  { fields, standing }: ShownChoice,
  sent: URLSearchParams,
): Readonly<Record<string, string>> | undefined {
  if (standing === 'expired') return {};
  const chosen = fields.map(({ name, options }) => options.find(({ value }) => value === sent.get(name)));
  if (chosen.some((option) => option === undefined)) return undefined;
  return Object.fromEntries(fields.map(({ name }, index) => [name, chosen[index]?.value ?? '']));
}
