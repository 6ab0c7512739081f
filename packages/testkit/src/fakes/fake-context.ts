import type { ConnectContext, HttpRoute } from '@access-account/contract';
import { silentLogger } from './fake-call.ts';
import { fakeClock } from './fake-clock.ts';
import { memoryStore } from './memory-store.ts';

export interface FakeContext extends ConnectContext {
  /** The routes the connector has mounted so far. */
  readonly routes: readonly HttpRoute[];
}

/** What the core hands to `connect`, with whatever a test wants to be different. */
export function fakeContext(differences: Partial<ConnectContext> = {}): FakeContext {
  const routes: HttpRoute[] = [];
  const { name = 'test', publicUrl = 'http://127.0.0.1:3000' } = differences;
  return {
    name,
    fetch: globalThis.fetch,
    clock: fakeClock(),
    logger: silentLogger,
    store: memoryStore(),
    httpRoutes: { add: (route) => routes.push(route) },
    publicUrl,
    choicePage: (token) => `${publicUrl}/connectors/${name}/confirm/${encodeURIComponent(token)}`,
    sandbox: false,
    configurationDirectory: process.cwd(),
    signal: new AbortController().signal,
    routes,
    ...differences,
  };
}
