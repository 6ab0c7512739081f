import { randomBytes } from 'node:crypto';
import { type IdentityProvider, NotSignedInError } from '@access-account/connector-kit/open-id';
import type { Logger, RawResponse } from '@access-account/contract';
import { type FactorName, type Sentence, type SentenceKey, sentence } from '@access-account/messages';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Road } from '../../road/road.ts';
import type { OtherFactor, Way } from '../../sign-in/other-factor.ts';
import { beginSignIn, findProofLink, type ProofLink, type Tried, takeSignIn } from '../../sign-in/proof-links.ts';
import type { ByAddress, SecondAddress } from '../../sign-in/second-address.ts';
import type { Database } from '../../storage/database.ts';
import { browserLocale } from './browser-locale.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';

export interface ProofPagesOptions {
  /** The organisation's own sign-in page; null: there is none. */
  readonly provider: IdentityProvider | null;
  readonly database: Database;
  readonly road: Pick<Road, 'signedIn' | 'words'>;
  readonly otherFactor: OtherFactor;
  readonly secondAddress: SecondAddress;
  readonly publicUrl: () => string;
  readonly defaultLocale: string;
  /** At the top of every page. */
  readonly organization: string;
  readonly logger: Logger;
}

type Notice = Extract<
  SentenceKey,
  | 'proof.code-sent'
  | 'proof.confirmed'
  | 'proof.not-shown'
  | 'proof.too-often'
  | 'proof.try-again'
  | 'proof.unreachable'
  | 'proof.wrong'
  | 'question.already-answered'
  | 'question.gone'
>;

/** The browser that a sign-in began in, and the one that had a device asked. */
const signInCookie = 'access-account-sign-in';
const deviceCookie = 'access-account-device';
const callbackPath = '/sign-in/callback';
/** Seconds between two looks at what a device says. */
const lookEvery = 3;

/**
 * The pages by which somebody shows that it is them: one that says why and offers the ways, the one they come back to from the
 * provider's own, and the one that waits for a device. Looking at the first changes nothing, and nothing begins before a button
 * is pressed there: a link that somebody else sent must not be enough. What comes back counts for the very browser that was sent.
 */
export async function proofPages(server: FastifyInstance, options: ProofPagesOptions): Promise<void> {
  const pages = new ProofPages(options);
  const { provider } = options;
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 4096 }, (_request, body, done) => done(null, body));
    scope.get('/proof/:token', (request, reply) => pages.show(request, reply));
    scope.post('/proof/:token', (request, reply) => pages.press(request, reply));
    scope.get('/proof/:token/device', (request, reply) => pages.hear(request, reply));
    if (provider !== null) scope.get(callbackPath, (request, reply) => pages.comeBack(provider, request, reply));
  });
}

class ProofPages {
  readonly #options: ProofPagesOptions;

  constructor(options: ProofPagesOptions) {
    this.#options = options;
  }

  async show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const link = await findProofLink(this.#options.database, tokenOf(request));
    return link?.standing === 'open' ? this.#offer(reply, link) : this.#closed(request, reply, link);
  }

  /** Only the pressed button goes on. */
  async press(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const token = tokenOf(request);
    const link = await findProofLink(this.#options.database, token);
    if (link?.standing !== 'open') return this.#closed(request, reply, link);
    const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
    const form = new URLSearchParams(body);
    const pressed = form.get('press');
    const way = link.ways[Number(form.get('way') ?? Number.NaN)];
    // As people write it down: 123 456.
    const code = (form.get('code') ?? '').replace(/[\s-]/g, '');
    if (pressed === 'yes') return this.#begin(reply, token, link);
    if (way?.by === 'factor' && way.asks === pressed)
      return pressed === 'push'
        ? this.#push(reply, { token, link, way })
        : this.#tried(reply, link, await this.#options.otherFactor.code({ token, link, way }, code));
    if (way?.by === 'code' && pressed === 'send') return this.#sendCode(reply, { token, link, way });
    if (way?.by === 'code' && pressed === 'sent')
      return this.#tried(reply, link, await this.#options.secondAddress.check({ token, link }, code));
    return this.#offer(reply, link);
  }

  /** On to the provider's page, in this browser. */
  async #begin(reply: FastifyReply, token: string, link: ProofLink): Promise<FastifyReply> {
    const { provider, database, publicUrl, logger } = this.#options;
    const { locale, ways } = link;
    if (provider === null || !ways.some(({ by }) => by === 'fresh-login')) return this.#offer(reply, link);
    const secrets = provider.secrets();
    const browser = randomBytes(32).toString('base64url');
    let to: URL;
    try {
      to = await provider.page(`${publicUrl()}${callbackPath}`, secrets, 0);
    } catch (error) {
      logger.warn('the identity provider’s sign-in page cannot be reached', { reason: (error as Error).message });
      return this.#notice(reply, { status: 503, key: 'proof.try-again', locale });
    }
    if (!(await beginSignIn(database, { token, browser, secrets })))
      return this.#notice(reply, { status: 410, key: 'question.gone', locale });
    return this.#goOn(reply, to.href, `${signInCookie}=${browser}; Path=/sign-in; SameSite=Lax`);
  }

  async #push(reply: FastifyReply, asked: Way): Promise<FastifyReply> {
    const pushed = await this.#options.otherFactor.push(asked);
    if (typeof pushed === 'string') return this.#tried(reply, asked.link, pushed);
    const path = `/proof/${asked.token}`;
    return this.#goOn(reply, `${path}/device`, `${deviceCookie}=${pushed.browser}; Path=${path}; SameSite=Strict`);
  }

  async #sendCode(reply: FastifyReply, asked: ByAddress): Promise<FastifyReply> {
    const sent = await this.#options.secondAddress.send(asked);
    if (sent !== 'sent') return this.#tried(reply, asked.link, sent);
    return this.#offer(reply, { ...asked.link, codeSent: true }, { status: 200, key: 'proof.code-sent' });
  }

  /** Waits for what the device says; only the browser that had it asked hears of it. */
  async hear(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { database, otherFactor, organization: title, road } = this.#options;
    const { render } = road.words;
    const token = tokenOf(request);
    const link = await findProofLink(database, token);
    if (link?.standing !== 'open') return this.#closed(request, reply, link);
    const heard = await otherFactor.heard({ token, link }, cookieOf(request.headers.cookie, deviceCookie));
    if (heard === undefined) return reply.redirect(`/proof/${token}`, 303);
    if (typeof heard === 'string') return this.#tried(reply, link, heard);
    const { locale } = link;
    const { way, number } = heard;
    const body = html`<p role="status" dir="auto">${render(sentence('proof.push-waiting', { label: way.name.label }), locale)}</p>
${number === null ? '' : html`<p dir="auto">${render(sentence('proof.push-number'), locale)}</p>\n<p class="number">${number}</p>`}`;
    return this.#send(reply, page({ status: 200, title, locale, body, lookAgainAfter: lookEvery }));
  }

  async comeBack(provider: IdentityProvider, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { database, road, publicUrl, logger } = this.#options;
    const callback = new URL(request.url.slice(request.url.indexOf('?')), `${publicUrl()}${callbackPath}`);
    const state = callback.searchParams.get('state') ?? '';
    const browser = cookieOf(request.headers.cookie, signInCookie);
    const back = state === '' || browser === '' ? undefined : await takeSignIn(database, { state, browser });
    reply.header('set-cookie', `${signInCookie}=; Path=/sign-in; Max-Age=0; HttpOnly; SameSite=Lax`);
    if (back === undefined)
      return this.#notice(reply, { status: 400, key: 'proof.not-shown', locale: this.#localeOf(request) });
    const { locale } = back;
    try {
      const { account } = await provider.finish({ ...back, callback });
      const isShown = await road.signedIn(back, account);
      return this.#notice(reply, isShown ? { status: 200, key: 'proof.confirmed', locale } : refused(locale));
    } catch (error) {
      logger.warn('a sign-in showed nothing', { case: back.case, reason: (error as Error).message });
      return this.#notice(
        reply,
        error instanceof NotSignedInError ? refused(locale) : { status: 503, key: 'proof.try-again', locale },
      );
    }
  }

  /** Why it is asked for, and every way to show it: a form each, whole without a script. */
  #offer(reply: FastifyReply, link: ProofLink, said?: Pick<Said, 'status' | 'key'>): FastifyReply {
    const { locale, sentences, ways, codeSent } = link;
    const { provider, organization: title, road } = this.#options;
    const say = (one: Sentence) => road.words.render(one, locale);
    const forms = ways.flatMap((way, index): readonly Html[] => {
      if (way.by === 'fresh-login') return provider === null ? [] : [signInForm(say)];
      if (way.by === 'code') {
        const { address } = way;
        return [...(codeSent ? [sentForm(address, index, say)] : []), sendForm(address, index, say)];
      }
      return [way.asks === 'push' ? pushForm(way.name, index, say) : codeForm(way.name, index, say)];
    });
    const isSignIn = ways.every(({ by }) => by === 'fresh-login');
    const body = html`${said === undefined ? '' : html`<p role="${said.status === 200 ? 'status' : 'alert'}" dir="auto">${say(sentence(said.key))}</p>\n`}<p dir="auto">${sentences.map(say).join('\n\n')}</p>
${isSignIn ? '' : html`<p dir="auto">${say(sentence('proof.ways'))}</p>\n`}${forms}`;
    const goesTo = ways.some(({ by }) => by === 'fresh-login') && provider !== null ? { goesTo: provider.origin } : {};
    return this.#send(reply, page({ status: said?.status ?? 200, title, locale, body, ...goesTo }));
  }

  /** After a try that showed nothing the other ways are still there. */
  #tried(reply: FastifyReply, link: ProofLink, tried: Tried): FastifyReply {
    const { locale } = link;
    switch (tried) {
      case 'shown':
        return this.#notice(reply, { status: 200, key: 'proof.confirmed', locale });
      case 'over':
        return this.#notice(reply, { status: 410, key: 'question.gone', locale });
      case 'not-shown':
        return this.#offer(reply, link, { status: 403, key: 'proof.wrong' });
      case 'too-often':
        return this.#offer(reply, link, { status: 429, key: 'proof.too-often' });
      case 'unreachable':
        return this.#offer(reply, link, { status: 503, key: 'proof.unreachable' });
    }
  }

  #closed(request: FastifyRequest, reply: FastifyReply, link: ProofLink | undefined): FastifyReply {
    if (link === undefined)
      return this.#notice(reply, { status: 404, key: 'question.gone', locale: this.#localeOf(request) });
    const { locale } = link;
    return link.standing === 'used'
      ? this.#notice(reply, { status: 200, key: 'question.already-answered', locale })
      : this.#notice(reply, { status: 410, key: 'question.gone', locale });
  }

  #goOn(reply: FastifyReply, to: string, cookie: string): FastifyReply {
    const secure = this.#options.publicUrl().startsWith('https:') ? '; Secure' : '';
    return reply
      .header('set-cookie', `${cookie}; Max-Age=600; HttpOnly${secure}`)
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-store')
      .redirect(to, 303);
  }

  #notice(reply: FastifyReply, { status, key, locale }: Said): FastifyReply {
    const { road, organization: title } = this.#options;
    const body = html`<p role="status" dir="auto">${road.words.render(sentence(key), locale)}</p>`;
    return this.#send(reply, page({ status, title, locale, body }));
  }

  #send(reply: FastifyReply, { status, headers, body }: RawResponse): FastifyReply {
    for (const [name, value] of Object.entries(headers ?? {})) void reply.header(name, value);
    return reply.code(status).send(body);
  }

  #localeOf({ headers }: FastifyRequest): string {
    const { road, defaultLocale } = this.#options;
    const accepts = headers['accept-language'];
    return browserLocale({ accepts, fallback: defaultLocale, languages: road.words.languages });
  }
}

interface Said {
  readonly status: number;
  readonly key: Notice;
  readonly locale: string;
}

const refused = (locale: string): Said => ({ status: 403, key: 'proof.not-shown', locale });

function tokenOf({ params }: FastifyRequest): string {
  return (params as { readonly token: string }).token;
}

function cookieOf(header: string | undefined, name: string): string {
  const found = (header ?? '').split(';').find((part) => part.trim().startsWith(`${name}=`));
  return found?.trim().slice(name.length + 1) ?? '';
}

type Render = (sentence: Sentence) => string;

function signInForm(say: Render): Html {
  return html`<form method="post">
<p dir="auto">${say(sentence('proof.page'))}</p>
<input type="hidden" name="press" value="yes">
<button type="submit" class="primary" dir="auto">${say(sentence('proof.sign-in'))}</button>
</form>
`;
}

function pushForm(name: FactorName, way: number, say: Render): Html {
  return html`<form method="post">
<input type="hidden" name="press" value="push"><input type="hidden" name="way" value="${String(way)}">
<button type="submit" class="primary" dir="auto">${say(sentence('proof.push', { label: name.label }))}</button>
</form>
`;
}

function codeForm(name: FactorName, way: number, say: Render): Html {
  const id = `code-${way}`;
  return html`<form method="post">
<input type="hidden" name="press" value="code"><input type="hidden" name="way" value="${String(way)}">
<label for="${id}" dir="auto">${say(sentence('proof.code-field', { label: name.label }))}</label>
<input id="${id}" name="code" required maxlength="20" inputmode="numeric" autocomplete="one-time-code">
<button type="submit" class="primary" dir="auto">${say(sentence('proof.check-code'))}</button>
</form>
`;
}

function sendForm(address: string, way: number, say: Render): Html {
  return html`<form method="post">
<input type="hidden" name="press" value="send"><input type="hidden" name="way" value="${String(way)}">
<button type="submit" class="primary" dir="auto">${say(sentence('proof.send-code', { address }))}</button>
</form>
`;
}

function sentForm(address: string, way: number, say: Render): Html {
  const id = `code-${way}`;
  return html`<form method="post">
<input type="hidden" name="press" value="sent"><input type="hidden" name="way" value="${String(way)}">
<label for="${id}" dir="auto">${say(sentence('proof.sent-field', { address }))}</label>
<input id="${id}" name="code" required maxlength="20" inputmode="numeric" autocomplete="one-time-code">
<button type="submit" class="primary" dir="auto">${say(sentence('proof.check-code'))}</button>
</form>
`;
}
