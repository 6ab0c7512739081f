import type { ConnectContext } from '@access-account/contract';
import { type ParsedInstructions, parseInstructions } from './parse-instructions.ts';

export interface FetchArticleOptions {
  readonly url: string;
  /** The product's one outbound client. */
  readonly fetch: ConnectContext['fetch'];
  readonly signal: AbortSignal;
}

/** Bytes. */
const maximumSize = 64 * 1024;
/** Milliseconds. */
const deadline = 10_000;
const textTypes = new Set(['text/markdown', 'text/x-markdown', 'text/plain']);

/** Fetches a page of a knowledge base. Whatever is not an article in Markdown or plain text has a problem and a remedy; it never throws. */
export async function fetchArticle(options: FetchArticleOptions): Promise<ParsedInstructions> {
  try {
    const response = await options.fetch(options.url, {
      headers: { accept: 'text/markdown, text/plain;q=0.9' },
      redirect: 'error',
      signal: AbortSignal.any([options.signal, AbortSignal.timeout(deadline)]),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      return bad(`answers ${response.status}`, 'Look whether the address is right and may be read without signing in.');
    }
    const type = mediaType(response);
    if (!textTypes.has(type)) {
      await response.body?.cancel();
      return bad(`is ${type || 'of no type'}`, 'Give the address of the article as Markdown or plain text.');
    }
    const bytes = await bytesOf(response);
    if (bytes === undefined) return bad('is larger than 64 KB', 'Shorten it, or put a link in it.');
    return read(bytes);
  } catch (error) {
    return bad(
      `cannot be reached: ${reasonOf(error)}`,
      'Look whether the knowledge base is up; redirects are not followed.',
    );
  }
}

function mediaType(response: Response): string {
  return (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** Undefined: it is too large, and the rest of it is left. */
async function bytesOf({ body }: Response): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > maximumSize) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function read(bytes: Buffer): ParsedInstructions {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bad('is not UTF-8', 'Serve it as UTF-8.');
  }
  if (text.includes('\0')) return bad('is not text', 'Give the address of the article as Markdown or plain text.');
  if (/^\s*<(?:!doctype|html|head|body|\?xml)\b/i.test(text))
    return bad('is HTML', 'Give the address of the article as Markdown or plain text.');
  return parseInstructions(text);
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error && cause.message !== '' ? cause.message : message;
}

function bad(problem: string, remedy: string): ParsedInstructions {
  return { isGood: false, problem, remedy };
}
