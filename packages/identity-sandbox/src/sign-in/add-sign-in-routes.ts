import type { ConnectContext, RawRequest, RawResponse } from '@access-account/contract';
import { refusalOf } from '../refusal-of.ts';
import type { SandboxClient } from '../sandbox-client.ts';
import type { SandboxConfig } from '../sandbox-config.ts';
import { lockAt } from '../sign-in-record.ts';
import type { AddRoute } from '../web/local-routes.ts';
import { type Answer, htmlPage, json, respond } from '../web/responses.ts';
import { writeSessionCookie } from '../web/session-cookie.ts';
import { readCredentials } from './read-credentials.ts';
import { type DemoPerson, signInPage } from './sign-in-page.ts';

export interface SignInRoutesOptions {
  readonly client: SandboxClient;
  readonly config: SandboxConfig;
  readonly context: ConnectContext;
  readonly add: AddRoute;
}

/** More than these are in the directory, but not on the page. */
const shownPeople = 20;

/** GET `sign-in` (the page), POST `sign-in` (a try), GET `people` (who there is to try, at most 200). */
export function addSignInRoutes({ client, config, context, add }: SignInRoutesOptions): void {
  const { displayName } = config;

  add({
    method: 'GET',
    path: 'sign-in',
    handle: async ({ query }) => {
      const people = await demoPeople({ client, config });
      return htmlPage(200, signInPage({ displayName, people, login: query.get('login') ?? '', notice: null }));
    },
  });

  add({
    method: 'POST',
    path: 'sign-in',
    handle: (request) => trySignIn({ client, config, context, request }),
  });

  add({
    method: 'GET',
    path: 'people',
    handle: async () => {
      const people = await client.people();
      const byLogin = people.toSorted((one, other) => one.login.localeCompare(other.login, 'en'));
      const listed = byLogin.map(async ({ id, login, displayName: name }) => {
        const locked = lockAt(await client.signInRecord(id), client.now()) !== null;
        return { login, displayName: name, locked };
      });
      return json(200, { people: await Promise.all(listed) });
    },
  });
}

interface TrySignInOptions extends Omit<SignInRoutesOptions, 'add'> {
  readonly request: RawRequest;
}

async function trySignIn({ client, config, context, request }: TrySignInOptions): Promise<RawResponse> {
  const credentials = readCredentials(request);
  const result = credentials === undefined ? { kind: 'bad-request' as const } : await client.signIn(credentials);
  const isIn = result.kind === 'signed-in';
  const answer: Answer = isIn
    ? {
        status: 200,
        result: result.kind,
        text: `Welcome, ${result.person.displayName}. You are signed in.`,
        headers: { 'set-cookie': writeSessionCookie(context, result.session) },
      }
    : refusalOf(result.kind);
  const page = async () =>
    signInPage({
      displayName: config.displayName,
      people: await demoPeople({ client, config }),
      login: credentials?.login ?? '',
      notice: { kind: isIn ? 'good' : 'bad', text: answer.text },
      ...(isIn ? { factors: await client.factors.of(result.person.id) } : {}),
    });
  return respond({ request, answer, page });
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
      const { standing, needsNewPassword } = await client.stateOf(person);
      const locked = lockAt(record, client.now()) !== null;
      const wrongTries = record.lock === null ? record.wrongTries : 0;
      return {
        login,
        displayName,
        password: person.hasDemoPassword ? password : null,
        locked,
        triesLeft: locked ? 0 : config.lockAfter - wrongTries,
        standing,
        needsNewPassword,
      };
    }),
  );
  return people.filter((person) => person !== undefined);
}
