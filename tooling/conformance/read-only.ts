import type { ConnectContext, Connection, IdentityConnectorV1, IdentityOperationSet } from '@access-account/contract';
import { fakeContext, identityReadOnlyConformance } from '@access-account/testkit';
import { loadConfiguration } from '../../apps/server/src/config/load-configuration.ts';
import { loadConnectors } from '../../apps/server/src/registry/load-connectors.ts';
import { outboundFetch } from '../../apps/server/src/registry/outbound-fetch.ts';
import { type Check, checksOf, type JestReport } from './checks-of.ts';
import { collectingRunner } from './collecting-runner.ts';

export interface ReadOnlyOptions {
  readonly file: string;
  readonly kind: string;
  /** Connectors whose name in the configuration holds this text. */
  readonly only: string;
  readonly login: string | undefined;
}

type Result = JestReport['testResults'][number]['assertionResults'][number];

/** Runs the checks that change nothing against the systems of a configuration. @throws Error where one of them cannot be loaded. */
export async function readOnlyChecks({ file, kind, only, login }: ReadOnlyOptions): Promise<readonly Check[]> {
  const configuration = loadConfiguration({ file, environment: process.env });
  const results: Result[] = [];
  for (const one of await loadConnectors(configuration)) {
    if (!one.name.includes(only)) continue;
    if (!('definition' in one)) throw new Error(`${one.name}: ${one.reason} ${one.remedy}`);
    if (one.definition.kind !== kind) continue;
    const definition = one.definition as unknown as IdentityConnectorV1<unknown, unknown, IdentityOperationSet>;
    const connection: Connection<unknown> = await definition.connect(one.config, contextFor(one.name, configuration));
    try {
      const { runner, tests } = collectingRunner();
      const operations = definition.operations(connection.client);
      const connector = { ...definition, displayName: `${definition.displayName} (${one.name})` };
      identityReadOnlyConformance({ runner, connector, operations: () => operations, login });
      for (const { path, name, run } of tests) {
        const failureMessages = await run().then(
          () => [],
          (error: unknown) => [String(error)],
        );
        const status = failureMessages.length === 0 ? 'passed' : 'failed';
        results.push({ ancestorTitles: path, title: name, status, failureMessages });
      }
    } finally {
      await connection.close();
    }
  }
  return checksOf({ testResults: [{ name: file, message: '', assertionResults: results }] }, kind);
}

/** What the server hands a connector, but that nothing can be written to a provider: tokens are asked for, and batches of questions. */
function contextFor(
  name: string,
  { directory, publicUrl }: { readonly directory: string; readonly publicUrl?: string | undefined },
): ConnectContext {
  const send = outboundFetch(() => true);
  const readingFetch: typeof globalThis.fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : String(input));
    const isReading = /^(get|head)$/i.test(init?.method ?? 'GET') || /\/(token|\$batch)$/.test(pathname);
    if (!isReading) throw new TypeError(`${init?.method} ${pathname} is no reading, and is not sent.`);
    return send(input, init);
  };
  return fakeContext({
    name,
    fetch: readingFetch,
    clock: { now: () => new Date() },
    configurationDirectory: directory,
    publicUrl: publicUrl ?? 'http://127.0.0.1:3000',
    sandbox: true,
  });
}
