import { randomUUID } from 'node:crypto';
import type { Clock } from '@access-account/contract';
import {
  type FakeAnswer,
  type FakeExchange,
  type FakeRequest,
  type FakeServer,
  startFakeServer,
} from '@access-account/testkit';
import { installedActivity } from './fake-activities.ts';
import { type Audience, FakeApi } from './fake-api.ts';
import { FakeSigner } from './fake-signer.ts';
import { FakeTenant, type FakeUser, type FakeUserOptions } from './fake-tenant.ts';
import { asJson, type Json } from './json.ts';
import { TeamsPerson } from './teams-person.ts';

/** What became of an activity that Teams delivered. */
export interface Delivery {
  /** 0: nobody answered. */
  readonly status: number;
  readonly answer: Json | undefined;
}

export interface TeamsFakeOptions {
  readonly clock: Clock;
  /** What activities go out by. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Application permissions that Graph grants; what the connector needs unless said. */
  readonly roles?: readonly string[];
  /** Sees every exchange that no fault touched. */
  readonly observe?: (exchange: FakeExchange) => void;
}

/**
 * A stand-in for Teams: the Bot Connector, its keys, the token endpoint and a part of Microsoft Graph, as a real HTTP server on
 * loopback over one tenant in memory. What it does, and where that is documented, is in the README beside the package.
 */
export interface TeamsFake extends Pick<FakeServer, 'faults' | 'requests' | 'url' | 'close'> {
  readonly tenant: FakeTenant;
  readonly signer: FakeSigner;
  /** The Bot Connector’s address, as activities have it. */
  readonly serviceUrl: string;
  /** The connector’s configuration as an operator would write it. */
  config(): Readonly<Record<string, unknown>>;
  /** Where activities are sent from now on. */
  setMessagingEndpoint(url: string): void;
  /** An activity as Teams sends it, signed. */
  signed(activity: Json): { readonly headers: Readonly<Record<string, string>>; readonly body: string };
  /** Sends it, once. */
  deliver(activity: Json): Promise<Delivery>;
  /** What every activity of somebody’s has. */
  happened(user: FakeUser): {
    readonly tenant: FakeTenant;
    readonly user: FakeUser;
    readonly serviceUrl: string;
    readonly at: string;
  };
  /** Somebody in front of Teams. */
  person(options: FakeUserOptions): TeamsPerson;
  /** From now on no token that was given is good. */
  revokeTokens(): void;
}

/** Milliseconds in which Teams wants its answer. */
const patience = 15_000;
/** Seconds that a token lives. */
const tokenLife = 3599;

export async function startTeamsFake(options: TeamsFakeOptions): Promise<TeamsFake> {
  const { clock, fetch: send, observe } = options;
  const { roles = ['User.Read.All', 'TeamsAppInstallation.ReadWriteSelfForUser.All'] } = options;
  const tenant = new FakeTenant();
  const signer = new FakeSigner(clock);
  const clientSecret = randomUUID();
  const tokens = new Map<string, { readonly audience: Audience; readonly until: number }>();
  const api = new FakeApi({ tenant, roles, onInstalled: (user) => void tellOfInstallation(user) });
  let endpoint: string | undefined;

  const server = await startFakeServer({
    answer,
    tooMany: (seconds) => ({
      status: 429,
      headers: seconds === null || tenant.mutants.has('no-retry-after') ? {} : { 'retry-after': String(seconds) },
      body: { error: { code: 'TooManyRequests', message: 'API calls quota exceeded.' } },
    }),
    ...(observe === undefined ? {} : { observe }),
  });
  const serviceUrl = `${server.url}/teams/`;

  function answer(request: FakeRequest): FakeAnswer {
    const [, first] = request.path.split('/');
    switch (first) {
      case 'openid':
        return {
          status: 200,
          body: {
            issuer: signer.issuer,
            jwks_uri: `${server.url}/keys`,
            id_token_signing_alg_values_supported: ['RS256'],
          },
        };
      case 'keys':
        return { status: 200, body: signer.jwks() };
      case 'token':
        return issue(request);
      case 'teams':
        return authorized(request, 'connector', () => api.connector(request));
      case 'v1.0':
        return authorized(request, 'graph', () => api.graph(request));
      default:
        return { status: 404 };
    }
  }

  /** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
  function issue({ body, method }: FakeRequest): FakeAnswer {
    const form = new URLSearchParams(body);
    const scopes: Readonly<Record<string, Audience>> = {
      'https://api.botframework.com/.default': 'connector',
      [`${server.url}/.default`]: 'graph',
    };
    const audience = scopes[form.get('scope') ?? ''];
    if (method !== 'POST' || form.get('grant_type') !== 'client_credentials') {
      return { status: 400, body: { error: 'unsupported_grant_type', error_description: 'AADSTS70003' } };
    }
    if (form.get('client_id') !== tenant.appId || form.get('client_secret') !== clientSecret) {
      return {
        status: 401,
        body: { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' },
      };
    }
    if (audience === undefined)
      return { status: 400, body: { error: 'invalid_scope', error_description: 'AADSTS70011' } };
    const claims = { aud: audience, tid: tenant.tenantId, appid: tenant.appId, jti: randomUUID() };
    const token = signer.sign({ ...claims, ...(audience === 'graph' ? { roles } : {}) });
    tokens.set(token, { audience, until: clock.now().getTime() + tokenLife * 1000 });
    return {
      status: 200,
      body: { token_type: 'Bearer', expires_in: tokenLife, ext_expires_in: tokenLife, access_token: token },
    };
  }

  function authorized({ headers }: FakeRequest, audience: Audience, serve: () => FakeAnswer): FakeAnswer {
    const token = tokens.get(headers.authorization?.replace(/^Bearer /, '') ?? '');
    const isGood = token?.audience === audience && token.until > clock.now().getTime();
    return isGood
      ? serve()
      : { status: 401, body: { error: { code: 'InvalidAuthenticationToken', message: 'Access token is invalid.' } } };
  }

  const happened = (user: FakeUser) => ({ tenant, user, serviceUrl, at: clock.now().toISOString() });

  async function tellOfInstallation(user: FakeUser): Promise<void> {
    if (endpoint !== undefined) await fake.deliver(installedActivity(happened(user)));
  }

  const fake: TeamsFake = {
    ...server,
    tenant,
    signer,
    serviceUrl,
    config: () => ({
      appId: tenant.appId,
      tenantId: tenant.tenantId,
      clientSecret,
      linkBy: 'email',
      catalogAppId: tenant.catalogAppId,
      serviceUrls: [`${server.url}/teams`],
      openIdMetadataUrl: `${server.url}/openid`,
      tokenUrl: `${server.url}/token`,
      graphUrl: `${server.url}/v1.0`,
    }),
    setMessagingEndpoint: (url) => {
      endpoint = url;
    },
    signed: (activity) => ({
      headers: {
        'content-type': 'application/json; charset=utf-8',
        authorization: `Bearer ${signer.sign(signer.claims(tenant.appId, serviceUrl))}`,
      },
      body: JSON.stringify(activity),
    }),
    deliver: async (activity) => {
      if (endpoint === undefined) throw new Error('Nobody said where activities are sent.');
      try {
        const signal = AbortSignal.timeout(patience);
        const response = await send(endpoint, { method: 'POST', ...fake.signed(activity), signal });
        const text = await response.text();
        return { status: response.status, answer: text === '' ? undefined : asJson(JSON.parse(text)) };
      } catch {
        return { status: 0, answer: undefined };
      }
    },
    happened,
    person: (user) => new TeamsPerson({ teams: fake, user: tenant.addUser(user) }),
    revokeTokens: () => tokens.clear(),
  };
  return fake;
}
