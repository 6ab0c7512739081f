import { readFileSync } from 'node:fs';
import type { Configuration } from '../config/load-configuration.ts';
import { createLogger } from '../logger.ts';
import { operatorFile, Product } from '../product.ts';

/** A server that runs on this data directory. */
export interface RunningServer {
  /** Where it listens on this machine. */
  readonly url: string;
  /** Asks its API. @throws Error when it does not answer 200. */
  get(path: string): Promise<Response>;
  /** @throws Error when it does not answer 200. */
  post(path: string, body: object): Promise<Response>;
}

/** The server that runs on the embedded database, if one does; on PostgreSQL the command line opens the database itself. */
export async function runningServer(configuration: Configuration): Promise<RunningServer | undefined> {
  return configuration.database === 'embedded' ? localServer(configuration) : undefined;
}

/** The server that runs on this machine with this data directory, whatever its database. */
export async function localServer({ dataDirectory }: Configuration): Promise<RunningServer | undefined> {
  let url: string;
  let token: string;
  try {
    ({ url, token } = JSON.parse(readFileSync(operatorFile(dataDirectory), 'utf8')) as {
      url: string;
      token: string;
    });
  } catch {
    return undefined;
  }
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(new URL(path, url), { ...init, headers });
    if (!response.ok)
      throw new Error(`The server on ${url} answered ${response.status}. Is it another one's? Restart it.`);
    return response;
  };
  const get = (path: string) => ask(path);
  const post = (path: string, body: object) => ask(path, { method: 'POST', body: JSON.stringify(body) });
  // A file of a server that was killed names a port where nobody, or somebody else, listens.
  const alive = await get('/api/v1/overview').catch(() => undefined);
  return alive === undefined ? undefined : { url, get, post };
}

/** Opens the product beside no server, for one piece of work. */
export async function withProduct<T>(configuration: Configuration, work: (product: Product) => Promise<T>): Promise<T> {
  const product = await Product.open(configuration, createLogger({ level: 'error', secrets: configuration.secrets }));
  try {
    return await work(product);
  } finally {
    await product.stop();
  }
}
