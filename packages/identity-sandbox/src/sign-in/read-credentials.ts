import type { RawRequest } from '@access-account/contract';
import { z } from 'zod';
import type { Credentials } from '../sandbox-client.ts';

const maximumBytes = 4_096;
const credentials = z.object({ login: z.string().trim().min(1).max(320), password: z.string().min(1).max(200) });

/** `login` and `password` from a form or from JSON; undefined for anything else. */
export function readCredentials({ headers, body }: RawRequest): Credentials | undefined {
  if (body.byteLength > maximumBytes) return undefined;
  const text = new TextDecoder().decode(body);
  return credentials.safeParse(isJson(headers.get('content-type')) ? parseJson(text) : parseForm(text)).data;
}

export function isJson(mediaType: string | undefined): boolean {
  return mediaType?.split(';')[0]?.trim().toLowerCase() === 'application/json';
}

function parseForm(text: string): unknown {
  return Object.fromEntries(new URLSearchParams(text));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
