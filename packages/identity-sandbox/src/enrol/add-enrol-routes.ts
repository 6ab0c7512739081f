import type { RawRequest } from '@access-account/contract';
import { z } from 'zod';
import { maximumFactors } from '../factors.ts';
import type { PersonRecord } from '../person-record.ts';
import type { SandboxClient } from '../sandbox-client.ts';
import type { AddRoute } from '../web/local-routes.ts';
import type { Notice } from '../web/page.ts';
import { readBody } from '../web/read-body.ts';
import { type Answer, htmlPage, respond } from '../web/responses.ts';
import { readSessionCookie } from '../web/session-cookie.ts';
import { enrolPage } from './enrol-page.ts';
import { factorWords } from './factor-list.ts';

export interface EnrolRoutesOptions {
  readonly client: SandboxClient;
  readonly add: AddRoute;
}

const newFactor = z.object({
  kind: z.string().refine((kind): kind is keyof typeof factorWords => Object.hasOwn(factorWords, kind)),
  label: z.string().trim().min(1).max(60),
});

const signInFirst: Answer = { status: 401, result: 'sign-in-first', text: 'Nobody is signed in here.' };

/** GET `enrol` (the page), POST `enrol` (`kind` and `label` of a new second factor), both for whoever is signed in. */
export function addEnrolRoutes({ client, add }: EnrolRoutesOptions): void {
  const { displayName } = client;

  const page = async (person: PersonRecord | undefined, notice: Notice | null) =>
    enrolPage({
      displayName,
      person:
        person === undefined ? null : { displayName: person.displayName, factors: await client.factors.of(person.id) },
      notice,
    });

  const whoIsIn = async (request: RawRequest) => {
    const session = readSessionCookie(request);
    return session === undefined ? undefined : client.personBySession(session);
  };

  add({
    method: 'GET',
    path: 'enrol',
    handle: async (request) => {
      const person = await whoIsIn(request);
      const { status, text } = signInFirst;
      return person === undefined
        ? htmlPage(status, await page(person, { kind: 'bad', text }))
        : htmlPage(200, await page(person, null));
    },
  });

  add({
    method: 'POST',
    path: 'enrol',
    handle: async (request) => {
      const person = await whoIsIn(request);
      const answer = person === undefined ? signInFirst : await enrol({ client, person, body: readBody(request) });
      const kind = answer.status < 400 ? 'good' : 'bad';
      return respond({ request, answer, page: () => page(person, { kind, text: answer.text }) });
    },
  });
}

interface EnrolOptions {
  readonly client: SandboxClient;
  readonly person: PersonRecord;
  readonly body: unknown;
}

async function enrol({ client, person, body }: EnrolOptions): Promise<Answer> {
  const factor = newFactor.safeParse(body).data;
  if (factor === undefined) {
    return { status: 400, result: 'bad-request', text: 'Choose what to set up, and call it something.' };
  }
  if (!(await client.factors.add(person.id, factor))) {
    return { status: 409, result: 'too-many', text: `${maximumFactors} second factors are as many as fit.` };
  }
  return { status: 200, result: 'enrolled', text: `${factor.label} is set up.` };
}
