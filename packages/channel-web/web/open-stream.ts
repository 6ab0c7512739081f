import type { WireMessage } from '../src/to-wire-message.ts';

export type ConnectionState = 'connecting' | 'online' | 'reconnecting' | 'offline';

export interface StreamOptions {
  onMessage(message: WireMessage): void;
  onState(state: ConnectionState): void;
  /** The server refused the stream or said goodbye for good: time to look who is signed in. */
  onSignedOut(): void;
}

const retryMilliseconds = 3_000;

/** Follows the conversation for as long as the page lives. Answers how to stop. */
export function openStream({ onMessage, onState, onSignedOut }: StreamOptions): () => void {
  let source: EventSource | undefined;
  let after = '';
  let timer: number | undefined;

  const interrupted = () => onState(navigator.onLine ? 'reconnecting' : 'offline');
  const connect = () => {
    window.clearTimeout(timer);
    source?.close();
    const opened = new EventSource(after === '' ? 'stream' : `stream?after=${after}`);
    source = opened;
    opened.onopen = () => onState('online');
    opened.onmessage = (event) => {
      after = event.lastEventId;
      onMessage(JSON.parse(event.data));
    };
    opened.addEventListener('bye', (event) => {
      if (JSON.parse(event.data).reason === 'signed-out') onSignedOut();
      else interrupted();
    });
    opened.onerror = () => {
      interrupted();
      // The browser comes back by itself after a broken connection, but gives up after a refusal.
      if (opened.readyState !== EventSource.CLOSED) return;
      onSignedOut();
      timer = window.setTimeout(connect, retryMilliseconds);
    };
  };
  const wentOffline = () => onState('offline');
  // A browser opens six connections to a site and no more: a tab that nobody looks at must not hold one.
  const looked = () => {
    if (!document.hidden) return connect();
    window.clearTimeout(timer);
    source?.close();
  };
  document.addEventListener('visibilitychange', looked);
  window.addEventListener('online', connect);
  window.addEventListener('offline', wentOffline);
  onState('connecting');
  connect();
  return () => {
    window.clearTimeout(timer);
    source?.close();
    document.removeEventListener('visibilitychange', looked);
    window.removeEventListener('online', connect);
    window.removeEventListener('offline', wentOffline);
  };
}
