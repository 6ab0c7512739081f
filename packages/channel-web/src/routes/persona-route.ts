import type { HttpRoute } from '@access-account/contract';
import { z } from 'zod';
import { errorResponse } from '../error-response.ts';
import { jsonResponse } from '../json-response.ts';
import { login } from '../login.ts';
import { personaGate } from '../persona-gate.ts';
import { readJson } from '../read-json.ts';
import { sessionSeconds } from '../sessions.ts';
import type { WebClient } from '../web-client.ts';

const personaBody = z.strictObject({ person: login.nullable() });

/** POST `persona` `{"person": "<login>" | null}`: chat as this person, or as nobody. For trying the product out. */
export function personaRoute({ config, context, cookie, sessions }: WebClient): HttpRoute {
  return {
    method: 'POST',
    path: 'persona',
    handle: async (request) => {
      const refusal = personaGate({ config, context, request });
      if (refusal !== undefined) {
        const message = `${refusal.summary} ${refusal.remedy}`;
        return errorResponse({ status: 403, code: 'personas-refused', message });
      }
      const json = readJson({ request, publicUrl: context.publicUrl });
      if ('refusal' in json) return json.refusal;
      const read = personaBody.safeParse(json.value);
      if (!read.success) {
        const message = 'Send {"person": "<login>"} to chat as this person, or {"person": null} to leave.';
        return errorResponse({ status: 400, code: 'invalid-request', message });
      }
      const { person } = read.data;
      const former = cookie.read(request);
      if (former !== undefined) await sessions.end(former);
      const set =
        person === null ? cookie.write('', 0) : cookie.write(await sessions.start({ person }), sessionSeconds);
      return jsonResponse({
        status: 200,
        body: { person },
        headers: { 'set-cookie': set },
      });
    },
  };
}
