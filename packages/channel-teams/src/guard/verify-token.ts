import type { Call, Clock, RawRequest } from '@access-account/contract';
import { errors, jwtVerify } from 'jose';
import type { SigningKeys } from './signing-keys.ts';

export interface VerifyTokenOptions {
  readonly request: Pick<RawRequest, 'headers'>;
  readonly keys: SigningKeys;
  readonly issuer: string;
  /** Whom it is for: our application. */
  readonly audience: string;
  readonly clock: Clock;
  readonly call: Pick<Call, 'signal'>;
}

/** What a token that is good says. */
export interface VerifiedToken {
  /** The Bot Connector’s address that the request speaks for. */
  readonly serviceUrl: string;
}

/** The channel that a key must be endorsed for. */
const channel = 'msteams';
/** Seconds that clocks may differ. */
const tolerance = 300;
/** Characters; a real one has about 1,200. */
const longest = 8192;

/**
 * Whether the Bot Connector signed a request for us just now
 * (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication). Undefined: it did not.
 * @throws ConnectorError when its keys cannot be had
 */
export async function verifyToken(options: VerifyTokenOptions): Promise<VerifiedToken | undefined> {
  const { request, keys, issuer, audience, clock, call } = options;
  const token = bearerOf(request.headers.get('authorization') ?? '');
  if (token === undefined) return undefined;
  try {
    const { payload } = await jwtVerify(
      token,
      async ({ kid }) => {
        const found = kid === undefined ? undefined : await keys.get(kid, call);
        // A key of another channel signs nothing that happened in Teams.
        if (found?.endorsements.includes(channel) !== true) throw new errors.JWKSNoMatchingKey();
        return found.key;
      },
      {
        algorithms: ['RS256'],
        issuer,
        audience,
        requiredClaims: ['exp', 'nbf', 'serviceurl'],
        clockTolerance: tolerance,
        currentDate: clock.now(),
      },
    );
    // One audience, and that is us: a list could name others, who might pass it on.
    if (payload.aud !== audience || typeof payload.serviceurl !== 'string') return undefined;
    return { serviceUrl: payload.serviceurl };
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Three parts in base64url, each spelled in the one way there is: no bit of what was signed can be another. */
function bearerOf(header: string): string | undefined {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header)?.[1];
  if (token === undefined || token.length > longest) return undefined;
  const isCanonical = token.split('.').every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
  return isCanonical ? token : undefined;
}
