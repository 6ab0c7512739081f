import { type Loss, mapLoss } from '@access-account/connector-kit';
import {
  AmbiguousOutcomeError,
  AuthenticationFailedError,
  ConflictError,
  type ConnectorError,
  NotFoundError,
  OperationUnsupportedError,
  PermissionDeniedError,
  RateLimitedError,
  ResponseInvalidError,
  UnavailableError,
} from '@access-account/contract';

/** Milliseconds to wait where Graph refuses for too many requests and does not say how long. */
const unsaid = 5000;
/** Milliseconds. */
const longestWait = 60 * 60_000;

const readFirst = 'Read the account before doing anything else.';
const statusPage = 'Look at https://status.cloud.microsoft.';

interface Asked {
  readonly system: string;
  /** Whether the request may have changed something. */
  readonly changes: boolean;
}

/** There was no whole answer. After a change was sent nobody knows whether it happened. */
export function mapGraphLoss(loss: Omit<Loss, 'remedy'>): ConnectorError {
  return mapLoss({
    ...loss,
    remedy: 'Check authorityUrl, graphUrl, the network, a proxy, and https://status.cloud.microsoft.',
  });
}

export interface InvalidAnswer extends Asked {
  /** "a user". */
  readonly what: string;
}

/** Graph said that all is well, and then something that is not what it promises: a sign-in page, half an answer. */
export function invalidAnswer({ system, what, changes }: InvalidAnswer): ConnectorError {
  const summary = `The answer is not ${what}.`;
  return changes
    ? new AmbiguousOutcomeError({ system, summary, remedy: readFirst })
    : new ResponseInvalidError({
        system,
        summary,
        remedy: 'Check authorityUrl and graphUrl, and that no proxy or sign-in page answers in their place.',
      });
}

/** An answer of its own, or one of several in a batch. */
export interface GraphResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The body. */
  readonly text: string;
}

export interface GraphRefusal extends Asked {
  readonly response: GraphResponse;
  /** The application permission it asks for. */
  readonly permission: string;
}

/** Graph answered, and not with success. Its own text stays out of what we say: it may name people. */
export function mapGraphRefusal({ system, response, permission, changes }: GraphRefusal): ConnectorError {
  const { status, text } = response;
  const code = errorCodeOf(text);
  const said = code === undefined ? `${status}` : `${status} ${code}`;
  const options = (summary: string, remedy: string) => ({ system, summary, remedy });
  if (status === 429) return rateLimited(system, response);
  if (status >= 500) {
    return changes
      ? new AmbiguousOutcomeError(options(`Graph failed while it made the change (${said}).`, readFirst))
      : new UnavailableError(options(`Graph cannot serve now (${said}).`, statusPage));
  }
  if (/PremiumLicenseRequired|NonPremiumTenant/.test(code ?? '')) {
    return new OperationUnsupportedError(
      options(`The tenant has no licence for this (${said}).`, 'It needs Microsoft Entra ID P1 or P2.'),
    );
  }
  if (status === 400 && /default (authentication )?method/i.test(text)) {
    return new ConflictError(
      options(
        'Entra ID removes the default method of somebody last, and others are there.',
        'Remove the others first, or let the person choose another default at https://mysignins.microsoft.com.',
      ),
    );
  }
  switch (status) {
    case 401:
      return new AuthenticationFailedError(
        options(`Graph does not take the app’s token (${said}).`, 'Check that the app registration is still enabled.'),
      );
    case 403:
      return new PermissionDeniedError({
        ...options(
          `Graph does not let the app do this (${said}).`,
          `Grant the app the application permission ${permission}, with admin consent: App registrations, the app, API permissions. For accounts that hold administrator roles that is not enough, on purpose.`,
        ),
        missing: permission,
      });
    case 404:
      return new NotFoundError(
        options('There is no such account.', 'Look the person up again; it may have been deleted.'),
      );
    default:
      return new ConflictError(
        options(`Graph refuses the request (${said}).`, 'Look the error code up in Microsoft Graph’s documentation.'),
      );
  }
}

function rateLimited(system: string, { headers }: Pick<GraphResponse, 'headers'>): RateLimitedError {
  const said = headers.get('retry-after');
  const seconds = said === null ? Number.NaN : Number(said);
  const until = Date.parse(said ?? '') - Date.parse(headers.get('date') ?? '');
  const wait = Number.isFinite(seconds) ? seconds * 1000 : until;
  return new RateLimitedError({
    system,
    summary: 'Microsoft asks for fewer requests.',
    remedy: 'It is tried again by itself; see Microsoft Graph’s throttling limits where it happens often.',
    retryAfter: Number.isFinite(wait) ? Math.min(Math.max(wait, 0), longestWait) : unsaid,
  });
}

export interface TokenRefusal {
  readonly system: string;
  readonly response: Response;
  readonly text: string;
}

/** What an administrator does about the refusals that are met most. */
const tokenRemedies: Readonly<Record<string, string>> = {
  AADSTS7000215: 'Let clientSecret be the value of the secret, not its id.',
  AADSTS7000222: 'The client secret has ended: make another one under Certificates & secrets.',
  AADSTS700027: 'Upload the certificate to the app registration, and check that it has not ended.',
  AADSTS700016: 'Check clientId, and that the app registration is in this tenant.',
  AADSTS90002: 'Check tenantId, and authorityUrl where the tenant is in a national cloud.',
  AADSTS7000112: 'The app is disabled: enable it under Enterprise applications.',
};

/** The token endpoint speaks OAuth (RFC 6749, 5.2). Its codes are what an administrator needs to see, and all that is shown of it. */
export function mapTokenRefusal({ system, response, text }: TokenRefusal): ConnectorError {
  const { status, headers } = response;
  if (status === 429) return rateLimited(system, { headers });
  if (status >= 500) {
    const summary = `Microsoft’s token endpoint cannot serve now (${status}).`;
    return new UnavailableError({ system, summary, remedy: statusPage });
  }
  const code = /"error"\s*:\s*"([a-z_]{1,64})"/.exec(text)?.[1] ?? `${status}`;
  const detail = /AADSTS\d{4,8}/.exec(text)?.[0];
  const said = [code, detail].filter(Boolean).join(', ');
  return new AuthenticationFailedError({
    system,
    summary: `Microsoft’s token endpoint refuses the app: ${said}.`,
    remedy:
      tokenRemedies[detail ?? ''] ??
      'Check tenantId, clientId, and the certificate or secret, and look the code up at https://login.microsoftonline.com/error.',
  });
}

function errorCodeOf(text: string): string | undefined {
  return /"code"\s*:\s*"([A-Za-z_]{1,80})"/.exec(text)?.[1];
}
