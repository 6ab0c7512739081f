import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '@access-account/connector-kit';
import type { RawRequest } from '@access-account/contract';

export interface VerifySignatureOptions {
  readonly request: Pick<RawRequest, 'headers' | 'body'>;
  /** One, or while it is replaced the new and the old one. */
  readonly secrets: readonly Secret[];
  readonly now: Date;
}

/** Seconds that a request may be old, or ahead of this machine's clock. */
const tolerance = 300;

/** Whether Slack signed these very bytes just now (https://docs.slack.dev/authentication/verifying-requests-from-slack). */
export function verifySignature({ request, secrets, now }: VerifySignatureOptions): boolean {
  const timestamp = request.headers.get('x-slack-request-timestamp') ?? '';
  const signature = request.headers.get('x-slack-signature') ?? '';
  // Digits alone: neither "Infinity" nor milliseconds, a sign or a blank.
  if (!/^[0-9]{1,12}$/.test(timestamp) || !/^v0=[0-9a-f]{64}$/.test(signature)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > tolerance) return false;
  const given = Buffer.from(signature.slice(3), 'hex');
  // Every secret is tried, so that the time tells nothing of which one fitted.
  return secrets
    .map((secret) =>
      timingSafeEqual(
        given,
        createHmac('sha256', secret.reveal()).update(`v0:${timestamp}:`).update(request.body).digest(),
      ),
    )
    .includes(true);
}
