import fc from 'fast-check';
import { z } from 'zod';
import { connectorRoutes } from './connector-routes.ts';
import { exchange } from './exchange.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { anyBody, anyHeaders, anyQuery, anyText, encode, fromSchema } from './garbage.ts';
import { errorIn, isRecord, judge, parse } from './judge.ts';
import { answersIn, anyBytes, sendBytes } from './raw-socket.ts';
import { recoveryRoutes } from './recovery-routes.ts';
import { asking, type Route } from './route.ts';

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: { readonly 'application/json'?: { readonly schema: unknown } } };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>
  >;
}

/** Statuses that any route may answer, to what no description of it has to mention. */
const always = new Set([400, 401, 404, 405, 408, 411, 413, 415, 417, 421, 431]);

/** Every route of a running server: those of `/api` as it describes them itself, and the others. */
export async function routes(target: FuzzTarget): Promise<readonly Route[]> {
  const described = await exchange(target.url, {
    method: 'GET',
    path: '/api/openapi.json',
    headers: { authorization: target.operator },
    body: '',
  });
  const { paths } = JSON.parse(described?.text ?? '') as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  };
  const api = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) =>
      apiRoute({ target, path, method: method.toUpperCase(), operation }),
    ),
  );
  return [
    ...api,
    ...otherRoutes(target),
    chatRoute(target),
    personaRoute(target),
    signInRoute(target),
    ...connectorRoutes(target),
    ...recoveryRoutes(target),
    bytesRoute(target),
  ];
}

function apiRoute({
  target,
  path,
  method,
  operation,
}: {
  readonly target: FuzzTarget;
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}): Route {
  const schema = operation.requestBody?.content['application/json']?.schema;
  const names = operation.parameters?.map(({ name }) => name) ?? [];
  const bodies =
    method === 'GET'
      ? fc.constant('')
      : fc.oneof(anyBody, ...(schema === undefined ? [] : [fromSchema(schema).map((value) => JSON.stringify(value))]));
  const ways = fc.oneof(
    { weight: 5, arbitrary: fc.constant({ authorization: target.operator }) },
    fc.constant({ cookie: target.console }),
    fc.constant(undefined),
  );
  return {
    name: `${method} ${path}`,
    cases: fc.tuple(anyQuery(['after', ...names]), anyHeaders, bodies, ways).map(([query, headers, body, way]) =>
      asking({
        target,
        sent: {
          method,
          path: `${path}${query}`,
          headers: {
            ...headers,
            ...way,
            ...(method === 'GET' ? {} : { 'content-type': headers['content-type'] ?? 'application/json' }),
          },
          body,
        },
        more: ({ status, text, type }) => {
          if (way === undefined && status < 400) return `answers ${status} to somebody who is not signed in`;
          const response = operation.responses[status];
          if (response === undefined)
            return always.has(status) ? undefined : `answers ${status}, which its description does not have`;
          const [[expected, { schema: shape }] = ['', {}]] = Object.entries(response.content ?? {}) as [
            string,
            { schema?: object },
          ][];
          if (!type.startsWith(expected)) return `answers ${type}, described as ${expected}`;
          if (shape === undefined) return undefined;
          const read = z.fromJSONSchema(shape as Parameters<typeof z.fromJSONSchema>[0]).safeParse(parse(text));
          return read.success ? undefined : `does not answer as described: ${z.prettifyError(read.error)}`;
        },
      }),
    ),
  };
}

function otherRoutes(target: FuzzTarget): readonly Route[] {
  const got = [
    '/healthz',
    '/readyz',
    '/metrics',
    '/',
    '/console/',
    '/console/enter',
    '/console/sign-in',
    '/console/callback',
    '/console/signed-in',
    '/console/index.html',
    '/console/assets/',
    '/api',
    '/api/v1',
    '/connectors',
    '/connectors/web',
    '/connectors/web/',
    '/connectors/web/assets/',
    '/connectors/web/session',
    '/connectors/web/stream',
    '/connectors/web/persona',
    '/connectors/web/messages',
    '/connectors/sandbox/sign-in',
    '/connectors/sandbox/people',
    '/connectors/desk/',
    '/connectors/__proto__/x',
    '/favicon.ico',
  ];
  const tail = fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    anyText.map(encode),
    anyText.map((text) => `/${encode(text)}`),
  );
  const cookie = fc.constantFrom(target.console, '', 'access-account-web=x');
  const pages: Route = {
    name: 'pages, health and what is not there',
    cases: fc
      .tuple(
        fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'),
        fc.constantFrom(...got),
        tail,
        anyQuery(['token', 'after', 'login']),
        anyHeaders,
        cookie,
      )
      .map(([method, path, more, query, headers, cookie]) =>
        asking({
          target,
          sent: {
            method,
            path: `${path}${more}${query}`,
            headers: { ...headers, ...(cookie === '' ? {} : { cookie }) },
            body: method === 'POST' || method === 'PUT' ? '{}' : '',
          },
          isResult: isSandboxResult,
        }),
      ),
  };
  return [pages];
}

/** The chat as a person, a broken client and a liar use it. */
function chatRoute(target: FuzzTarget): Route {
  const text = fc.oneof(
    anyText,
    fc.constantFrom(
      'unlock my account',
      'help',
      'cancel',
      'yes',
      'no',
      'I am locked out',
      'password is hunter2!',
      'x'.repeat(4001),
    ),
  );
  const id = fc.option(fc.oneof(fc.uuid(), anyText), { nil: undefined });
  const form = fc.dictionary(fc.oneof(fc.constantFrom('account', '__proto__'), anyText), anyText, { maxKeys: 3 });
  // A number, so that a case can be shrunk and run again although tokens differ from run to run.
  const which = fc.nat(30);
  const body = fc.oneof(
    { weight: 3, arbitrary: fc.record({ text, id }).map((value) => () => JSON.stringify(value)) },
    {
      weight: 3,
      arbitrary: fc.record({ which, form: fc.option(form, { nil: undefined }), id }).map(
        ({ which, ...rest }) =>
          () =>
            JSON.stringify({ choice: target.tokens.at(-1 - which) ?? 'none', ...rest }),
      ),
    },
    {
      weight: 1,
      arbitrary: fc
        .record({ choice: fc.oneof(anyText, fc.jsonValue()), form: fc.oneof(form, fc.jsonValue()) })
        .map((value) => () => JSON.stringify(value)),
    },
    { weight: 2, arbitrary: anyBody.map((value) => () => value) },
  );
  const path = fc.oneof(
    { weight: 8, arbitrary: fc.constant('messages') },
    fc.constantFrom('stream', 'messages/', 'messages/x'),
  );
  const signedIn = fc.constantFrom(0, 0, 1, undefined);
  const post = fc
    .tuple(path, body, anyHeaders, signedIn, anyQuery(['after']))
    .map(([path, body, headers, who, query]) => {
      const cookie = who === undefined ? undefined : target.cookieOf(who);
      return asking({
        target,
        sent: {
          method: 'POST',
          path: `/connectors/web/${path}${query}`,
          headers: { 'content-type': 'application/json', ...headers, ...(cookie === undefined ? {} : { cookie }) },
          body: body(),
        },
        more: ({ status, text }) => {
          if (path !== 'messages' || status !== 202) return undefined;
          const answer = parse(text);
          if (who === undefined) return 'takes a message from somebody who is not signed in';
          return isRecord(answer) && typeof answer.event === 'string'
            ? undefined
            : `answers 202 without an event: ${text}`;
        },
      });
    });
  const stream = fc.tuple(anyHeaders, signedIn, anyQuery(['after'])).map(([headers, who, query]) => {
    const cookie = who === undefined ? undefined : target.cookieOf(who);
    return asking({
      target,
      sent: {
        method: 'GET',
        path: `/connectors/web/stream${query}`,
        headers: { ...headers, ...(cookie === undefined ? {} : { cookie }) },
        body: '',
      },
    });
  });
  const lock = fc.constantFrom('alex', 'blake').map((login) => ({
    shown: `${login} is locked by wrong passwords`,
    run: async () => {
      await target.directory.lock(login);
      return undefined;
    },
  }));
  return {
    name: 'web chat',
    cases: fc.oneof({ weight: 40, arbitrary: post }, { weight: 2, arbitrary: stream }, { weight: 1, arbitrary: lock }),
  };
}

/** What the sandbox answers is a result, wrong or not. */
function isSandboxResult(body: unknown): boolean {
  return isRecord(body) && Object.keys(body).toSorted().join() === 'message,result' && typeof body.message === 'string';
}

/** Who the chat takes one for. */
function personaRoute(target: FuzzTarget): Route {
  const person = fc.oneof(fc.constantFrom('alex', 'nobody', 'ALEX'), anyText, fc.constant(null), fc.jsonValue());
  const body = fc.oneof(
    fc.record({ person }).map((value) => JSON.stringify(value)),
    anyBody,
  );
  return {
    name: 'POST /connectors/web/persona',
    cases: fc.tuple(body, anyHeaders).map(([body, headers]) =>
      asking({
        target,
        sent: {
          method: 'POST',
          path: '/connectors/web/persona',
          headers: { 'content-type': 'application/json', ...headers },
          body,
        },
      }),
    ),
  };
}

function signInRoute(target: FuzzTarget): Route {
  const login = fc.oneof(fc.constantFrom('alex', 'ALEX', ' blake ', 'nobody', 'alex\0'), anyText);
  const password = fc.oneof(fc.constantFrom('password-of-alex', 'wrong'), anyText);
  const json = fc.record({ login, password }, { requiredKeys: [] }).map((value) => JSON.stringify(value));
  const encoded = fc
    .record({ login, password })
    .map(({ login, password }) => `login=${encode(login)}&password=${encode(password)}`);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const request = fc.oneof(
    fc
      .tuple(json, anyHeaders)
      .map(([body, headers]) => ({ headers: { 'content-type': 'application/json', ...headers }, body })),
    fc.tuple(encoded, anyHeaders).map(([body, headers]) => ({ headers: { ...headers, ...form }, body })),
    fc.tuple(anyBody, anyHeaders).map(([body, headers]) => ({ headers, body })),
  );
  return {
    name: 'POST /connectors/sandbox/sign-in',
    cases: request.map(({ headers, body }) =>
      asking({
        target,
        sent: { method: 'POST', path: '/connectors/sandbox/sign-in', headers, body },
        isResult: isSandboxResult,
      }),
    ),
  };
}

/** Bytes on a connection: broken request lines, wrong lengths, bombs, several requests at once. */
function bytesRoute(target: FuzzTarget): Route {
  return {
    name: 'bytes that are no HTTP',
    cases: anyBytes.map((bytes) => ({
      shown: JSON.stringify(bytes.pieces.map((piece) => Buffer.from(piece).toString('latin1').slice(0, 600))),
      run: async () => {
        const answers = answersIn(await sendBytes(target.url, bytes));
        for (const { status, type, body } of answers) {
          const wrong = judge({ status, headers: { 'content-type': type }, text: body }, { secrets: target.secrets });
          // The last one may have been cut off where we stopped listening.
          if (wrong !== undefined && (status >= 500 || errorIn(parse(body)) === undefined)) return wrong;
        }
        const alive = await fetch(`${target.url}/healthz`);
        await alive.arrayBuffer();
        return alive.ok ? undefined : `is not well afterwards: ${alive.status}`;
      },
    })),
  };
}
