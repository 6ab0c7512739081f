import { createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, verify } from 'node:crypto';
import type { Clock } from '@access-account/contract';
import {
  type FakeAnswer,
  type FakeExchange,
  type FakeRequest,
  type FakeServer,
  startFakeServer,
} from '@access-account/testkit';
import { FakeApp } from './fake-app.ts';
import { FakeInstance, type FakeRights, type FakeRow, newId } from './fake-instance.ts';

export interface ServiceNowFakeOptions {
  readonly clock: Clock;
  /** Requests an hour, for all users together. */
  readonly limit?: number;
  /** Sees every exchange that no fault touched. */
  readonly observe?: (exchange: FakeExchange) => void;
}

/**
 * A stand-in for a ServiceNow instance: a real HTTP server on loopback over tables in memory. What it does, and where that
 * is documented, is in the README beside the package.
 */
export interface ServiceNowFake extends Pick<FakeServer, 'faults' | 'requests' | 'close'> {
  readonly instanceUrl: string;
  readonly instance: FakeInstance;
  /** The companion app on it. */
  readonly app: FakeApp;
  /** The configuration of an OAuth client as an operator would write it; each call makes another client. */
  clientConfig(rights?: Partial<FakeRights>): Readonly<Record<string, string>>;
  jwtConfig(): Readonly<Record<string, string>>;
  basicConfig(): Readonly<Record<string, string>>;
  /** From now on no token that was given is good. */
  revokeTokens(): void;
}

interface Client extends FakeRights {
  readonly secret: string;
  readonly publicKey?: KeyObject;
}

export async function startServiceNowFake({
  clock,
  limit = 100_000,
  observe,
}: ServiceNowFakeOptions): Promise<ServiceNowFake> {
  const instance = new FakeInstance();
  const app = new FakeApp(instance);
  const clients = new Map<string, Client>();
  const tokens = new Map<string, { readonly rights: FakeRights; readonly until: number }>();
  const users = new Map<string, FakeRights>();
  let spent = { hour: 0, count: 0 };

  const server = await startFakeServer({
    answer: (request) => (request.path === '/oauth_token.do' ? issue(request) : answer(request)),
    tooMany,
    ...(observe === undefined ? {} : { observe }),
  });

  function tooMany(seconds: number | null): FakeAnswer {
    const reset = Math.ceil(clock.now().getTime() / 1000) + (seconds ?? 60);
    return {
      status: 429,
      headers: {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-reset': String(reset),
        'x-ratelimit-rule': 'Table API',
        ...(seconds === null ? {} : { 'retry-after': String(seconds) }),
      },
      body: problem('Rate limit exceeded', `Rate limit of ${limit} requests per hour for Table API exceeded`),
    };
  }

  function issue({ body, method }: FakeRequest): FakeAnswer {
    const form = new URLSearchParams(body);
    const client = clients.get(form.get('client_id') ?? '');
    const grant = form.get('grant_type');
    const isKnown =
      client !== undefined &&
      method === 'POST' &&
      (grant === 'client_credentials'
        ? form.get('client_secret') === client.secret
        : grant === 'urn:ietf:params:oauth:grant-type:jwt-bearer' && isSigned(form, client));
    if (!isKnown) return { status: 401, body: { error: 'access_denied', error_description: 'server_error' } };
    const token = randomUUID();
    tokens.set(token, { rights: client, until: clock.now().getTime() + 1800_000 });
    return { status: 200, body: { access_token: token, scope: 'useraccount', token_type: 'Bearer', expires_in: 1799 } };
  }

  function isSigned(form: URLSearchParams, { publicKey }: Client): boolean {
    const [header = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.');
    if (publicKey === undefined) return false;
    if (!verify('sha256', Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature, 'base64url')))
      return false;
    const { iss, aud, sub, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString());
    const id = form.get('client_id');
    return iss === id && aud === id && sub === 'access.account' && exp * 1000 > clock.now().getTime();
  }

  function rightsOf(authorization = ''): FakeRights | undefined {
    const [scheme, value = ''] = authorization.split(' ');
    if (scheme === 'Basic') return users.get(Buffer.from(value, 'base64').toString());
    const token = tokens.get(value);
    return token !== undefined && clock.now().getTime() < token.until ? token.rights : undefined;
  }

  function answer(request: FakeRequest): FakeAnswer {
    const rights = rightsOf(request.headers.authorization);
    if (rights === undefined) {
      return { status: 401, body: problem('User Not Authenticated', 'Required to provide Auth information') };
    }
    const hour = Math.floor(clock.now().getTime() / 3_600_000);
    spent = { hour, count: spent.hour === hour ? spent.count + 1 : 1 };
    if (spent.count > limit) return tooMany((hour + 1) * 3600 - Math.floor(clock.now().getTime() / 1000));
    if (FakeApp.owns(request.path)) {
      return rights.integrator || !app.isInstalled
        ? app.answer(request)
        : { status: 403, body: problem('User is not authorized', 'ACL') };
    }
    const [, table = '', id] = /^\/api\/now\/v2\/table\/([a-z_]+)(?:\/([^/]+))?$/.exec(request.path) ?? [];
    if (!instance.hasTable(table)) return { status: 400, body: problem('Invalid table', table) };
    if (request.method !== 'GET' && !rights.write) {
      return { status: 403, body: problem('Insufficient rights to create new records', 'ACL') };
    }
    if (table === 'sys_user_has_role')
      return { status: 200, body: { result: rights.write ? [{ sys_id: newId() }] : [] } };
    return id === undefined ? collection(table, request) : row(table, id, request);
  }

  function collection(table: string, request: FakeRequest): FakeAnswer {
    const shown = (found: FakeRow) => shownOf(found, request.query);
    if (request.method === 'GET') {
      const found = instance.select(table, request.query.get('sysparm_query') ?? '');
      const most = Number(request.query.get('sysparm_limit') ?? 10_000);
      const headers = { 'x-total-count': String(found.length) };
      return { status: 200, headers, body: { result: found.slice(0, most).map(shown) } };
    }
    if (request.method !== 'POST' || table !== 'incident')
      return { status: 405, body: problem('Method not allowed', '') };
    const opened = instance.openIncident(JSON.parse(request.body));
    const location = `${server.url}/api/now/v2/table/${table}/${opened.sys_id}`;
    return { status: 201, headers: { location }, body: { result: shown(opened) } };
  }

  function row(table: string, id: string, request: FakeRequest): FakeAnswer {
    const found = instance.find(table, id);
    if (found === undefined) {
      return {
        status: 404,
        body: problem('No Record found', 'Record doesn’t exist or ACL restricts the record retrieval'),
      };
    }
    if (request.method === 'GET') return { status: 200, body: { result: shownOf(found, request.query) } };
    if (request.method !== 'PATCH' || table !== 'incident')
      return { status: 405, body: problem('Method not allowed', '') };
    const refused = instance.changeIncident(found, JSON.parse(request.body));
    return refused === undefined
      ? { status: 200, body: { result: shownOf(found, request.query) } }
      : { status: 403, body: problem('Operation Failed', refused) };
  }

  function shownOf(found: FakeRow, query: URLSearchParams): FakeRow {
    const asked = query.get('sysparm_fields')?.split(',') ?? Object.keys(found);
    const hidden = instance.mutants.has('number-missing') ? 'number' : '';
    // A field that is not there is left out without a word.
    return Object.fromEntries(
      asked.flatMap((name) => (name === hidden || found[name] === undefined ? [] : [[name, found[name] ?? '']])),
    );
  }

  return {
    instanceUrl: server.url,
    instance,
    app,
    faults: server.faults,
    requests: server.requests,
    close: server.close,
    revokeTokens: () => tokens.clear(),
    clientConfig: ({ write = true, integrator = write } = {}) => {
      const [clientId, clientSecret] = [randomUUID(), randomUUID()];
      clients.set(clientId, { write, integrator, secret: clientSecret });
      return { authentication: 'client-credentials', instanceUrl: server.url, clientId, clientSecret };
    },
    jwtConfig: () => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      const clientId = randomUUID();
      clients.set(clientId, { write: true, integrator: true, secret: randomUUID(), publicKey: createPublicKey(pem) });
      const subject = 'access.account';
      return {
        ...{ authentication: 'jwt-bearer', instanceUrl: server.url },
        ...{ clientId, privateKey: pem, keyId: 'stand-in', subject },
      };
    },
    basicConfig: () => {
      const [username, password] = ['access.account', randomUUID()];
      users.set(`${username}:${password}`, { write: true, integrator: true });
      return { authentication: 'basic', instanceUrl: server.url, username, password };
    },
  };
}

function problem(message: string, detail: string) {
  return { error: { message, detail }, status: 'failure' };
}
