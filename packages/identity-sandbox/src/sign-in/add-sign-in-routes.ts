import { createHash } from 'node:crypto';
import type { ConnectContext, HttpRoute, RawRequest, RawResponse } from '@access-account/contract';
import type { SandboxClient, SignInResult } from '../sandbox-client.ts';
import type { SandboxConfig } from '../sandbox-config.ts';
import { lockAt } from '../sign-in-record.ts';
import { isLocalRequest } from './is-local-request.ts';
import { isJson, readCredentials } from './read-credentials.ts';
import { type DemoPerson, type SignInNotice, signInPage } from './sign-in-page.ts';
import { signInStyle } from './sign-in-style.ts';

export interface SignInRoutesOptions {
  readonly client: SandboxClient;
  readonly config: SandboxConfig;
  readonly context: ConnectContext;
}

interface Answer {
  readonly status: number;
  readonly result: SignInResult['kind'] | 'bad-request';
  readonly text: string;
}

/** More than these are in the directory, but not on the page. */
const shownPeople = 20;

const styleHash = createHash('sha256').update(signInStyle).digest('base64');

const commonHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

const pageHeaders = {
  ...commonHeaders,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    'img-src data:',
    "form-action 'self'",
    "frame-ancestors 'self'",
    "base-uri 'none'",
  ].join('; '),
};

/** GET `sign-in` (the page), POST `sign-in` (a try), GET `people` (who there is to try, at most 200). */
export function addSignInRoutes({ client, config, context }: SignInRoutesOptions): void {
  const add = (route: HttpRoute) =>
    context.httpRoutes.add({
      ...route,
      handle: async (request) =>
        isLocalRequest({ request, publicUrl: context.publicUrl })
          ? route.handle(request)
          : json(403, { result: 'refused', message: 'The sandbox answers only on the machine it runs on.' }),
    });

  const page = async ({ login, notice }: { login: string; notice: SignInNotice | null }) =>
    signInPage({ displayName: config.displayName, people: await demoPeople({ client, config }), login, notice });

  add({
    method: 'GET',
    path: 'sign-in',
    handle: async ({ query }) => ({
      status: 200,
      headers: pageHeaders,
      body: await page({ login: query.get('login') ?? '', notice: null }),
    }),
  });

  add({
    method: 'POST',
    path: 'sign-in',
    handle: async (request) => {
      const credentials = readCredentials(request);
      const { status, result, text } = await answer({ client, credentials });
      if (wantsJson(request)) return json(status, { result, message: text });
      const kind = result === 'signed-in' ? result : 'refused';
      const body = await page({ login: credentials?.login ?? '', notice: { kind, text } });
      return { status, headers: pageHeaders, body };
    },
  });

  add({
    method: 'GET',
    path: 'people',
    handle: async () => {
      const people = await client.people();
      const byLogin = people.toSorted((one, other) => one.login.localeCompare(other.login, 'en'));
      const listed = byLogin.map(async ({ id, login, displayName }) => {
        const locked = lockAt(await client.signInRecord(id), client.now()) !== null;
        return { login, displayName, locked };
      });
      return json(200, { people: await Promise.all(listed) });
    },
  });
}

interface AnswerOptions {
  readonly client: SandboxClient;
  readonly credentials: ReturnType<typeof readCredentials>;
}

async function answer({ client, credentials }: AnswerOptions): Promise<Answer> {
  if (credentials === undefined) {
    return { status: 400, result: 'bad-request', text: 'Send a login and a password.' };
  }
  const result = await client.signIn(credentials);
  switch (result.kind) {
    case 'signed-in':
      return { status: 200, result: result.kind, text: `Welcome, ${result.person.displayName}. You are signed in.` };
    case 'wrong':
      return { status: 401, result: result.kind, text: 'The login or the password is wrong.' };
    case 'not-enabled':
      return { status: 403, result: result.kind, text: 'This account may not sign in. Ask your service desk.' };
    case 'locked':
      return {
        status: 423,
        result: result.kind,
        text: 'This account is locked. No password is tried until it is open.',
      };
  }
}

function wantsJson({ headers }: RawRequest): boolean {
  return isJson(headers.get('content-type')) || (headers.get('accept') ?? '').includes('application/json');
}

function json(status: number, body: object): RawResponse {
  return {
    status,
    headers: { ...commonHeaders, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  };
}

interface DemoPeopleOptions {
  readonly client: SandboxClient;
  readonly config: SandboxConfig;
}

async function demoPeople({ client, config }: DemoPeopleOptions): Promise<readonly DemoPerson[]> {
  const people = await Promise.all(
    config.people.slice(0, shownPeople).map(async ({ login, displayName, password }) => {
      const person = await client.personByLogin(login);
      if (person === undefined) return undefined;
      const record = await client.signInRecord(person.id);
      const locked = lockAt(record, client.now()) !== null;
      const wrongTries = record.lock === null ? record.wrongTries : 0;
      return { login, displayName, password, locked, triesLeft: locked ? 0 : config.lockAfter - wrongTries };
    }),
  );
  return people.filter((person) => person !== undefined);
}
