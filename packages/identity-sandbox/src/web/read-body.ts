import type { RawRequest } from '@access-account/contract';

const maximumBytes = 4_096;

/** What a form or JSON says; undefined for anything else. */
export function readBody({ headers, body }: RawRequest): unknown {
  if (body.byteLength > maximumBytes) return undefined;
  const text = new TextDecoder().decode(body);
  return isJson(headers.get('content-type')) ? parseJson(text) : Object.fromEntries(new URLSearchParams(text));
}

export function isJson(mediaType: string | undefined): boolean {
  return mediaType?.split(';')[0]?.trim().toLowerCase() === 'application/json';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
