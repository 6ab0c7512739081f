import { NotSignedInError } from '@access-account/connector-kit/open-id';
import type { Logger } from '@access-account/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '../../access/access.ts';
import { awayLife, type ConsoleSignIn, callbackPath } from '../../access/console-sign-in.ts';
import { readCookies } from '../../access/read-cookies.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';

export interface ConsolePagesOptions {
  readonly access: Access;
  /** Undefined: nobody signs in at a provider. */
  readonly signIn: ConsoleSignIn | undefined;
  readonly publicUrl: () => string;
  /** At the top of every page. */
  readonly organization: string;
  readonly logger: Logger;
}

/** The ways into the console: the organisation's own sign-in page, and the one-time link. What they answer is in English, as the console is. */
export async function consolePages(server: FastifyInstance, options: ConsolePagesOptions): Promise<void> {
  const pages = new ConsolePages(options);
  // Only what a browser goes to counts: whoever merely asks for the head of an address uses nothing up.
  const once = { exposeHeadRoute: false };
  server.get('/console/enter', once, (request, reply) => pages.enter(request, reply));
  if (options.signIn === undefined) return;
  const { signIn } = options;
  server.get('/console/sign-in', once, (request, reply) => pages.leave(request, reply, signIn));
  server.get(callbackPath, once, (request, reply) => pages.comeBack(request, reply, signIn));
  server.get('/console/signed-in', (_request, reply) => pages.signedIn(reply));
}

class ConsolePages {
  readonly #options: ConsolePagesOptions;

  constructor(options: ConsolePagesOptions) {
    this.#options = options;
  }

  async enter(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { token } = request.query as { readonly token?: unknown };
    const session = typeof token === 'string' ? await this.#options.access.enter(token, request) : undefined;
    if (session === undefined)
      return this.#notice(
        reply,
        401,
        html`<p role="status">This link was used already, has expired, or was opened from another machine. On the server's own machine <code>access-account console link</code> makes a new one.</p>`,
      );
    return this.#goOn(reply.header('set-cookie', session), '/console/');
  }

  async leave(request: FastifyRequest, reply: FastifyReply, signIn: ConsoleSignIn): Promise<FastifyReply> {
    const { to, afresh } = request.query as { readonly to?: unknown; readonly afresh?: unknown };
    const { access, logger } = this.#options;
    try {
      const { page: there, away } = await signIn.leave({
        to: typeof to === 'string' ? to : '',
        afresh: afresh === 'yes',
        replaces: await access.sessionOf(request),
      });
      return this.#goOn(reply.header('set-cookie', this.#awayCookie(away, awayLife)), there.href);
    } catch (error) {
      logger.warn('the console’s sign-in page cannot be reached', { reason: reasonOf(error) });
      return this.#tryAgain(reply, 503, 'The sign-in page of your organisation cannot be reached at the moment.');
    }
  }

  async comeBack(request: FastifyRequest, reply: FastifyReply, signIn: ConsoleSignIn): Promise<FastifyReply> {
    const { access, logger } = this.#options;
    const away = readCookies(request.headers.cookie).get(this.#awayName) ?? '';
    const gone = this.#awayCookie('', 0);
    void reply.header('set-cookie', gone);
    try {
      const question = request.url.indexOf('?');
      const back = await signIn.comeBack(away, question < 0 ? '' : request.url.slice(question));
      const { operator, state, signedInAt, to, replaces } = back;
      const { role, ...whoever } = operator;
      if (role === null) {
        await access.turnedAway(whoever);
        return this.#noRole(reply, whoever.name);
      }
      const session = await access.signIn({ operator: { ...whoever, role }, state, signedInAt, replaces });
      if (session === undefined) throw new NotSignedInError('It came back before.');
      return this.#goOn(reply.header('set-cookie', session), to);
    } catch (error) {
      logger.warn('a sign-in to the console failed', { reason: reasonOf(error) });
      return error instanceof NotSignedInError
        ? this.#tryAgain(reply, 403, 'You are not signed in: that did not work.')
        : this.#tryAgain(reply, 503, 'You are not signed in: something did not answer in time.');
    }
  }

  /** Where a window ends that was only opened to sign in again. */
  signedIn(reply: FastifyReply): FastifyReply {
    return this.#notice(
      reply,
      200,
      html`<p role="status">You can close this window, and go on where you were.</p>
<p><a href="/console/">Go to the console instead</a></p>`,
    );
  }

  #noRole(reply: FastifyReply, name: string): FastifyReply {
    return this.#notice(
      reply,
      403,
      html`<p role="status">You are signed in as ${name}, and nothing gives you access to this console.</p>
<p>Ask whoever runs it for one of the groups or roles that its configuration names (console.roles).</p>
<p><a href="/console/sign-in?afresh=yes">Sign in as somebody else</a></p>`,
    );
  }

  #tryAgain(reply: FastifyReply, status: number, words: string): FastifyReply {
    return this.#notice(
      reply,
      status,
      html`<p role="status">${words}</p>
<p><a href="/console/sign-in">Try again</a></p>`,
    );
  }

  #notice(reply: FastifyReply, status: number, body: Html): FastifyReply {
    const sent = page({ status, title: `${this.#options.organization} – Access Account`, locale: 'en', body });
    return reply
      .code(status)
      .headers(sent.headers as Record<string, string>)
      .send(sent.body);
  }

  #goOn(reply: FastifyReply, to: string): FastifyReply {
    return reply.header('referrer-policy', 'no-referrer').header('cache-control', 'no-store').redirect(to, 303);
  }

  get #isSecure(): boolean {
    return this.#options.publicUrl().startsWith('https:');
  }

  get #awayName(): string {
    return `${this.#isSecure ? '__Host-' : ''}access-account-console-away`;
  }

  /** The provider sends the browser back from another site, which no strict cookie survives; this one opens nothing by itself. */
  #awayCookie(value: string, seconds: number): string {
    const secure = this.#isSecure ? '; Secure' : '';
    return `${this.#awayName}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
  }
}

/** With what is behind it: a library says of a refused connection no more than that something went wrong. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error && cause.message !== message ? `${message} (${reasonOf(cause)})` : message;
}
