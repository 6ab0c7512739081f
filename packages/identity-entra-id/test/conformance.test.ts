import { identityConformance } from '@access-account/testkit';
import { entraConnector } from '../src/index.ts';
import { startEntraWorld } from './entra-world.ts';
import { testOnSchemas } from './graph-schemas.ts';

/** Pages of three, so that a few people are several of them. */
const started = await startEntraWorld({ pageSize: 3, limit: 1_000_000 });

afterAll(() => started.close());

identityConformance({ runner: { describe, test }, connector: entraConnector, world: started.world });

testOnSchemas('what is selected and what the stand-in answers is of Microsoft’s own types', () => {
  expect(started.schemas.looked()).toBeGreaterThan(100);
  expect([...new Set(started.schemas.violations)]).toEqual([]);
});
