/**
 * What a page of the organisation's includes to offer the chat: a button in the corner that opens it in a frame. It adds
 * one element, keeps its looks in a shadow root, and reads nothing of the page.
 *
 * ```html
 * <script async src="https://access.acme.com/connectors/web/embed.js"></script>
 * ```
 */
function embed(script: HTMLScriptElement): void {
  const address = new URL('./', script.src);
  const words = (
    {
      en: ['Help with my account', 'Close'],
      de: ['Hilfe mit meinem Konto', 'Schließen'],
      es: ['Ayuda con mi cuenta', 'Cerrar'],
      fr: ['Aide pour mon compte', 'Fermer'],
      it: ['Aiuto con il mio account', 'Chiudi'],
      ja: ['アカウントのヘルプ', '閉じる'],
      pt: ['Ajuda com a minha conta', 'Fechar'],
    } as const
  )[languageOf(document.documentElement.lang || navigator.language)];
  /** Remembered in this tab: somebody is waited for; on this page's site: the chat was opened before. */
  const [waits, used] = ['access-account-waits', 'access-account-used'];

  const host = document.createElement('access-account-chat');
  const root = host.attachShadow({ mode: 'open' });
  const looks = new CSSStyleSheet();
  looks.replaceSync(style);
  root.adoptedStyleSheets = [looks];

  const button = document.createElement('button');
  button.type = 'button';
  button.setAttribute('aria-haspopup', 'dialog');
  const panel = document.createElement('div');
  panel.setAttribute('role', 'dialog');
  panel.setAttribute('aria-label', words[0]);
  panel.hidden = true;
  let frame: HTMLIFrameElement | undefined;

  const load = () => {
    if (frame !== undefined) return;
    frame = document.createElement('iframe');
    frame.title = words[0];
    frame.src = `${address}?${new URLSearchParams({ host: window.location.origin })}`;
    panel.append(frame);
  };
  const show = (open: boolean) => {
    panel.hidden = !open;
    button.textContent = open ? words[1] : words[0];
    button.setAttribute('aria-expanded', String(open));
    if (open) {
      load();
      write(sessionStorage, waits, null);
      write(localStorage, used, 'yes');
      frame?.focus();
    }
    button.toggleAttribute('data-waits', !open && read(sessionStorage, waits) !== null);
  };
  button.addEventListener('click', () => show(panel.hidden === true));
  panel.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') close();
  });
  const close = () => {
    show(false);
    button.focus();
  };
  window.addEventListener('message', ({ origin, source, data }) => {
    if (origin !== address.origin || source === null || source !== frame?.contentWindow) return;
    if (data === 'access-account: close') close();
    if (data !== 'access-account: new message' || panel.hidden !== true) return;
    write(sessionStorage, waits, 'yes');
    button.setAttribute('data-waits', '');
  });

  root.append(panel, button);
  document.body.append(host);
  show(false);
  // Whoever used it before hears of what comes, without opening it first.
  if (read(localStorage, used) !== null) load();
}

function languageOf(tag: string): 'en' | 'de' | 'es' | 'fr' | 'it' | 'ja' | 'pt' {
  const language = tag.split('-')[0]?.toLowerCase();
  return (['de', 'es', 'fr', 'it', 'ja', 'pt'] as const).find((known) => known === language) ?? 'en';
}

/** A browser may refuse to keep anything. */
function read(storage: Storage, key: string): string | null {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

function write(storage: Storage, key: string, value: string | null): void {
  try {
    if (value === null) storage.removeItem(key);
    else storage.setItem(key, value);
  } catch {
    // Nothing is remembered then.
  }
}

const style = `
:host {
  all: initial;
  position: fixed;
  inset-block-end: 20px;
  inset-inline-end: 20px;
  z-index: 2147483000;
  color-scheme: light dark;
  font: 15px/1.5 system-ui, sans-serif;
}
[hidden] { display: none !important; }
div {
  position: absolute;
  inset-block-end: 56px;
  inset-inline-end: 0;
  width: min(400px, calc(100vw - 40px));
  height: min(620px, calc(100dvh - 110px));
  border-radius: 16px;
  overflow: hidden;
  border: 1px solid light-dark(#e2e6ee, #2c333f);
  background: light-dark(#f5f6f9, #101318);
  box-shadow: 0 12px 40px rgb(0 0 0 / 28%);
}
iframe { width: 100%; height: 100%; border: 0; display: block; }
button {
  position: relative;
  font: inherit;
  font-weight: 600;
  cursor: pointer;
  min-height: 44px;
  padding: 8px 18px;
  border: 0;
  border-radius: 999px;
  background: light-dark(#3159c4, #8fb0ff);
  color: light-dark(#ffffff, #0e1730);
  box-shadow: 0 4px 14px rgb(0 0 0 / 22%);
}
button:focus-visible { outline: 3px solid light-dark(#1b2130, #ffffff); outline-offset: 2px; }
button[data-waits]::after {
  content: "";
  position: absolute;
  inset-block-start: -3px;
  inset-inline-end: 2px;
  width: 14px;
  height: 14px;
  border-radius: 50%;
  border: 2px solid light-dark(#ffffff, #101318);
  background: light-dark(#b3261e, #ff9c94);
}
`;

if (document.currentScript instanceof HTMLScriptElement) {
  const script = document.currentScript;
  if (document.body === null) document.addEventListener('DOMContentLoaded', () => embed(script), { once: true });
  else embed(script);
}
