import { signatureHeader, signatureOf, timestampHeader } from './connectors/stand-in-signature.ts';

/** What a person does in the chat: presses the button with this token, or writes. */
export interface SignedEvent {
  /** The chat's own id of the event: the same for every redelivery. */
  readonly event: string;
  readonly user: string;
  readonly token?: string;
  readonly text?: string;
  /** By the chat's clock; now unless given. */
  readonly at?: Date;
}

/** A request as the chat would send it to the product, ready for any HTTP client. */
export function signedRequest(secret: string, { at = new Date(), ...event }: SignedEvent) {
  const body = JSON.stringify({ ...event, at: at.toISOString() });
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    [timestampHeader]: timestamp,
    [signatureHeader]: signatureOf(secret, timestamp, body),
  };
  return { path: '/connectors/chat/events', method: 'POST', headers, body } as const;
}

/** Presses a button: 202 is stored, 409 is refused. `url` is the product's. */
export async function pressSigned(
  url: string,
  secret: string,
  event: SignedEvent,
): Promise<{ readonly status: number; readonly reason?: string }> {
  const { path, ...request } = signedRequest(secret, event);
  const response = await fetch(new URL(path, url), { ...request, signal: AbortSignal.timeout(10_000) });
  const text = await response.text();
  const { reason } = response.status === 409 ? (JSON.parse(text) as { reason?: string }) : {};
  return { status: response.status, ...(reason === undefined ? {} : { reason }) };
}
