import {
  AmbiguousOutcomeError,
  AuthenticationFailedError,
  ConfigurationInvalidError,
  ConflictError,
  type ConnectorError,
  NotFoundError,
  PermissionDeniedError,
  ResponseInvalidError,
  TimedOutError,
  UnavailableError,
} from '@access-account/contract';
import { InvalidAsn1Error, MessageParserError } from 'ldapts';

/** How far a request came: before anything was asked, while reading, or after a change was sent. */
export type LdapStage = 'connect' | 'read' | 'change';

/** The result codes of RFC 4511 that mean something of their own here. */
export const resultCode = {
  timeLimitExceeded: 3,
  sizeLimitExceeded: 4,
  strongerAuthRequired: 8,
  referral: 10,
  confidentialityRequired: 13,
  noSuchAttribute: 16,
  noSuchObject: 32,
  invalidDnSyntax: 34,
  inappropriateAuthentication: 48,
  invalidCredentials: 49,
  insufficientAccessRights: 50,
  unwillingToPerform: 53,
} as const;

export interface LdapFailure {
  /** What ldapts or Node threw. */
  readonly error: unknown;
  readonly stage: LdapStage;
  readonly system: string;
  readonly url: string;
  /** Why nobody waited any longer, where that is what happened. */
  readonly interruption?: 'deadline' | 'closed' | undefined;
  /** The right the request needs, in the directory's own words. */
  readonly permission?: string | undefined;
}

/** Whether the server answered, with this code where one is given. */
export function hasResultCode(error: unknown, code?: number): boolean {
  const given = codeOf(error);
  return typeof given === 'number' && (code === undefined || code === given);
}

/** Turns a failure of ldapts or of the network into the contract's error. The server's own text stays in `cause`. */
export function mapLdapError(failure: LdapFailure): ConnectorError {
  return hasResultCode(failure.error) && !failure.interruption ? mapAnswer(failure) : mapLoss(failure);
}

/** The server answered and refused. */
function mapAnswer({ error, stage, system, url, permission }: LdapFailure): ConnectorError {
  const code = codeOf(error);
  const options = (summary: string, remedy: string) => ({ system, summary, remedy, cause: error });
  switch (code) {
    case resultCode.invalidCredentials:
      return new AuthenticationFailedError(options(...describeRefusedBind(messageOf(error))));
    case resultCode.insufficientAccessRights: {
      const missing = permission ?? 'read on the search base and the people below it';
      return new PermissionDeniedError({
        ...options('The service account is not allowed to do this.', `Grant it: ${missing}.`),
        missing,
      });
    }
    case resultCode.sizeLimitExceeded: {
      const missing = 'a higher search limit for the service account (OpenLDAP: olcLimits with size.prtotal=unlimited)';
      return new PermissionDeniedError({
        ...options('The directory gives fewer entries than there are.', `Grant ${missing}.`),
        missing,
      });
    }
    case resultCode.strongerAuthRequired:
    case resultCode.confidentialityRequired:
    case resultCode.inappropriateAuthentication:
      return new ConfigurationInvalidError(
        options(`${url} refuses a password over this connection.`, 'Use an ldaps:// url.'),
      );
    case resultCode.referral:
      return new ConfigurationInvalidError(
        options(
          `${url} sends the request to another server.`,
          'Let url name a server that holds the search base and takes changes.',
        ),
      );
    case resultCode.noSuchObject:
      return stage === 'change'
        ? new NotFoundError(options('The account is gone.', 'Look the person up again.'))
        : new ConfigurationInvalidError(
            options(
              'An entry that the configuration names does not exist or may not be seen.',
              'Check baseDn and defaultPolicyDn, and that the service account may read them.',
            ),
          );
    case resultCode.invalidDnSyntax:
      return new ConfigurationInvalidError(
        options(
          'A name in the configuration is not a distinguished name.',
          'Check bindDn, baseDn and defaultPolicyDn.',
        ),
      );
    case resultCode.timeLimitExceeded:
      return new TimedOutError(
        options('The directory gave up before it had an answer.', 'Check its load and its indexes.'),
      );
    case resultCode.unwillingToPerform:
      return new ConflictError(
        options('The directory refuses the request.', 'Check that url names a writable server.'),
      );
    default:
      return new UnavailableError(
        options(`The directory answered with LDAP result code ${code}.`, 'Look into the directory’s own log.'),
      );
  }
}

/** There was no answer. After a change was sent nobody knows whether it happened. */
function mapLoss({ error, stage, system, url, interruption }: LdapFailure): ConnectorError {
  const options = (summary: string, remedy: string) => ({ system, summary, remedy, cause: error });
  const reason = interruption === 'closed' ? 'the connector was closed' : describeLoss(error, interruption);
  if (stage === 'change') {
    return new AmbiguousOutcomeError(
      options(`The change was sent, but no answer came: ${reason}.`, 'Read the account before doing anything else.'),
    );
  }
  if (interruption === 'deadline' || isTimeout(error)) {
    return new TimedOutError(
      options(
        `${url} did not answer in time.`,
        'Check host and port of url, the network and the load of the directory.',
      ),
    );
  }
  if (isUnreadable(error)) {
    return new ResponseInvalidError(
      options(`${url} answered something that is not LDAP.`, 'Check host and port of url.'),
    );
  }
  return new UnavailableError(options(`${url} cannot be reached: ${reason}.`, remedyFor(error)));
}

/** Active Directory says why in `data <hex>`; others say nothing, on purpose. */
function describeRefusedBind(message: string): [summary: string, remedy: string] {
  switch (/\bdata (\w+)/.exec(message)?.[1]) {
    case '532':
    case '773':
      return ['The password of the service account has expired.', 'Set a new one and put it into the configuration.'];
    case '533':
      return ['The service account is disabled.', 'Enable it.'];
    case '701':
      return ['The service account has expired.', 'Extend it.'];
    case '775':
      return ['The service account is locked.', 'Unlock it, and correct the password in the configuration.'];
    default:
      return ['The directory refuses the service account.', 'Check bindDn and password.'];
  }
}

function describeLoss(error: unknown, interruption: LdapFailure['interruption']): string {
  if (interruption === 'deadline' || isTimeout(error)) return 'it did not answer in time';
  const code = systemCode(error);
  return code ? `the connection failed with ${code}` : 'the connection was closed';
}

function remedyFor(error: unknown): string {
  const code = systemCode(error) ?? '';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'Let serverName be the name in the server’s certificate.';
  if (/CERT|SIGNATURE|ISSUER/.test(code))
    return 'Let certificateAuthority name the PEM file of the authority that signed the server’s certificate.';
  if (/SSL|TLS|EPROTO/.test(code)) return 'Check that the port of url speaks TLS.';
  if (/ENOTFOUND|EAI_/.test(code)) return 'Check the host name in url and the name servers of this machine.';
  return 'Check that the directory runs, and that host, port and firewall let Access Account reach it.';
}

function systemCode(error: unknown): string | undefined {
  const code = codeOf(error);
  return typeof code === 'string' ? code : undefined;
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

/** ldapts has no class for its own timeouts. */
function isTimeout(error: unknown): boolean {
  return systemCode(error) === 'ETIMEDOUT' || /timed out|Connection timeout/.test(messageOf(error));
}

function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';
}

/** What the parser of ldapts throws for bytes that are no LDAP message. */
function isUnreadable(error: unknown): boolean {
  return error instanceof MessageParserError || error instanceof InvalidAsn1Error;
}
