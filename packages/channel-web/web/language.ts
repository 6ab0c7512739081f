import { de } from './words/de.ts';
import { en, type Words } from './words/en.ts';
import { es } from './words/es.ts';
import { fr } from './words/fr.ts';
import { it } from './words/it.ts';
import { ja } from './words/ja.ts';
import { ptBR } from './words/pt-br.ts';

/** By language subtag: Portuguese is Brazil's. */
const languages: Readonly<Record<string, Words>> = { en, de, es, fr, it, ja, pt: ptBR };

let spoken: { readonly tag: string; readonly words: Words } = { tag: 'en', words: en };
const listeners: (() => void)[] = [];

/** What the page says now. */
export function word(key: keyof Words): string {
  return spoken.words[key];
}

/** BCP 47, of the language the page speaks: its dates and times are written accordingly. */
export function spokenLocale(): string {
  return spoken.tag;
}

/** Called now and whenever the language changes. */
export function onLanguage(listener: () => void): void {
  listeners.push(listener);
  listener();
}

/** From now on the page speaks the first of these languages that it knows. BCP 47. */
export function speak(locales: readonly string[]): void {
  for (const tag of locales) {
    const words = languages[tag.split('-')[0]?.toLowerCase() ?? ''];
    if (words === undefined) continue;
    if (tag === spoken.tag) return;
    spoken = { tag, words };
    document.documentElement.lang = tag;
    for (const listener of listeners) listener();
    return;
  }
}

/** Puts the words into the page: `data-word` says which text is which, `data-word-label` and `data-word-placeholder` which attribute. */
export function translatePage(): void {
  for (const one of document.querySelectorAll<HTMLElement>('[data-word]'))
    one.textContent = word(one.dataset.word as keyof Words);
  for (const one of document.querySelectorAll<HTMLElement>('[data-word-label]'))
    one.ariaLabel = word(one.dataset.wordLabel as keyof Words);
  for (const one of document.querySelectorAll<HTMLTextAreaElement>('[data-word-placeholder]'))
    one.placeholder = word(one.dataset.wordPlaceholder as keyof Words);
}
