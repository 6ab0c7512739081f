/** Whether the page is shown inside another one. */
export const isFramed = window.top !== window;

/** Origin of the page around this one; empty: nobody there is told anything. */
let host = '';

/** From now on the page around this one is told what it needs, if it is one of those that may show the chat. */
export function knowHost(mayShow: readonly string[]): void {
  const named = new URLSearchParams(window.location.search).get('host') ?? '';
  host = isFramed && mayShow.includes(named) ? named : '';
}

/** Tells the page around this one; never what was said. */
function tellHost(what: 'new message' | 'close'): void {
  if (host !== '') window.parent.postMessage(`access-account: ${what}`, host);
}

/** Tells it of a message at this place of the person's conversation, once, on whichever of its pages. */
export function tellOfMessage(person: string, place: number): void {
  const key = `told/${person}`;
  try {
    if (place <= Number(localStorage.getItem(key) ?? -1)) return;
    localStorage.setItem(key, String(place));
  } catch {
    // A browser may refuse to keep anything: then every page is told anew.
  }
  tellHost('new message');
}

// The frame has the keyboard while somebody chats: the page around it hears no Escape.
window.addEventListener('keydown', ({ key, isComposing }) => {
  if (key === 'Escape' && !isComposing) tellHost('close');
});
