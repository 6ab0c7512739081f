import {
  AmbiguousOutcomeError,
  AuthenticationFailedError,
  ConflictError,
  type ConnectorError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitedError,
  ResponseInvalidError,
  TimedOutError,
  UnavailableError,
} from '@access-account/contract';

export interface Asked {
  readonly system: string;
  /** The Web API's method: `chat.postMessage`. */
  readonly method: string;
  /** Whether it may have changed something. */
  readonly changes: boolean;
}

/** Milliseconds where Slack refuses for too many calls and does not say how long; and the longest that is believed. */
const unsaid = 1000;
const longestWait = 60 * 60_000;

const evensOut = 'Nothing: it goes on by itself. A budget for this connector evens out storms.';
const readBack = 'Nothing: it is looked for in the conversation before it is sent again.';
const status = 'Look at https://slack-status.com.';

export interface SlackLoss extends Asked {
  readonly error: unknown;
  /** The call's own deadline has passed. */
  readonly isOverdue: boolean;
}

/** The connection did not even begin, so that nothing was sent. */
const neverConnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|(.*_)?CERT(_.*)?|UNABLE_TO_.*)$/;

/** No answer came. */
export function mapSlackLoss({ system, method, changes, error, isOverdue }: SlackLoss): ConnectorError {
  const code = systemCode(error);
  const isLate = isOverdue || (error instanceof Error && error.name === 'TimeoutError');
  const reason = isLate ? 'it did not answer in time' : `the connection broke${code === undefined ? '' : ` (${code})`}`;
  const options = { system, cause: error };
  if (changes && !neverConnected.test(code ?? '')) {
    return new AmbiguousOutcomeError({ ...options, summary: `${method} was sent, and ${reason}.`, remedy: readBack });
  }
  if (isLate) return new TimedOutError({ ...options, summary: `${method} was not answered in time.`, remedy: status });
  return new UnavailableError({
    ...options,
    summary: `Slack cannot be reached: ${reason}.`,
    remedy: 'Check the network, a proxy, apiUrl, and https://slack-status.com.',
  });
}

/** `fetch` puts what happened into the cause. */
function systemCode(error: unknown): string | undefined {
  for (let one = error; typeof one === 'object' && one !== null; one = 'cause' in one ? one.cause : undefined) {
    if ('code' in one && typeof one.code === 'string') return one.code;
  }
  return undefined;
}

export interface SlackStatus extends Asked {
  readonly response: Response;
}

/** Slack answered, and not with 200: with too many calls, or while it is out of order. */
export function mapSlackStatus({ system, method, changes, response }: SlackStatus): ConnectorError {
  if (response.status === 429) return rateLimited({ system, method, wait: response.headers.get('retry-after') });
  const summary = `${method} was answered with ${response.status}.`;
  if (response.status < 500) {
    return new ConflictError({ system, summary, remedy: 'Check apiUrl, and what stands between here and Slack.' });
  }
  return changes
    ? new AmbiguousOutcomeError({ system, summary, remedy: readBack })
    : new UnavailableError({ system, summary, remedy: status });
}

interface Limited {
  readonly system: string;
  readonly method: string;
  /** The header Retry-After, in seconds. */
  readonly wait: string | null;
}

function rateLimited({ system, method, wait }: Limited): RateLimitedError {
  const seconds = /^\d{1,9}(\.\d{1,9})?$/.test(wait ?? '') ? Number(wait) : Number.NaN;
  return new RateLimitedError({
    system,
    summary: `${method} was called too often.`,
    remedy: evensOut,
    retryAfter: Number.isNaN(seconds) ? unsaid : Math.min(seconds * 1000, longestWait),
  });
}

/** Slack wants to be left alone with this for so many milliseconds more: it was not asked. */
export function mapSlackRest({ system, method }: Asked, wait: number): RateLimitedError {
  return new RateLimitedError({
    system,
    summary: `${method} was called too often before.`,
    remedy: evensOut,
    retryAfter: wait,
  });
}

/** Slack said that all is well, and then something that is none of its answers. */
export function mapSlackNonsense({ system, method, changes }: Asked): ConnectorError {
  const summary = `${method} was answered with something that is not Slack’s.`;
  const remedy = 'Check apiUrl, and that no proxy or sign-in page answers in Slack’s place.';
  return changes
    ? new AmbiguousOutcomeError({ system, summary, remedy: readBack })
    : new ResponseInvalidError({ system, summary, remedy });
}

const credentials =
  /^(invalid_auth|not_authed|account_inactive|token_revoked|token_expired|not_allowed_token_type|two_factor_setup_required|org_login_required)$/;
const denied =
  /^(missing_scope|no_permission|access_denied|ekm_access_denied|team_access_not_granted|accesslimited|enterprise_is_restricted|restricted_action.*|messages_tab_disabled|not_allowed)$/;
const gone =
  /^(channel_not_found|user_not_found|users_not_found|user_disabled|user_not_visible|user_not_in_channel|not_in_channel|cannot_dm_bot|is_archived|is_inactive|message_not_found|thread_not_found|cant_update_message|edit_window_closed|cant_post_message|no_such_user)$/;
/** Slack's own troubles. What it was asked to change may have been changed. */
const troubled = /^(internal_error|fatal_error|service_unavailable|request_timeout)$/;

export interface SlackRefusal extends Asked {
  /** `error` of the answer. */
  readonly code: string;
  /** The scope that is missing, where Slack says so. */
  readonly needed: string | undefined;
}

/** Slack answered `ok: false`. */
export function mapSlackRefusal({ system, method, changes, code, needed }: SlackRefusal): ConnectorError {
  const summary = `${method} was refused: ${code}.`;
  if (code === 'ratelimited' || code === 'rate_limited') return rateLimited({ system, method, wait: null });
  if (credentials.test(code)) {
    const remedy = 'Check the token in the configuration, and that the app is still installed in the workspace.';
    return new AuthenticationFailedError({ system, summary, remedy });
  }
  if (denied.test(code)) {
    const missing = needed ?? (code === 'messages_tab_disabled' ? 'the Messages tab of App Home' : code);
    const remedy = `Give the app ${missing}, as slack-manifest.yaml has it, and install it again.`;
    return new PermissionDeniedError({ system, summary, remedy, missing });
  }
  if (gone.test(code)) {
    return new NotFoundError({ system, summary, remedy: 'Nothing: the person or the message is not there any more.' });
  }
  if (troubled.test(code)) {
    return changes
      ? new AmbiguousOutcomeError({ system, summary, remedy: readBack })
      : new UnavailableError({ system, summary, remedy: status });
  }
  return new ConflictError({ system, summary, remedy: 'Look the error up in Slack’s documentation of the method.' });
}
