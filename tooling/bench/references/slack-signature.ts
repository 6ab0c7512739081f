import { createHmac, timingSafeEqual } from 'node:crypto';

export interface SignedBody {
  readonly secret: string;
  /** Unix seconds. */
  readonly timestamp: string;
  readonly body: string;
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function slackSignature({ secret, timestamp, body }: SignedBody): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

/** Five minutes is what Slack recommends. */
export function isSignedBySlack(signed: SignedBody & { readonly signature: string }): boolean {
  if (Math.abs(Date.now() / 1000 - Number(signed.timestamp)) > 300) return false;
  const [expected, given] = [Buffer.from(slackSignature(signed)), Buffer.from(signed.signature)];
  return expected.length === given.length && timingSafeEqual(expected, given);
}
