import {
  AuthenticationFailedError,
  type ConnectorError,
  NotFoundError,
  TimedOutError,
  UnavailableError,
} from '@access-account/contract';

export interface MapImapErrorOptions {
  readonly error: unknown;
  readonly system: string;
}

/** What went wrong at the IMAP server, in the contract's words and without the server's. */
export function mapImapError({ error, system }: MapImapErrorOptions): ConnectorError {
  const told = error as {
    authenticationFailed?: unknown;
    mailboxMissing?: unknown;
    code?: unknown;
    serverResponseCode?: unknown;
  };
  const options = { system, cause: error };
  if (told.authenticationFailed === true || told.serverResponseCode === 'AUTHENTICATIONFAILED') {
    return new AuthenticationFailedError({
      ...options,
      summary: 'The IMAP server refuses the sign-in.',
      remedy: 'Check username, password or oauth, and that IMAP is on for the mailbox.',
    });
  }
  if (
    told.mailboxMissing === true ||
    told.serverResponseCode === 'NONEXISTENT' ||
    told.serverResponseCode === 'TRYCREATE'
  ) {
    return new NotFoundError({
      ...options,
      summary: 'The folder is not there.',
      remedy: 'Let mailbox name a folder of this mailbox.',
    });
  }
  const code = typeof told.code === 'string' ? told.code : undefined;
  if (/TIMEOUT|TIMEDOUT/i.test(code ?? '')) {
    return new TimedOutError({ ...options, summary: 'The IMAP server did not answer in time.', remedy: reach });
  }
  const reason = code === undefined ? 'the connection broke' : `the connection failed with ${code}`;
  return new UnavailableError({ ...options, summary: `The IMAP server cannot be reached: ${reason}.`, remedy: reach });
}

const reach = 'Check imap, the network, and the server’s certificate.';
