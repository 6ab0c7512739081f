import { z } from 'zod';
import { refusalOf } from '../refusal-of.ts';
import type { SandboxClient } from '../sandbox-client.ts';
import { credentials } from '../sign-in/read-credentials.ts';
import type { AddRoute } from '../web/local-routes.ts';
import type { Notice } from '../web/page.ts';
import { readBody } from '../web/read-body.ts';
import { type Answer, htmlPage, respond } from '../web/responses.ts';
import { changePasswordPage } from './change-password-page.ts';
import { newPassword } from './new-password.ts';
import { resetPasswordPage } from './reset-password-page.ts';

export interface PasswordRoutesOptions {
  readonly client: SandboxClient;
  readonly add: AddRoute;
}

const change = credentials.extend({ newPassword });
const reset = z.object({ link: z.string().min(1).max(200), newPassword });

const tooShort: Answer = {
  status: 400,
  result: 'bad-request',
  text: 'Choose a new password of at least 8 characters.',
};
const changed: Answer = { status: 200, result: 'changed', text: 'Your new password is set. Sign in with it.' };
const linkIsOver: Answer = {
  status: 410,
  result: 'link-is-over',
  text: 'This link was used, replaced by a newer one, or is too old. Ask for another.',
};

/** GET and POST `change-password` (`login`, `password`, `newPassword`) and `reset-password` (`link`, `newPassword`). */
export function addPasswordRoutes({ client, add }: PasswordRoutesOptions): void {
  const { displayName } = client;

  add({
    method: 'GET',
    path: 'change-password',
    handle: async ({ query }) =>
      htmlPage(200, changePasswordPage({ displayName, login: query.get('login') ?? '', notice: null })),
  });

  add({
    method: 'POST',
    path: 'change-password',
    handle: async (request) => {
      const body = readBody(request);
      const answer = await changePassword(client, body);
      const login = credentials.pick({ login: true }).safeParse(body).data?.login ?? '';
      const page = () => changePasswordPage({ displayName, login, notice: noticeOf(answer) });
      return respond({ request, answer, page });
    },
  });

  add({
    method: 'GET',
    path: 'reset-password',
    handle: async ({ query }) => {
      const link = query.get('link') ?? '';
      const isGood = (await client.resetLinks.ownerOf(link)) !== undefined;
      return isGood
        ? htmlPage(200, resetPasswordPage({ displayName, link, notice: null }))
        : htmlPage(linkIsOver.status, resetPasswordPage({ displayName, link: null, notice: noticeOf(linkIsOver) }));
    },
  });

  add({
    method: 'POST',
    path: 'reset-password',
    handle: async (request) => {
      const body = readBody(request);
      const answer = await resetPassword(client, body);
      // What was only too short may be tried again with the same link.
      const link = answer === tooShort ? (reset.pick({ link: true }).safeParse(body).data?.link ?? null) : null;
      const page = () => resetPasswordPage({ displayName, link, notice: noticeOf(answer) });
      return respond({ request, answer, page });
    },
  });
}

async function changePassword(client: SandboxClient, body: unknown): Promise<Answer> {
  const wanted = change.safeParse(body).data;
  if (wanted === undefined) return credentials.safeParse(body).success ? tooShort : refusalOf('bad-request');
  const tried = await client.tryPassword(wanted);
  if (tried.kind !== 'right') return refusalOf(tried.kind);
  if (wanted.newPassword === wanted.password) {
    return { status: 400, result: 'same-password', text: 'Choose another password than the current one.' };
  }
  await client.setPassword(tried.person.id, wanted.newPassword);
  return changed;
}

async function resetPassword(client: SandboxClient, body: unknown): Promise<Answer> {
  const wanted = reset.safeParse(body).data;
  if (wanted === undefined) return tooShort;
  const id = await client.resetLinks.use(wanted.link);
  const person = id === undefined ? undefined : await client.personById(id);
  if (person === undefined) return linkIsOver;
  if ((await client.stateOf(person)).standing !== 'enabled') return refusalOf('not-enabled');
  await client.setPassword(person.id, wanted.newPassword);
  return changed;
}

function noticeOf({ status, text }: Answer): Notice {
  return { kind: status < 400 ? 'good' : 'bad', text };
}
