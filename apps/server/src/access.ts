import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Milliseconds a console session lasts. */
const sessionLife = 12 * 60 * 60_000;
/** Milliseconds the link that `start` prints can be used. */
const linkLife = 60 * 60_000;

export const consoleCookie = 'access-account-console';

/** Who may use `/api` and the console: the command line by its token file, a browser by the cookie that a one-time link sets. */
export class Access {
  readonly operatorToken = randomBytes(32).toString('base64url');
  readonly #operator = digest(this.operatorToken);
  readonly #links = new Map<string, number>();
  readonly #sessions = new Map<string, number>();

  /** A fresh one-time token for the console. */
  link(): string {
    const token = randomBytes(24).toString('base64url');
    this.#links.set(digest(token).toString('hex'), Date.now() + linkLife);
    return token;
  }

  /** Uses a link up. Answers the session's token, or undefined for a link that is used, expired or never was. */
  enter(link: string): string | undefined {
    const key = digest(link).toString('hex');
    const until = this.#links.get(key);
    this.#links.delete(key);
    if (until === undefined || until < Date.now()) return undefined;
    const session = randomBytes(32).toString('base64url');
    this.#sessions.set(digest(session).toString('hex'), Date.now() + sessionLife);
    return session;
  }

  allows(request: {
    readonly headers: { readonly authorization?: string | undefined; readonly cookie?: string | undefined };
  }): boolean {
    const { authorization, cookie } = request.headers;
    if (authorization?.startsWith('Bearer '))
      return timingSafeEqual(digest(authorization.slice('Bearer '.length)), this.#operator);
    const session = cookies(cookie).get(consoleCookie);
    if (session === undefined) return false;
    const until = this.#sessions.get(digest(session).toString('hex'));
    return until !== undefined && until > Date.now();
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function cookies(header: string | undefined): ReadonlyMap<string, string> {
  return new Map(
    (header ?? '').split(';').flatMap((part) => {
      const equals = part.indexOf('=');
      return equals < 0 ? [] : [[part.slice(0, equals).trim(), part.slice(equals + 1).trim()] as const];
    }),
  );
}
