import { NotSignedInError } from '@access-account/connector-kit/open-id';
import type { HttpRoute, RawResponse } from '@access-account/contract';
import { errorResponse } from '../error-response.ts';
import { jsonResponse } from '../json-response.ts';
import { readJson } from '../read-json.ts';
import { sessionSeconds } from '../sessions.ts';
import { type SignIn, userOf } from '../sign-in.ts';
import type { WebClient } from '../web-client.ts';

/**
 * POST `sign-in` `{}`: answers the address of the provider's page. GET `sign-in/callback`: where the provider sends the browser
 * back to; it goes on to the chat. POST `sign-out` `{}`.
 */
export function signInRoutes({ context, cookie, sessions }: WebClient, signIn: SignIn): readonly HttpRoute[] {
  const { publicUrl, logger } = context;
  const toChat = (cookies: readonly string[], outcome = ''): RawResponse => ({
    status: 303,
    headers: {
      location: `${publicUrl}/connectors/${context.name}/${outcome}`,
      'set-cookie': cookies,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
  });
  return [
    {
      method: 'POST',
      path: 'sign-in',
      handle: async (request) => {
        const json = readJson({ request, publicUrl });
        if ('refusal' in json) return json.refusal;
        try {
          const { location, cookie: away } = await signIn.begin();
          return jsonResponse({ status: 200, body: { location }, headers: { 'set-cookie': away } });
        } catch (error) {
          logger.warn('the sign-in page cannot be reached', { reason: (error as Error).message });
          const message = 'The sign-in page cannot be reached just now. Please try again in a few minutes.';
          return errorResponse({ status: 503, code: 'sign-in-unavailable', message });
        }
      },
    },
    {
      method: 'GET',
      path: 'sign-in/callback',
      handle: async (request) => {
        try {
          const signedIn = await signIn.finish(request);
          if (signedIn === undefined) return toChat([signIn.noCookie], '?sign-in=failed');
          const former = cookie.read(request);
          if (former !== undefined) await sessions.end(former);
          const { account, name } = signedIn;
          const id = await sessions.start({ person: userOf(account), name: name ?? undefined });
          return toChat([signIn.noCookie, cookie.write(id, sessionSeconds)]);
        } catch (error) {
          logger.warn('a sign-in to the chat failed', { reason: (error as Error).message });
          const outcome = error instanceof NotSignedInError ? 'failed' : 'unavailable';
          return toChat([signIn.noCookie], `?sign-in=${outcome}`);
        }
      },
    },
    {
      method: 'POST',
      path: 'sign-out',
      handle: async (request) => {
        const json = readJson({ request, publicUrl });
        if ('refusal' in json) return json.refusal;
        const id = cookie.read(request);
        if (id !== undefined) await sessions.end(id);
        return jsonResponse({ status: 200, body: { person: null }, headers: { 'set-cookie': cookie.write('', 0) } });
      },
    },
  ];
}
