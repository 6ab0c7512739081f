import {
  AccessToken,
  JustSeen,
  RestClient,
  type RestClientOptions,
  type RestRefusal,
  retryAfter,
} from '@access-account/connector-kit';
import {
  ConfigurationInvalidError,
  type ConnectContext,
  type ConnectorError,
  PermissionDeniedError,
  RateLimitedError,
} from '@access-account/contract';
import { type Fields, JiraApi } from './jira-api.ts';
import type { JiraConfig } from './jira-config.ts';

/** A transition, by its id, and what its screen is given. */
export interface Way {
  readonly transition: string;
  readonly fields: Fields;
}

/** What every operation works with. */
export interface JiraClient {
  readonly config: JiraConfig;
  readonly system: string;
  readonly api: JiraApi;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly logger: ConnectContext['logger'];
  /** Tickets that were just opened, by id. */
  readonly opened: JustSeen;
  /** The way that resolved a ticket last that stood where tickets stand when they are opened. */
  readonly lastWay: { current: Way | undefined };
  close(): void;
}

const remedies = {
  unreachable: 'Check siteUrl, cloudId, apiUrl and the network; status.atlassian.com says whether Jira works.',
  credentials: 'Check the credential or the API token, that it has not ended, and that its account may use Jira.',
};

/**
 * Milliseconds for which a ticket that was opened is taken to stand where it was opened. Where the desk was faster Jira refuses
 * the transition, and the ticket is looked at.
 */
const untouched = 15 * 60_000;

/** Asks nothing yet: a site that is down at start is only late. */
export function connectJira(config: JiraConfig, context: ConnectContext): JiraClient {
  const { fetch, clock, logger } = context;
  const closed = new AbortController();
  const lifetime = AbortSignal.any([closed.signal, context.signal]);
  const { displayName: system } = config;
  const rest = new RestClient({
    system,
    baseUrl: config.cloudId === undefined ? config.siteUrl : `${config.apiUrl}/ex/jira/${config.cloudId}`,
    fetch,
    clock,
    lifetime,
    ...credentialsOf(config, { fetch, clock, lifetime }),
    remedies,
    explain: (refusal) => explain(refusal, clock.now()),
  });
  const publicUrl = context.publicUrl.replace(/\/+$/, '');
  return {
    ...{ config, system, api: new JiraApi(rest), publicUrl, logger },
    ...{ opened: new JustSeen(clock, untouched), lastWay: { current: undefined } },
    close: () => closed.abort(),
  };
}

function credentialsOf(
  config: JiraConfig,
  { fetch, clock, lifetime }: Pick<RestClientOptions, 'fetch' | 'clock' | 'lifetime'>,
): Pick<RestClientOptions, 'authorize' | 'forget'> {
  if (config.authentication === 'api-token') {
    const pair = `${config.email}:${config.apiToken.reveal()}`;
    return { authorize: async () => `Basic ${Buffer.from(pair).toString('base64')}` };
  }
  const tokens = new AccessToken({
    system: config.displayName,
    endpoint: config.tokenUrl,
    parameters: () => ({
      grant_type: 'client_credentials',
      client_id: config.clientId,
      client_secret: config.clientSecret.reveal(),
    }),
    ...{ fetch, clock, lifetime, remedies },
  });
  return {
    authorize: async (call) => `Bearer ${await tokens.get(call)}`,
    forget: (authorization) => tokens.forget(authorization.slice('Bearer '.length)),
  };
}

/** What Jira says beyond the status. */
function explain({ system, status, headers, text, permission }: RestRefusal, now: Date): ConnectorError | undefined {
  if (status === 429) return tooMany(system, headers, now);
  if (status === 401 && /scope does not match/i.test(text)) {
    return new PermissionDeniedError({
      system,
      summary: 'The credential lacks a scope for this (401).',
      remedy: `Grant ${permission}: scopes are chosen when a credential is made, so make another.`,
      missing: permission,
    });
  }
  if (status !== 400) return undefined;
  const refused = refusedFields(text);
  if (refused.project !== undefined && /permission/i.test(refused.project)) {
    return new PermissionDeniedError({
      system,
      summary: 'It does not let us open tickets in this project (400).',
      remedy: `Grant ${permission}.`,
      missing: permission,
    });
  }
  const names = Object.keys(refused);
  return names.length === 0
    ? undefined
    : new ConfigurationInvalidError({
        system,
        summary: `It refuses these fields: ${names.join(', ')} (400).`,
        remedy:
          'Put each on the screen of the project, take it out of the configuration, or set it in `fields` where Jira demands it.',
      });
}

/** Which of Jira's limits it is (Rate limiting, `RateLimit-Reason`), and how long it lasts. */
function tooMany(system: string, headers: Headers, now: Date): RateLimitedError {
  const reason = headers.get('ratelimit-reason') ?? '';
  return new RateLimitedError({
    system,
    summary: limits.find(({ of }) => of.test(reason))?.summary ?? 'It asks for fewer requests.',
    remedy: 'It is tried again by itself.',
    retryAfter: retryAfter(headers, now) ?? untilReset(headers, now) ?? unsaid,
  });
}

const limits = [
  { of: /per-issue/, summary: 'This ticket was written to too often within seconds.' },
  { of: /burst/, summary: 'It asks for fewer requests a second.' },
  { of: /quota|cost|global|tenant/, summary: 'The points of this hour are used up.' },
];

/** Milliseconds, where a refusal does not say for how long. */
const unsaid = 1000;
/** Milliseconds. */
const longestWait = 60 * 60_000;

/** Milliseconds until `X-RateLimit-Reset`, an instant in ISO 8601. */
function untilReset(headers: Headers, now: Date): number | undefined {
  const wait = Date.parse(headers.get('x-ratelimit-reset') ?? '') - now.getTime();
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), longestWait) : undefined;
}

/** What Jira has against which fields; the ids of fields, and never what we wrote into them. */
function refusedFields(text: string): Readonly<Record<string, string>> {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return {};
  }
  const errors = typeof body === 'object' && body !== null && 'errors' in body ? body.errors : undefined;
  if (typeof errors !== 'object' || errors === null) return {};
  return Object.fromEntries(
    Object.entries(errors).filter(([name, said]) => /^[A-Za-z][\w-]{0,60}$/.test(name) && typeof said === 'string'),
  );
}
