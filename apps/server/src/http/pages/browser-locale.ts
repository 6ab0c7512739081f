import { chooseLocale } from '@access-account/messages';

export interface BrowserLocaleOptions {
  /** The header `accept-language`, as it came. */
  readonly accepts: string | null | undefined;
  /** BCP 47: of whoever says none that is spoken here. */
  readonly fallback: string;
  readonly languages: readonly string[];
}

/** The language of somebody who is not known: only what their browser wants first. BCP 47. */
export function browserLocale({ accepts, fallback, languages }: BrowserLocaleOptions): string {
  const [first] = (accepts ?? '').split(',');
  const written = /^\s*([a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*)/.exec(first ?? '')?.[1] ?? null;
  return chooseLocale({ written, directory: null, channel: null, fallback, languages });
}
