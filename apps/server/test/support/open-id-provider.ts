import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export interface OpenIdProvider {
  readonly issuer: string;
  /** Lets an installation's people sign in, once its address is known. */
  serve(redirectUri: string): void;
  close(): Promise<void>;
}

export const client = { id: 'access-account', secret: 'a-secret-of-thirty-two-characters' } as const;

/**
 * A real OpenID provider on loopback; who types an account's id in its sign-in page is signed in with that account.
 * @param claimsOf what it says of an account beside its id; of claims that are no scope's own, by the scope `groups`
 */
export async function startOpenIdProvider(
  claimsOf: (account: string) => Readonly<Record<string, unknown>> = () => ({}),
): Promise<OpenIdProvider> {
  let handle: RequestListener = (_, response) => response.writeHead(503).end();
  const server = createServer((request, response) => handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // It says at length that it is set up for nothing but tests, which it is.
  const { warn, info } = console;
  Object.assign(console, { warn: () => undefined, info: () => undefined });
  return {
    issuer,
    serve: (redirectUri) => {
      const provider = new Provider(issuer, {
        clients: [
          {
            client_id: client.id,
            client_secret: client.secret,
            token_endpoint_auth_method: 'client_secret_post',
            redirect_uris: [redirectUri],
          },
        ],
        cookies: { keys: ['only for tests'] },
        claims: { profile: ['name', 'preferred_username'], groups: ['groups'] },
        findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...claimsOf(id) }) }),
      });
      handle = provider.callback();
    },
    close: async () => {
      Object.assign(console, { warn, info });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
