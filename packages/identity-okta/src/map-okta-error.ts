import { type Loss, mapLoss } from '@access-account/connector-kit';
import {
  AmbiguousOutcomeError,
  AuthenticationFailedError,
  ConfigurationInvalidError,
  ConflictError,
  type ConnectorError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitedError,
  ResponseInvalidError,
  UnavailableError,
} from '@access-account/contract';
import type { OktaScope } from './okta-scope.ts';

/** Milliseconds to wait where Okta refuses for too many requests and does not say how long (it counts those at once, too). */
const unsaid = 1000;
/** Milliseconds. */
const longestWait = 60 * 60_000;

interface Asked {
  readonly system: string;
  /** Whether the request may have changed something. */
  readonly changes: boolean;
}

/** There was no whole answer. After a change was sent nobody knows whether it happened. */
export function mapOktaLoss(loss: Omit<Loss, 'remedy'>): ConnectorError {
  return mapLoss({ ...loss, remedy: 'Check orgUrl, the network, a proxy, and https://status.okta.com.' });
}

export interface InvalidAnswer extends Asked {
  /** "a user". */
  readonly what: string;
}

/** Okta said that all is well, and then something that is not what it promises: a sign-in page, half an answer. */
export function invalidAnswer({ system, what, changes }: InvalidAnswer): ConnectorError {
  const summary = `The answer is not ${what}.`;
  return changes
    ? new AmbiguousOutcomeError({ system, summary, remedy: 'Read the account before doing anything else.' })
    : new ResponseInvalidError({
        system,
        summary,
        remedy: 'Check that orgUrl is the organisation itself, and that no proxy or sign-in page answers in its place.',
      });
}

export interface OktaRefusal extends Asked {
  readonly response: Response;
  /** The body. */
  readonly text: string;
  readonly scope: OktaScope;
  /** What the app's administrator role must hold. */
  readonly permission: string;
  readonly now: Date;
}

/** Okta answered, and not with success. Its own text stays out of what we say: it may name people. */
export function mapOktaRefusal(refusal: OktaRefusal): ConnectorError {
  const { system, response, text, changes, now } = refusal;
  const { status } = response;
  const code = errorCodeOf(text);
  const said = code === undefined ? `${status}` : `${status} ${code}`;
  const options = (summary: string, remedy: string) => ({ system, summary, remedy });
  if (status === 429) return rateLimited({ system, response, now });
  if (status >= 500) {
    return changes
      ? new AmbiguousOutcomeError(
          options(`Okta failed while it made the change (${said}).`, 'Read the account before doing anything else.'),
        )
      : new UnavailableError(options(`Okta cannot serve now (${said}).`, 'Look at https://status.okta.com.'));
  }
  switch (code) {
    case 'E0000032':
      return new ConflictError(
        options(
          'Okta does not unlock this account in the state it is in.',
          'An administrator looks at the account in Okta.',
        ),
      );
    case 'E0000069':
      return new ConflictError(
        options('Okta has locked this factor or its account after too many wrong codes.', 'Take another way.'),
      );
    case 'E0000034':
      return new ConflictError(
        options(
          'Okta sends no reset mail for this account in the state it is in.',
          'The account must be active and have a recovery question, or an authenticator for recovery.',
        ),
      );
  }
  switch (status) {
    case 401:
      return new AuthenticationFailedError(
        options(
          `Okta does not take the connector’s credentials (${said}).`,
          'Check that the token or the key is valid and the app active.',
        ),
      );
    case 403:
      return denied(refusal, said);
    case 404:
      return new NotFoundError(
        options('There is no such account.', 'Look the person up again; it may have been deleted.'),
      );
    case 409:
      return new ConflictError(options(`Okta refuses it as things are (${said}).`, 'Read the account again.'));
    default:
      return new ConflictError(
        options(`Okta refuses the request (${said}).`, 'Look the error code up in Okta’s documentation.'),
      );
  }
}

function denied({ system, response, scope, permission }: OktaRefusal, said: string): PermissionDeniedError {
  const isScope = /insufficient_scope/.test(response.headers.get('www-authenticate') ?? '');
  const missing = isScope ? `the scope ${scope}` : `${permission} (and the scope ${scope})`;
  return new PermissionDeniedError({
    system,
    summary: `Okta does not let the connector do this (${said}).`,
    remedy: `Grant the app ${missing}: Applications, the app, ${isScope ? 'Okta API Scopes' : 'Admin roles'}.`,
    missing,
  });
}

function rateLimited({ system, response, now }: { system: string; response: Response; now: Date }): RateLimitedError {
  const date = Date.parse(response.headers.get('date') ?? '');
  const reset = Number(response.headers.get('x-rate-limit-reset') ?? Number.NaN) * 1000;
  const wait = reset - (Number.isNaN(date) ? now.getTime() : date);
  return new RateLimitedError({
    system,
    summary: 'Okta asks for fewer requests.',
    remedy: 'It is tried again by itself; see Reports, Rate limits in Okta where it happens often.',
    retryAfter: Number.isFinite(wait) ? Math.min(Math.max(wait, 0), longestWait) : unsaid,
  });
}

export interface TokenRefusal {
  readonly system: string;
  readonly scope: OktaScope;
  readonly response: Response;
  readonly text: string;
  readonly now: Date;
}

/** The token endpoint speaks OAuth (RFC 6749, 5.2), not Okta's own errors. Its error code is what an administrator needs to see. */
export function mapTokenRefusal({ system, scope, response, text, now }: TokenRefusal): ConnectorError {
  const { status } = response;
  if (status === 429) return rateLimited({ system, response, now });
  if (status >= 500) {
    const summary = `Okta’s token endpoint cannot serve now (${status}).`;
    return new UnavailableError({ system, summary, remedy: 'Look at https://status.okta.com.' });
  }
  const code = oauthErrorOf(text) ?? errorCodeOf(text) ?? `${status}`;
  const summary = `Okta’s token endpoint refuses the app: ${code}.`;
  switch (code) {
    case 'invalid_scope':
    case 'access_denied':
    case 'consent_required': {
      const missing = `the scope ${scope}`;
      return new PermissionDeniedError({
        system,
        summary: `${summary} It asked for ${scope}.`,
        remedy: `Grant the app ${missing}: Applications, the app, Okta API Scopes.`,
        missing,
      });
    }
    case 'invalid_dpop_proof':
    case 'use_dpop_nonce':
      return new ConfigurationInvalidError({
        system,
        summary,
        remedy:
          'Switch off “Require Demonstrating Proof of Possession (DPoP) header in token requests” in the app’s general settings.',
      });
    default:
      return new AuthenticationFailedError({
        system,
        summary,
        remedy:
          'Check clientId, privateKey and keyId, that the app authenticates by public key / private key and is active, and this machine’s clock.',
      });
  }
}

export function errorCodeOf(text: string): string | undefined {
  return /"errorCode"\s*:\s*"(E\d{7})"/.exec(text)?.[1];
}

function oauthErrorOf(text: string): string | undefined {
  return /"error"\s*:\s*"([a-z_]{1,64})"/.exec(text)?.[1];
}
