import type { WireMessage } from '../src/to-wire-message.ts';
import { element } from './element.ts';
import { spokenLocale, word } from './language.ts';
import { type Press, renderCard } from './render-card.ts';

/** What a person typed: shown by this page only, until it is closed. */
export interface OwnText {
  /** `problem` gets a button that tries again. */
  settle(state: 'sent' | 'failed', retry?: () => void): void;
}

export interface MessageLog {
  show(message: WireMessage): void;
  showOwnText(text: string): OwnText;
  showTyping(on: boolean): void;
  readonly isEmpty: boolean;
  clear(): void;
}

/** The conversation on the page. `onPress` hears each button of a message once, until `failed` is called. */
export function createMessageLog(onPress: (press: Press, failed: () => void) => void): MessageLog {
  const log = element('log', HTMLElement);
  const scroller = element('scroller', HTMLElement);
  const newest = element('newest', HTMLButtonElement);
  const typing = element('typing', HTMLElement);
  const shown = new Map<string, HTMLElement>();
  let lastPlace = 0;

  const toEnd = () => scroller.scrollTo({ top: scroller.scrollHeight });
  const isAtEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
  /** Keeps the newest message in view for somebody who is there, and leaves a reader alone. */
  const keepPlace = (change: () => void) => {
    const follow = isAtEnd();
    change();
    if (follow) toEnd();
    else newest.hidden = false;
  };
  newest.addEventListener('click', toEnd);
  scroller.addEventListener('scroll', () => {
    if (isAtEnd()) newest.hidden = true;
  });

  const insert = (article: HTMLElement, place: number) => {
    article.dataset.place = String(place);
    const later = [...log.children].find((child) => Number((child as HTMLElement).dataset.place) > place);
    log.insertBefore(article, later ?? null);
    lastPlace = Math.max(lastPlace, place);
  };

  const fill = (article: HTMLElement, message: WireMessage) => {
    const bubble = document.createElement('div');
    bubble.className = 'bubble';
    bubble.dir = 'auto';
    if (message.from === 'person') bubble.textContent = message.text;
    else bubble.append(renderCard(message, (press) => pressOnce(article, press)));
    if (message.locale !== '') bubble.lang = message.locale;
    article.replaceChildren(bubble, metaOf(message.at));
  };

  const pressOnce = (article: HTMLElement, press: Press) => {
    if (article.dataset.pending !== undefined) return;
    article.dataset.pending = '';
    press.button?.setAttribute('aria-busy', 'true');
    // Disabled for assistive technology, but not `disabled`: the focus stays where the person is.
    for (const button of article.querySelectorAll('button')) button.setAttribute('aria-disabled', 'true');
    onPress(press, () => {
      delete article.dataset.pending;
      press.button?.removeAttribute('aria-busy');
      for (const button of article.querySelectorAll('button')) button.removeAttribute('aria-disabled');
    });
  };

  return {
    show: (message) => {
      if (message.from === 'assistant' && message.replaces === undefined) typing.hidden = true;
      keepPlace(() => {
        const former = shown.get(message.id);
        const article = former ?? articleOf(message.from);
        const hadFocus = former?.contains(document.activeElement) ?? false;
        fill(article, message);
        delete article.dataset.pending;
        if (former === undefined) insert(article, message.place);
        else if (message.answered === null) highlight(article);
        if (hadFocus) element('text', HTMLTextAreaElement).focus();
        shown.set(message.id, article);
      });
      // Whoever just answered wants to see what comes of it.
      if (message.from === 'person') toEnd();
    },
    showOwnText: (text) => {
      const article = articleOf('person');
      article.dataset.state = 'sending';
      const bubble = document.createElement('div');
      bubble.className = 'bubble';
      bubble.dir = 'auto';
      bubble.textContent = text;
      article.append(bubble, noteOf(word('sending')));
      insert(article, lastPlace + 0.000_1);
      toEnd();
      return {
        settle: (state, retry) => {
          article.dataset.state = state;
          article.lastElementChild?.replaceWith(state === 'sent' ? metaOf(new Date().toISOString()) : failureOf(retry));
        },
      };
    },
    showTyping: (on) =>
      keepPlace(() => {
        typing.hidden = !on;
      }),
    get isEmpty() {
      return log.childElementCount === 0;
    },
    clear: () => {
      log.replaceChildren();
      shown.clear();
      lastPlace = 0;
      typing.hidden = true;
      newest.hidden = true;
    },
  };
}

function articleOf(from: WireMessage['from']): HTMLElement {
  const article = document.createElement('article');
  article.className = 'message';
  article.dataset.from = from;
  article.setAttribute('aria-label', word(from === 'person' ? 'you' : 'assistant'));
  return article;
}

function metaOf(at: string): HTMLElement {
  const meta = noteOf('');
  const stamp = document.createElement('time');
  stamp.dateTime = at;
  const locale = spokenLocale();
  stamp.textContent = new Date(at).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
  stamp.title = new Date(at).toLocaleString(locale, { dateStyle: 'full', timeStyle: 'medium' });
  meta.append(stamp);
  return meta;
}

function noteOf(text: string): HTMLElement {
  const note = document.createElement('div');
  note.className = 'meta';
  note.textContent = text;
  return note;
}

function failureOf(retry: (() => void) | undefined): HTMLElement {
  const note = noteOf(word('unsent'));
  if (retry !== undefined) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = word('again');
    button.addEventListener('click', retry, { once: true });
    note.append(button);
  }
  return note;
}

function highlight(article: HTMLElement): void {
  article.dataset.fresh = '';
  article.addEventListener('animationend', () => delete article.dataset.fresh, { once: true });
}
