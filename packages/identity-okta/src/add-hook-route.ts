import { createHash, timingSafeEqual } from 'node:crypto';
import type { Secret } from '@access-account/connector-kit';
import type { ConnectContext, RawRequest, RawResponse } from '@access-account/contract';

export interface AddHookRouteOptions {
  readonly context: ConnectContext;
  readonly secret: Secret;
}

const longestChallenge = 1000;

/**
 * The route that Okta's event hook calls. What it says is no proof of anything (it carries a shared secret and no
 * signature, may come twice, late or never): all it does is to have the lockouts polled now.
 */
export function addHookRoute({ context, secret }: AddHookRouteOptions): void {
  const guarded =
    (answer: (request: RawRequest) => RawResponse) =>
    async (request: RawRequest): Promise<RawResponse> =>
      isAuthorized({ request, secret }) ? answer(request) : { status: 401 };

  context.httpRoutes.add({ method: 'GET', path: 'hook', handle: guarded(verify) });
  context.httpRoutes.add({
    method: 'POST',
    path: 'hook',
    handle: guarded(() => {
      context.pollSoon?.('lockout.poll');
      return { status: 204 };
    }),
  });
}

/** Okta asks once whether the address is ours. */
function verify({ headers }: RawRequest): RawResponse {
  const verification = headers.get('x-okta-verification-challenge');
  if (verification === undefined || verification.length > longestChallenge) return { status: 400 };
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ verification }) };
}

/** Digests are of one length, so that comparing them tells nothing of the secret, not even how long it is. */
function isAuthorized({ request, secret }: { request: RawRequest; secret: Secret }): boolean {
  const given = request.headers.get('authorization') ?? '';
  return timingSafeEqual(digest(given), digest(secret.reveal()));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
