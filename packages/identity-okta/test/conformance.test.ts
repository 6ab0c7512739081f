import { identityConformance } from '@access-account/testkit';
import { oktaConnector } from '../src/index.ts';
import { startOktaWorld } from './okta-world.ts';
import { testOnSpec } from './vendor-spec.ts';

/** Pages of three, so that a few people are several of them. */
const started = await startOktaWorld({ pageSize: 3, limit: 100_000 });

afterAll(() => started.close());

identityConformance({ runner: { describe, test }, connector: oktaConnector, world: started.world });

testOnSpec('every request is valid by Okta’s own spec, and so is every answer of the stand-in', () => {
  expect(started.spec.looked()).toBeGreaterThan(200);
  expect([...new Set(started.spec.violations)]).toEqual([]);
});
