import type { RawResponse } from '@access-account/contract';
import { type Renderer, type Sentence, type SentenceKey, sentence } from '@access-account/messages';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readCookies } from '../../access/read-cookies.ts';
import { choiceLabel } from '../../road/choice-label.ts';
import {
  type Recovery,
  type RecoveryPage,
  type RecoveryView,
  type RecoveryWish,
  recoveryLife,
  recoveryWishes,
} from '../../sign-in/recovery.ts';
import type { SourceOf } from '../source-of.ts';
import { browserLocale } from './browser-locale.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';

export interface RecoverPagesOptions {
  readonly recovery: Recovery;
  readonly sourceOf: SourceOf;
  /** Where people reach the server. */
  readonly publicUrl: () => string;
  readonly words: Renderer;
  readonly defaultLocale: string;
  /** At the top of every page. */
  readonly organization: string;
}

type Notice = Extract<SentenceKey, 'proof.too-often' | 'proof.wrong' | 'recover.anew'>;

/** Seconds between two looks at how the help goes. */
const lookEvery = 3;

/**
 * The pages for people who cannot reach any chat, outside the organisation's sign-in: who they are, the code that was sent, and
 * the same course of help that a chat would show. Only what is posted does anything.
 */
export async function recoverPages(server: FastifyInstance, options: RecoverPagesOptions): Promise<void> {
  const pages = new RecoverPages(options);
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 4096 }, (_request, body, done) => done(null, body));
    scope.setErrorHandler((failure: Error & { readonly statusCode?: number }, request, reply) => {
      if ((failure.statusCode ?? 500) >= 500) throw failure;
      return pages.unreadable(request, reply, failure.statusCode ?? 400);
    });
    scope.get('/recover', (request, reply) => pages.show(request, reply));
    scope.post('/recover', (request, reply) => pages.begin(request, reply));
    scope.get('/recover/:token', (request, reply) => pages.look(request, reply));
    scope.post('/recover/:token', (request, reply) => pages.goOn(request, reply));
  });
}

class RecoverPages {
  readonly #options: RecoverPagesOptions;

  constructor(options: RecoverPagesOptions) {
    this.#options = options;
  }

  async show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    return this.#options.recovery.isOffered ? this.#ask(request, reply) : this.#unavailable(request, reply);
  }

  /** Something came that none of our forms sends. */
  async unreadable(request: FastifyRequest, reply: FastifyReply, status: number): Promise<FastifyReply> {
    return this.#options.recovery.isOffered ? this.#ask(request, reply, { status }) : this.#unavailable(request, reply);
  }

  /** Answers the same to everybody, before anybody is looked for. */
  async begin(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { recovery, sourceOf } = this.#options;
    if (!recovery.isOffered) return this.#unavailable(request, reply);
    const form = formOf(request);
    const [name, wish] = [form.get('login') ?? '', form.get('about')];
    const about = recoveryWishes.find((one) => one === wish);
    if (about === undefined || name.trim() === '' || name.length > 320) return this.#ask(request, reply);
    const begun = await recovery.begin({ name, about, source: sourceOf(request), locale: this.#localeOf(request) });
    if (begun === undefined) return this.#ask(request, reply, { status: 429, key: 'proof.too-often' });
    return this.#goTo(reply.header('set-cookie', this.#cookie(begun.browser)), begun);
  }

  /** Changes nothing: the form for the code, or how the help goes. */
  async look(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { recovery } = this.#options;
    if (!recovery.isOffered) return this.#unavailable(request, reply);
    const shown = this.#pageOf(request);
    const view = await recovery.view(shown);
    if (view !== undefined) return this.#help(request, reply, view);
    return (await recovery.isOpenTo(shown)) ? this.#askCode(request, reply) : this.#askAnew(request, reply);
  }

  async goOn(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { recovery } = this.#options;
    if (!recovery.isOffered) return this.#unavailable(request, reply);
    const [shown, form] = [this.#pageOf(request), formOf(request)];
    if (!(await recovery.isOpenTo(shown))) return this.#askAnew(request, reply);
    const pressed = form.get('press');
    if (pressed !== null) await recovery.press(shown, pressed);
    // As people write it down: 123 456.
    else if (!(await recovery.verify(shown, (form.get('code') ?? '').replace(/[\s-]/g, ''))))
      return this.#askCode(request, reply, { status: 403, key: 'proof.wrong' });
    return this.#goTo(reply, shown);
  }

  /** Another browser than the one that asked: somebody was sent the address, or whoever sent it wants to see what the code opened. */
  #askAnew(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    return this.#ask(request, reply, { status: 403, key: 'recover.anew' });
  }

  #ask(request: FastifyRequest, reply: FastifyReply, said?: Said): FastifyReply {
    const { say, locale } = this.#voice(request);
    const button = (about: RecoveryWish, label: Sentence) =>
      html`<p><button type="submit" name="about" value="${about}" dir="auto">${say(label)}</button></p>\n`;
    const body = html`${alert(said, say)}<p dir="auto">${say(sentence('recover.page'))}</p>
<form method="post" action="/recover">
<label for="login" dir="auto">${say(sentence('recover.login'))}</label>
<input id="login" name="login" required maxlength="320" autocomplete="username" autocapitalize="none" spellcheck="false">
${button('unlock', sentence('choice.unlock'))}${button('service-desk', sentence('choice.service-desk'))}</form>
`;
    return this.#send(reply, { status: said?.status ?? 200, locale, body });
  }

  #askCode(request: FastifyRequest, reply: FastifyReply, said?: Said): FastifyReply {
    const { say, locale } = this.#voice(request);
    const body = html`${alert(said, say)}<p dir="auto">${say(sentence('recover.sent'))}</p>
<form method="post">
<label for="code" dir="auto">${say(sentence('recover.code'))}</label>
<input id="code" name="code" required maxlength="20" inputmode="numeric" autocomplete="one-time-code">
<button type="submit" dir="auto">${say(sentence('proof.check-code'))}</button>
</form>
`;
    return this.#send(reply, { status: said?.status ?? 200, locale, body });
  }

  #help(request: FastifyRequest, reply: FastifyReply, { said, choices, isOpen }: RecoveryView): FastifyReply {
    const { say, locale } = this.#voice(request);
    const { words } = this.#options;
    const buttons = choices.map(
      (choice) =>
        html`<p><button type="submit" name="press" value="${choice}" dir="auto">${choiceLabel(choice, locale, words)}</button></p>\n`,
    );
    const paragraphs = said.map((sentences) => html`<p dir="auto">${sentences.map(say).join('\n\n')}</p>\n`);
    const body = html`<div role="log">
${paragraphs.length === 0 ? html`<p dir="auto">${say(sentence('recover.looking'))}</p>\n` : paragraphs}</div>
${buttons.length === 0 ? '' : html`<form method="post">\n${buttons}</form>\n`}`;
    const waits = isOpen && buttons.length === 0 ? { lookAgainAfter: lookEvery } : {};
    return this.#send(reply, { status: 200, locale, body, ...waits });
  }

  #unavailable(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const { say, locale } = this.#voice(request);
    return this.#send(reply, {
      status: 404,
      locale,
      body: html`<p role="status" dir="auto">${say(sentence('person.unknown'))}</p>\n`,
    });
  }

  #send(reply: FastifyReply, shown: Omit<Parameters<typeof page>[0], 'title'>): FastifyReply {
    const { status, headers, body }: RawResponse = page({ ...shown, title: this.#options.organization });
    for (const [name, value] of Object.entries(headers ?? {})) void reply.header(name, value);
    return reply.code(status).send(body);
  }

  #goTo(reply: FastifyReply, { token }: RecoveryPage): FastifyReply {
    return reply
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-store')
      .redirect(`/recover/${token}`, 303);
  }

  get #isSecure(): boolean {
    return this.#options.publicUrl().startsWith('https:');
  }

  get #cookieName(): string {
    return `${this.#isSecure ? '__Host-' : ''}access-account-recovery`;
  }

  /** Never one that the browser has already: somebody could have put it there. */
  #cookie(browser: string): string {
    const secure = this.#isSecure ? '; Secure' : '';
    return `${this.#cookieName}=${browser}; Path=/; Max-Age=${recoveryLife / 1000}; HttpOnly; SameSite=Strict${secure}`;
  }

  #pageOf({ headers, params }: FastifyRequest): RecoveryPage {
    const { token } = params as { readonly token: string };
    return { token, browser: readCookies(headers.cookie).get(this.#cookieName) ?? '' };
  }

  #voice(request: FastifyRequest): { readonly say: (sentence: Sentence) => string; readonly locale: string } {
    const locale = this.#localeOf(request);
    return { locale, say: (one) => this.#options.words.render(one, locale) };
  }

  #localeOf({ headers }: FastifyRequest): string {
    const { words, defaultLocale } = this.#options;
    const accepts = headers['accept-language'];
    return browserLocale({ accepts, fallback: defaultLocale, languages: words.languages });
  }
}

interface Said {
  readonly status: number;
  readonly key?: Notice;
}

function alert(said: Said | undefined, say: (sentence: Sentence) => string): Html | string {
  return said?.key === undefined ? '' : html`<p role="alert" dir="auto">${say(sentence(said.key))}</p>\n`;
}

function formOf({ body }: FastifyRequest): URLSearchParams {
  return new URLSearchParams(Buffer.isBuffer(body) ? body.toString('utf8') : '');
}
