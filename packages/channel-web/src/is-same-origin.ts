import type { RawRequest } from '@access-account/contract';

export interface SameOriginOptions {
  readonly request: RawRequest;
  readonly publicUrl: string;
}

/** Whether a request comes from a page of ours. No Origin header: no browser sent it across sites. */
export function isSameOrigin({ request, publicUrl }: SameOriginOptions): boolean {
  const origin = request.headers.get('origin');
  if (origin === undefined) return true;
  const own = new URL(publicUrl);
  const host = request.headers.get('host') ?? own.host;
  return [own.origin, `http://${host}`, `https://${host}`].includes(origin);
}
