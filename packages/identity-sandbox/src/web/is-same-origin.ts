import type { RawRequest } from '@access-account/contract';

export interface SameOriginOptions {
  readonly request: RawRequest;
  readonly publicUrl: string;
}

/** Whether a request comes from a page of ours. No Origin header: no browser sent it across sites. */
export function isSameOrigin({ request: { headers }, publicUrl }: SameOriginOptions): boolean {
  const origin = headers.get('origin');
  return origin === undefined || [new URL(publicUrl).origin, `http://${headers.get('host')}`].includes(origin);
}
