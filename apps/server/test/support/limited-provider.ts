import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@access-account/contract';

export interface LimitedProviderOptions {
  /** Calls in a window of `per` milliseconds; the windows stand side by side. */
  readonly calls: number;
  readonly per: number;
  readonly clock: Clock;
  /** Whether every answer says how much is left, as Okta's do. */
  readonly tells?: boolean;
}

/** A directory on HTTP that counts: more calls than it allows are answered with 429 and how long to wait. */
export interface LimitedProvider {
  readonly url: string;
  /** What it was asked, in order: when, for whom, and whether it said yes. */
  readonly ledger: readonly { readonly at: number; readonly path: string; readonly served: boolean }[];
  close(): Promise<void>;
}

export async function limitedProvider({
  calls,
  per,
  clock,
  tells = false,
}: LimitedProviderOptions): Promise<LimitedProvider> {
  const ledger: { at: number; path: string; served: boolean }[] = [];
  let window = 0;
  let used = 0;
  const server = createServer((request, response) => {
    const at = clock.now().getTime();
    if (Math.floor(at / per) !== window) used = 0;
    window = Math.floor(at / per);
    used += 1;
    const served = used <= calls;
    ledger.push({ at, path: request.url ?? '', served });
    const reset = (window + 1) * per;
    const date = new Date(at).toUTCString();
    if (tells) {
      response.setHeader('x-rate-limit-limit', calls);
      response.setHeader('x-rate-limit-remaining', Math.max(0, calls - used));
      response.setHeader('x-rate-limit-reset', reset / 1000);
    }
    // A provider's clock is what its answers go by.
    response.sendDate = false;
    response.setHeader('date', date);
    if (!served) response.setHeader('retry-after', Math.ceil((reset - at) / 1000));
    response.writeHead(served ? 200 : 429).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ledger,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
