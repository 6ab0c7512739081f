import type { RawRequest, RawResponse } from '@access-account/contract';
import { errorResponse } from './error-response.ts';
import { isSameOrigin } from './is-same-origin.ts';

const maximumBytes = 64 * 1024;

/** Either what a request carries, or the answer that refuses it. */
export type Read<Value> = { readonly value: Value } | { readonly refusal: RawResponse };

export interface ReadJsonOptions {
  readonly request: RawRequest;
  readonly publicUrl: string;
}

/** The JSON body of a request from a page of ours. Asking for this content type makes a browser ask first before another site may send it. */
export function readJson({ request, publicUrl }: ReadJsonOptions): Read<unknown> {
  const refuse = (status: number, code: string, message: string) => ({
    refusal: errorResponse({ status, code, message }),
  });
  if (!isSameOrigin({ request, publicUrl })) {
    return refuse(403, 'foreign-origin', 'This request came from another site. Open the chat itself and try again.');
  }
  const contentType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (contentType !== 'application/json') {
    return refuse(415, 'unsupported-content-type', 'Send JSON, with the content type application/json.');
  }
  if (request.body.byteLength > maximumBytes) {
    return refuse(413, 'too-large', 'That is too much for one message. Send something shorter.');
  }
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(request.body)) };
  } catch {
    return refuse(400, 'malformed-json', 'The body is not JSON in UTF-8.');
  }
}
