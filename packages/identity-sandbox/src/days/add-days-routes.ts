import type { ConnectContext } from '@access-account/contract';
import { z } from 'zod';
import type { SandboxClient } from '../sandbox-client.ts';
import { isSameOrigin } from '../web/is-same-origin.ts';
import type { AddRoute } from '../web/local-routes.ts';
import { isJson, readBody } from '../web/read-body.ts';
import { json } from '../web/responses.ts';
import { maximumHours } from './directory-days.ts';

export interface DaysRoutesOptions {
  readonly client: SandboxClient;
  readonly context: ConnectContext;
  readonly add: AddRoute;
}

const move = z.union([
  z.strictObject({ hours: z.int().min(1).max(maximumHours) }),
  z.strictObject({ reset: z.literal(true) }),
]);

/** GET `days` (what day it is in the directory), POST `days` `{"hours": 24}` (lets them pass) or `{"reset": true}` (back to today). */
export function addDaysRoutes({ client, context, add }: DaysRoutesOptions): void {
  const today = async () => {
    const hoursAhead = await client.days.hoursAhead();
    const now = new Date(client.now().getTime() + hoursAhead * 60 * 60_000).toISOString();
    return json(200, { now, hoursAhead });
  };

  add({ method: 'GET', path: 'days', handle: today });

  add({
    method: 'POST',
    path: 'days',
    handle: async (request) => {
      // A form of another site can send neither: JSON makes a browser ask first.
      if (!isSameOrigin({ request, publicUrl: context.publicUrl }) || !isJson(request.headers.get('content-type'))) {
        return json(403, { result: 'refused', message: 'Only a page of this product may move the days, by JSON.' });
      }
      const wanted = move.safeParse(readBody(request)).data;
      if (wanted === undefined) {
        const message = 'Send {"hours": 24} to let a day pass, or {"reset": true} to come back to today.';
        return json(400, { result: 'bad-request', message });
      }
      if ('reset' in wanted) await client.days.reset();
      else if (!(await client.days.pass(wanted.hours))) {
        return json(409, { result: 'too-far', message: 'Ten years ahead is as far as this directory goes.' });
      }
      return today();
    },
  });
}
