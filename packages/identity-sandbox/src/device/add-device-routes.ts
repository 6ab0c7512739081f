import type { RawRequest } from '@access-account/contract';
import { z } from 'zod';
import type { PersonRecord } from '../person-record.ts';
import type { SandboxClient } from '../sandbox-client.ts';
import type { AddRoute } from '../web/local-routes.ts';
import type { Notice } from '../web/page.ts';
import { readBody } from '../web/read-body.ts';
import { type Answer, htmlPage, json, respond, wantsJson } from '../web/responses.ts';
import { type DeviceFactor, devicePage } from './device-page.ts';

export interface DeviceRoutesOptions {
  readonly client: SandboxClient;
  readonly add: AddRoute;
}

const press = z.object({
  login: z.string().min(1).max(320),
  challenge: z.string().min(1).max(100),
  /** Absent: No, it was not they. */
  number: z.string().max(8).optional(),
});

const nobody: Answer = { status: 404, result: 'nobody', text: 'Nobody has this login.' };

/**
 * GET `device?login=` (what the phone of somebody shows: codes, and what it asks), POST `device` (`login`, `challenge` and the
 * `number` that is pressed; without one it is a No). A sandbox shows everybody's phone to whoever sits at its machine, as it
 * shows their passwords.
 */
export function addDeviceRoutes({ client, add }: DeviceRoutesOptions): void {
  const { displayName } = client;

  const shownOf = async ({ id }: PersonRecord): Promise<readonly DeviceFactor[]> => {
    const [factors, pushes] = await Promise.all([client.factors.of(id), client.pushes.of(id)]);
    return Promise.all(
      factors
        .filter(({ verifiedBy }) => verifiedBy !== undefined)
        .map(async (factor) => ({
          id: factor.id,
          label: factor.label,
          code: (await client.factors.codeOf(id, factor.id)) ?? null,
          asks: pushes
            .filter((push) => push.factor === factor.id)
            .map(({ challenge, numbers }) => ({ challenge, numbers })),
        })),
    );
  };
  const pageOf = async (login: string, notice: Notice | null) => {
    const person = await client.personByLogin(login);
    return devicePage({
      displayName,
      person: person === undefined ? null : { login, displayName: person.displayName, factors: await shownOf(person) },
      notice,
    });
  };

  add({
    method: 'GET',
    path: 'device',
    handle: async (request) => {
      const login = request.query.get('login') ?? '';
      const person = await client.personByLogin(login);
      if (!wantsJson(request)) return htmlPage(person === undefined ? 404 : 200, await pageOf(login, null));
      return person === undefined
        ? json(nobody.status, { result: nobody.result, message: nobody.text })
        : json(200, { factors: await shownOf(person) });
    },
  });

  add({
    method: 'POST',
    path: 'device',
    handle: async (request) => {
      const { login, answer } = await pressed(client, request);
      const kind = answer.status < 400 ? 'good' : 'bad';
      return respond({ request, answer, page: () => pageOf(login, { kind, text: answer.text }) });
    },
  });
}

async function pressed(client: SandboxClient, request: RawRequest): Promise<{ login: string; answer: Answer }> {
  const body = press.safeParse(readBody(request)).data;
  if (body === undefined) {
    return {
      login: '',
      answer: { status: 400, result: 'bad-request', text: 'Say whose phone it is, and what is pressed.' },
    };
  }
  const { login, challenge, number } = body;
  const person = await client.personByLogin(login);
  if (person === undefined) return { login, answer: nobody };
  const isTaken = await client.pushes.answer(person.id, challenge, number ?? null);
  const answer: Answer = isTaken
    ? { status: 200, result: 'answered', text: 'The phone has answered.' }
    : { status: 409, result: 'over', text: 'Nobody asks that any more.' };
  return { login, answer };
}
