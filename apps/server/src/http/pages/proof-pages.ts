import { randomBytes } from 'node:crypto';
import { type IdentityProvider, NotSignedInError } from '@access-account/connector-kit/open-id';
import type { Logger, RawResponse } from '@access-account/contract';
import { chooseLocale, type SentenceKey, sentence } from '@access-account/messages';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Road } from '../../road/road.ts';
import { beginSignIn, findProofLink, takeSignIn } from '../../sign-in/proof-links.ts';
import type { Database } from '../../storage/database.ts';
import { html } from './html.ts';
import { page } from './page.ts';

export interface ProofPagesOptions {
  readonly provider: IdentityProvider;
  readonly database: Database;
  readonly road: Pick<Road, 'signedIn' | 'words'>;
  readonly publicUrl: () => string;
  readonly defaultLocale: string;
  /** At the top of every page. */
  readonly organization: string;
  readonly logger: Logger;
}

type Notice = Extract<
  SentenceKey,
  'proof.confirmed' | 'proof.not-shown' | 'proof.try-again' | 'question.already-answered' | 'question.gone'
>;

/** The browser that a sign-in began in. */
const cookie = 'access-account-sign-in';
const callbackPath = '/sign-in/callback';

/**
 * The pages by which somebody shows that it is them: one that says why and sends them to the provider's own, and the one they
 * come back to. Looking at the first changes nothing, and nobody is sent on without having pressed its button: a link that
 * somebody else sent must not be enough.
 */
export async function proofPages(server: FastifyInstance, options: ProofPagesOptions): Promise<void> {
  const pages = new ProofPages(options);
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 4096 }, (_request, body, done) => done(null, body));
    scope.get('/proof/:token', (request, reply) => pages.show(request, reply));
    scope.post('/proof/:token', (request, reply) => pages.begin(request, reply));
    scope.get(callbackPath, (request, reply) => pages.comeBack(request, reply));
  });
}

class ProofPages {
  readonly #options: ProofPagesOptions;

  constructor(options: ProofPagesOptions) {
    this.#options = options;
  }

  async show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const link = await findProofLink(this.#options.database, tokenOf(request));
    if (link === undefined)
      return this.#notice(reply, { status: 404, key: 'question.gone', locale: this.#localeOf(request) });
    const { locale, standing, sentences } = link;
    if (standing === 'used') return this.#notice(reply, { status: 200, key: 'question.already-answered', locale });
    if (standing === 'expired') return this.#notice(reply, { status: 410, key: 'question.gone', locale });
    const { render } = this.#options.road.words;
    const said = sentences.map((one) => render(one, locale)).join('\n\n');
    const body = html`<p dir="auto">${said}</p>
<p dir="auto">${render(sentence('proof.page'), locale)}</p>
<form method="post">
<input type="hidden" name="press" value="yes">
<button type="submit" class="primary" dir="auto">${render(sentence('proof.sign-in'), locale)}</button>
</form>`;
    const goesTo = this.#options.provider.origin;
    return this.#send(reply, page({ status: 200, title: this.#options.organization, locale, body, goesTo }));
  }

  /** Only the pressed button goes on: to the provider's page, in this browser. */
  async begin(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { provider, database, publicUrl, logger } = this.#options;
    const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
    if (new URLSearchParams(body).get('press') !== 'yes') return this.show(request, reply);
    const token = tokenOf(request);
    const link = await findProofLink(database, token);
    if (link?.standing !== 'open') return this.show(request, reply);
    const { locale } = link;
    const secrets = provider.secrets();
    const browser = randomBytes(32).toString('base64url');
    let to: URL;
    try {
      to = await provider.page(`${publicUrl()}${callbackPath}`, secrets, true);
    } catch (error) {
      logger.warn('the identity provider’s sign-in page cannot be reached', { reason: (error as Error).message });
      return this.#notice(reply, { status: 503, key: 'proof.try-again', locale });
    }
    if (!(await beginSignIn(database, { token, browser, secrets })))
      return this.#notice(reply, { status: 410, key: 'question.gone', locale });
    const secure = publicUrl().startsWith('https:') ? '; Secure' : '';
    return reply
      .header('set-cookie', `${cookie}=${browser}; Path=/sign-in; Max-Age=600; HttpOnly; SameSite=Lax${secure}`)
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-store')
      .redirect(to.href, 303);
  }

  async comeBack(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { provider, database, road, publicUrl, logger } = this.#options;
    const callback = new URL(request.url.slice(request.url.indexOf('?')), `${publicUrl()}${callbackPath}`);
    const state = callback.searchParams.get('state') ?? '';
    const browser = cookieOf(request.headers.cookie);
    const back = state === '' || browser === '' ? undefined : await takeSignIn(database, { state, browser });
    reply.header('set-cookie', `${cookie}=; Path=/sign-in; Max-Age=0; HttpOnly; SameSite=Lax`);
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

  #notice(reply: FastifyReply, { status, key, locale }: Said): FastifyReply {
    const { road, organization: title } = this.#options;
    const body = html`<p role="status" dir="auto">${road.words.render(sentence(key), locale)}</p>`;
    return this.#send(reply, page({ status, title, locale, body }));
  }

  #send(reply: FastifyReply, { status, headers, body }: RawResponse): FastifyReply {
    for (const [name, value] of Object.entries(headers ?? {})) void reply.header(name, value);
    return reply.code(status).send(body);
  }

  /** Of somebody who is not known, only what their browser says. */
  #localeOf({ headers }: FastifyRequest): string {
    const { road, defaultLocale } = this.#options;
    const [first] = (headers['accept-language'] ?? '').split(',');
    const written = /^\s*([a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*)/.exec(first ?? '')?.[1] ?? null;
    const { languages } = road.words;
    return chooseLocale({ written, directory: null, channel: null, fallback: defaultLocale, languages });
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

function cookieOf(header: string | undefined): string {
  const found = (header ?? '').split(';').find((part) => part.trim().startsWith(`${cookie}=`));
  return found?.trim().slice(cookie.length + 1) ?? '';
}
