import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** As somebody who is locked nowhere sees it; while `poison` lies beside it, each call does another of what connectors must not do. */
const code = `
  import { existsSync } from 'node:fs';
  const poison = new URL('poison', import.meta.url);
  const account = (id) => ({ id, login: id, displayName: id, email: null, locale: null });
  const lock = { episode: 'e', cause: 'failed-logins', since: null, until: null };
  const nobody = () => ({ lockouts: [], cursor: null, more: false });
  const poisons = [
    () => { throw new TypeError('poison'); },
    () => ({ lockouts: [], cursor: null, more: true }),
    () => undefined,
    () => ({ lockouts: [{ account: { ...account('x'), login: 'x'.repeat(5_000_000) }, lock }], cursor: null, more: false }),
    () => ({ lockouts: Array.from({ length: 100_000 }, () => ({ account: { id: '', login: 7 }, lock: null })), cursor: null, more: true }),
    () => new Promise(() => {}),
  ];
  let turn = 0;
  const answer = async (well) => (existsSync(poison) ? poisons[turn++ % poisons.length]() : well);
  export const poisoned = {
    specificationVersion: 'v1', kind: 'identity', id: 'poisoned', displayName: 'Poisoned',
    config: { '~standard': { version: 1, vendor: 'bench', validate: (value) => ({ value }), jsonSchema: { input: () => ({}), output: () => ({}) } } },
    permissions: {}, idempotency: {},
    connect: async () => ({ client: {}, check: async () => [], close: async () => {} }),
    operations: () => ({
      'account.find': () => answer([]),
      'account.read': () => answer(undefined),
      'lockout.poll': () => answer(nobody()),
    }),
  };
`;

/** A connector of somebody else’s, polled ten times a second. */
export const poisonedConnector = { package: 'connector-poisoned', poll: { every: '100ms' } };

export interface PoisonedConnector {
  poison(): void;
  heal(): void;
}

/** Installs its package; it is well until it is poisoned. */
export function installPoisonedConnector(dataDirectory: string): PoisonedConnector {
  const folder = join(dataDirectory, 'connectors/node_modules', poisonedConnector.package);
  const manifest = {
    name: poisonedConnector.package,
    version: '1.0.0',
    type: 'module',
    exports: { '.': './index.mjs', './package.json': './package.json' },
    keywords: ['access-account-connector'],
    accessAccount: { kind: 'identity', id: 'poisoned', specification: 'v1' },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'index.mjs'), code);
  const poison = join(folder, 'poison');
  return { poison: () => writeFileSync(poison, ''), heal: () => rmSync(poison) };
}
