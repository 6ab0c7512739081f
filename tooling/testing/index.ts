export { Chat } from './chat.ts';
export { formatTable } from './format-table.ts';
export { percentile } from './percentile.ts';
export { sandboxDirectory } from './sandbox.ts';
export { sandboxConfiguration } from './sandbox-configuration.ts';
export type { SeededRandom } from './seeded-random.ts';
export { seededRandom } from './seeded-random.ts';
export type { ServerProcess, ServerProcessOptions, SpawnedServer } from './server-process.ts';
export { spawnServer, startServer, temporaryDirectory } from './server-process.ts';
