import { fakeClock, ticketingConformance } from '@access-account/testkit';
import { appConnector, connector, type ServiceNowWorld, startServiceNowWorld, worldOf } from './servicenow-world.ts';

let started: ServiceNowWorld;
beforeAll(async () => {
  started = await startServiceNowWorld();
});
afterAll(() => started.fake.close());

ticketingConformance({ runner: { describe, test }, connector, world: worldOf(() => started.fake) });
ticketingConformance({
  runner: { describe, test },
  connector: appConnector,
  world: worldOf(() => started.fake, fakeClock(), 'app'),
});
