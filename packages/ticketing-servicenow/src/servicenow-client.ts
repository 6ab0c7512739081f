import { AccessToken, JustSeen, RestClient, type RestRefusal } from '@access-account/connector-kit';
import {
  type Call,
  ConfigurationInvalidError,
  type ConnectContext,
  type ConnectorError,
  RateLimitedError,
} from '@access-account/contract';
import { AppApi } from './app-api.ts';
import { jwtAssertion, readPrivateKey } from './jwt-assertion.ts';
import { References } from './references.ts';
import type { ServiceNowConfig } from './servicenow-config.ts';
import { TableApi } from './table-api.ts';

/** What every operation works with. */
export interface ServiceNowClient {
  readonly config: ServiceNowConfig;
  readonly system: string;
  readonly tables: TableApi;
  /** The companion app. */
  readonly app: AppApi;
  readonly references: References;
  readonly logger: ConnectContext['logger'];
  /** Tickets that an answer just showed not to be over, by id. */
  readonly seenOpen: JustSeen;
  close(): void;
}

const remedies = {
  unreachable: 'Check instanceUrl and the network, and that the instance is awake: a developer instance hibernates.',
  credentials:
    'Check the OAuth client, its application user, and the property glide.oauth.inbound.client.credential.grant_type.enabled.',
};

/** Milliseconds for which a ticket is taken to be open still: whoever resolves one overwrites what somebody else said of it. */
const seenFor = 60_000;

/** Asks nothing yet: an instance that is down at start is only late. */
export function connectServiceNow(config: ServiceNowConfig, context: ConnectContext): ServiceNowClient {
  const { fetch, clock, logger } = context;
  const closed = new AbortController();
  const lifetime = AbortSignal.any([closed.signal, context.signal]);
  const { displayName: system, instanceUrl } = config;
  const credentials = credentialsOf(config, { ...context, lifetime });
  const rest = new RestClient({
    system,
    baseUrl: instanceUrl,
    fetch,
    clock,
    lifetime,
    ...credentials,
    remedies,
    explain: (refusal) => explain(refusal, clock.now()),
  });
  const tables = new TableApi(rest);
  const app = new AppApi(rest, config);
  const references = new References(tables, clock);
  const seenOpen = new JustSeen(clock, seenFor);
  return { config, system, tables, app, references, logger, seenOpen, close: () => closed.abort() };
}

interface Credentials {
  readonly authorize: (call: Call) => Promise<string>;
  readonly forget?: (authorization: string) => void;
}

function credentialsOf(
  config: ServiceNowConfig,
  { fetch, clock, lifetime }: Pick<ConnectContext, 'fetch' | 'clock'> & { readonly lifetime: AbortSignal },
): Credentials {
  if (config.authentication === 'basic') {
    const pair = `${config.username}:${config.password.reveal()}`;
    return { authorize: async () => `Basic ${Buffer.from(pair).toString('base64')}` };
  }
  const tokens = new AccessToken({
    system: config.displayName,
    endpoint: `${config.instanceUrl}/oauth_token.do`,
    parameters: grantOf(config),
    ...{ fetch, clock, lifetime, remedies },
  });
  return {
    authorize: async (call) => `Bearer ${await tokens.get(call)}`,
    forget: (authorization) => tokens.forget(authorization.slice('Bearer '.length)),
  };
}

function grantOf(
  config: Exclude<ServiceNowConfig, { authentication: 'basic' }>,
): (now: Date) => Readonly<Record<string, string>> {
  const client = {
    client_id: config.clientId,
    ...(config.clientSecret && { client_secret: config.clientSecret.reveal() }),
  };
  if (config.authentication === 'client-credentials') return () => ({ grant_type: 'client_credentials', ...client });
  const { keyId, clientId, subject } = config;
  const key = readPrivateKey(config.displayName, config.privateKey.reveal());
  return (now) => ({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    ...client,
    assertion: jwtAssertion({ key, keyId, clientId, subject, now }),
  });
}

/** Milliseconds. */
const longestWait = 60 * 60_000;

/** What the instance says beyond the status: when its hour is over, and that a data policy wants more. */
function explain({ system, status, headers, text }: RestRefusal, now: Date): ConnectorError | undefined {
  const reset = Number(headers.get('x-ratelimit-reset') ?? Number.NaN) * 1000 - now.getTime();
  if (status === 429 && !headers.has('retry-after') && Number.isFinite(reset)) {
    return new RateLimitedError({
      system,
      summary: 'The requests of this hour are used up.',
      remedy: 'It is tried again by itself; see System Web Services, Rate Limit Rules, where it happens often.',
      retryAfter: Math.min(Math.max(reset, 0), longestWait),
    });
  }
  if ((status === 400 || status === 404) && text.includes('does not represent any resource')) {
    return new ConfigurationInvalidError({
      system,
      summary: 'The companion app is not installed on the instance, or not under this scope.',
      remedy: 'Install app/access-account-servicenow-app.zip of this package, correct `appScope`, or set mode: table.',
    });
  }
  if (status === 503 && text.includes('being opened by another request')) {
    return new RateLimitedError({
      system,
      summary: 'Another request is opening the same ticket at this moment.',
      remedy: 'It is tried again by itself.',
      retryAfter: 2000,
    });
  }
  if (status === 422 && text.includes('no active group')) {
    return new ConfigurationInvalidError({
      system,
      summary: 'There is no active group of the configured name, or more than one.',
      remedy: 'Correct the group in `desks`, or name it by its sys_id.',
    });
  }
  if ((status === 403 || status === 422) && /data policy|mandatory|operation failed/i.test(text)) {
    return new ConfigurationInvalidError({
      system,
      summary: `A data policy or a business rule of the instance refuses the ticket as it is (${status}).`,
      remedy:
        'Set the fields it demands in `fields`, `desks` or `closeCode`, or except the integration’s user from it.',
    });
  }
  return undefined;
}
