import { AccessToken } from '@access-account/connector-kit';
import type { Call, ConnectContext } from '@access-account/contract';
import type { EmailConfig } from './email-config.ts';

export interface CredentialsOptions {
  readonly config: EmailConfig;
  readonly context: ConnectContext;
  /** Aborted when the connector is closed. */
  readonly lifetime: AbortSignal;
}

/** How we sign in at both servers: with the mailbox's password, or with an access token that is asked for when it is needed. */
export class Credentials {
  readonly #config: EmailConfig;
  readonly #lifetime: AbortSignal;
  readonly #token: AccessToken | undefined;
  /** The token that the SMTP server was shown last. */
  #shown: string | undefined;

  constructor({ config, context, lifetime }: CredentialsOptions) {
    const { oauth, displayName: system } = config;
    this.#config = config;
    this.#lifetime = lifetime;
    this.#token =
      oauth === undefined
        ? undefined
        : new AccessToken({
            system,
            endpoint: oauth.tokenUrl,
            parameters: () => ({
              grant_type: 'client_credentials',
              client_id: oauth.clientId,
              client_secret: oauth.clientSecret.reveal(),
              scope: oauth.scope,
            }),
            fetch: context.fetch,
            clock: context.clock,
            lifetime,
            remedies: {
              unreachable: 'Check oauth.tokenUrl and the network.',
              credentials:
                'Check oauth.clientId, clientSecret and scope, and that the application may use the mailbox.',
            },
          });
  }

  /** For IMAP. */
  async forImap(call: Pick<Call, 'signal'>) {
    const { username, address, password } = this.#config;
    const user = username ?? address;
    if (this.#token === undefined) return { user, pass: password?.reveal() ?? '' };
    return { user, accessToken: await this.#token.get(call as Call) };
  }

  /** For SMTP: nodemailer asks when it connects, and again (`renew`) when the server did not take the last one. */
  readonly provide = (_user: string, renew: boolean, done: (error: Error | null, token?: string) => void): void => {
    if (this.#token === undefined) {
      done(new Error('There is no OAuth in the configuration.'));
      return;
    }
    const call = { signal: this.#lifetime } as Call;
    const asking = async (token: AccessToken) => {
      if (renew) token.forget(await token.get(call));
      return token.get(call);
    };
    asking(this.#token).then(
      (token) => {
        this.#shown = token;
        done(null, token);
      },
      (error: Error) => done(withOwnCode(error)),
    );
  };

  /** The SMTP server did not take us: the next sign-in asks for another token. Answers whether there is one to ask for. */
  renewForSmtp(): boolean {
    this.forget(this.#shown);
    return this.#token !== undefined;
  }

  /** The IMAP server did not take the token: the next sign-in asks for another. */
  forget(token: string | undefined): void {
    if (token !== undefined) this.#token?.forget(token);
  }
}

/** nodemailer writes a code of its own over that of whatever it is told. With it the error would be nobody’s: a fault of ours. */
function withOwnCode(error: Error & { readonly code?: string }): Error {
  const { code } = error;
  return Object.defineProperty(error, 'code', { configurable: true, get: () => code, set: () => undefined });
}
