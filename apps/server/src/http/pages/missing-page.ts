import type { RawResponse } from '@access-account/contract';
import { type Renderer, sentence } from '@access-account/messages';
import type { FastifyRequest } from 'fastify';
import { browserLocale } from './browser-locale.ts';
import { html } from './html.ts';
import { page } from './page.ts';

export interface MissingPageOptions {
  readonly words: Renderer;
  readonly defaultLocale: string;
  /** At the top of every page. */
  readonly organization: string;
}

/** Undefined: whoever asks is no browser that wants a page. */
export type MissingPage = (request: FastifyRequest) => RawResponse | undefined;

/** What a person sees who follows a link to nowhere. Programs are answered as the API answers. */
export function missingPage({ words, defaultLocale, organization }: MissingPageOptions): MissingPage {
  return ({ method, url, headers }) => {
    const wantsPage = (headers.accept ?? '').includes('text/html');
    if (!wantsPage || method !== 'GET' || url.startsWith('/api/')) return undefined;
    const accepts = headers['accept-language'];
    const locale = browserLocale({ accepts, fallback: defaultLocale, languages: words.languages });
    const body = html`<p role="status" dir="auto">${words.render(sentence('page.missing'), locale)}</p>`;
    return page({ status: 404, title: organization, locale, body });
  };
}
