import type { ConnectContext, HttpRoute } from '@access-account/contract';
import { isLocalRequest } from './is-local-request.ts';
import { json } from './responses.ts';

export type AddRoute = (route: HttpRoute) => void;

/** Mounts routes that only this very machine may use. */
export function localRoutes({ httpRoutes, publicUrl }: ConnectContext): AddRoute {
  return (route) =>
    httpRoutes.add({
      ...route,
      handle: async (request) =>
        isLocalRequest({ request, publicUrl })
          ? route.handle(request)
          : json(403, { result: 'refused', message: 'The sandbox answers only on the machine it runs on.' }),
    });
}
