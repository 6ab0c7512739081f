import {
  AmbiguousOutcomeError,
  AuthenticationFailedError,
  ConflictError,
  ConnectorError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitedError,
  UnavailableError,
} from '@access-account/contract';

export interface MapSmtpErrorOptions {
  readonly error: unknown;
  readonly system: string;
}

/** Milliseconds to wait where the server asks for fewer mails and does not say how long, and the longest that is believed. */
const unsaid = 60_000;
/** What servers say of too many connections, and the milliseconds until one of them is free again. */
const tooManyConnections =
  /\b(too many|concurrent|maximum)\b.*\bconnections?\b|\bconnections?\b.*\b(limit|exceeded)\b/i;
const nextConnection = 1000;
const longestWait = 60 * 60_000;
const reach = 'Check smtp, the network, and the server’s certificate.';

/** What went wrong at the SMTP server, in the contract's words and without the server's (RFC 5321, RFC 3463). */
export function mapSmtpError({ error, system }: MapSmtpErrorOptions): ConnectorError {
  if (ConnectorError.isInstance(error)) return error;
  const {
    code,
    response = '',
    responseCode,
    command,
  } = error as {
    readonly code?: string;
    readonly response?: string;
    readonly responseCode?: number;
    readonly command?: string;
  };
  const options = { system, cause: error };
  if (responseCode === undefined) return lost(code, error, options);
  const said = `The SMTP server answered ${responseCode}`;
  const enhanced = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? '';
  // What keeps us out for now is no refusal (RFC 4954, 6), but for a password that has to be changed.
  const isRefusal = responseCode >= 500 || enhanced === '4.7.12';
  if ((code === 'EAUTH' && isRefusal) || responseCode === 535 || responseCode === 530) {
    return new AuthenticationFailedError({
      ...options,
      summary: `${said}: it refuses the sign-in.`,
      remedy: 'Check username, password or oauth, and that SMTP AUTH is on for the mailbox.',
    });
  }
  if (responseCode < 500) {
    if (tooManyConnections.test(response)) {
      return new RateLimitedError({
        ...options,
        summary: `${said}: it gives us fewer connections at a time.`,
        remedy: 'Nothing: it goes on by itself. Fewer `connections` ask for no more than it gives.',
        retryAfter: nextConnection,
      });
    }
    if (code === 'EAUTH') {
      return new UnavailableError({
        ...options,
        summary: `${said}: it cannot let anybody in now.`,
        remedy: 'It is tried again by itself.',
      });
    }
    const isLimit =
      /\b(too many|rate|limit|throttl|greylist|grey-list|slow down|try again in|come back in|quota)/i.test(response);
    if (isLimit || /^4\.7\./.test(enhanced)) {
      return new RateLimitedError({
        ...options,
        summary: `${said}: it asks for fewer mails.`,
        remedy: 'Nothing: it goes on by itself. A budget for this connector evens out storms.',
        retryAfter: waitIn(response),
      });
    }
    return new UnavailableError({
      ...options,
      summary: `${said}: it cannot serve now.`,
      remedy: 'It is tried again by itself.',
    });
  }
  if (/^5\.7\./.test(enhanced) || command === 'MAIL FROM') {
    return new PermissionDeniedError({
      ...options,
      summary: `${said}: it does not let us send this.`,
      missing: 'send from the address',
      remedy: 'Let the account send from the address, and check the organisation’s rules for outgoing mail.',
    });
  }
  if (command === 'RCPT TO' || /^5\.1\./.test(enhanced)) {
    return new NotFoundError({
      ...options,
      summary: `${said}: there is no such mailbox.`,
      remedy: 'Correct the address in the directory.',
    });
  }
  return new ConflictError({
    ...options,
    summary: `${said}: it does not take this mail.`,
    remedy: 'Look into the SMTP server’s log.',
  });
}

/** There was no answer. What had begun to be sent may have been taken. */
function lost(
  code: string | undefined,
  error: unknown,
  options: { readonly system: string; readonly cause: unknown },
): ConnectorError {
  const { message = '' } = error as { readonly message?: string };
  const neverBegan =
    /^(EDNS|ETLS|EAUTH|ENOAUTH|EOAUTH2|EPROXY|EPROTOCOL|EENVELOPE|ECONFIG)$/.test(code ?? '') ||
    /ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|Connection timeout|Greeting never received|certificate/i.test(
      message,
    );
  if (neverBegan) {
    return new UnavailableError({
      ...options,
      summary: `The SMTP server cannot be reached (${code ?? 'no answer'}).`,
      remedy: reach,
    });
  }
  return new AmbiguousOutcomeError({
    ...options,
    summary: 'The connection broke while the mail was handed over.',
    remedy: 'Nothing: it is sent again with the same Message-ID.',
  });
}

/** What servers write in words: “try again in 7 seconds”, “come back in 00:05:00”. Milliseconds. */
function waitIn(response: string): number {
  const clock = /\b(\d{1,2}):(\d{2}):(\d{2})\b/.exec(response);
  const words = /\b(\d{1,5}) ?(s|sec|second|m|min|minute)s?\b/i.exec(response);
  const seconds =
    clock !== null
      ? Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3])
      : words !== null
        ? Number(words[1]) * (/^m/i.test(words[2] ?? '') ? 60 : 1)
        : undefined;
  return seconds === undefined ? unsaid : Math.min(seconds * 1000, longestWait);
}
