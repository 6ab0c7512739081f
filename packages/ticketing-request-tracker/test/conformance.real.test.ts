import { setImmediate } from 'node:timers/promises';
import type { ConnectorError } from '@access-account/contract';
import { fakeCall, ticketingConformance, ticketRequest, withTicketingSubject } from '@access-account/testkit';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import {
  missingForRequestTracker,
  type RequestTracker,
  startRequestTracker,
} from '../../../tooling/real-servers/request-tracker.ts';
import { requestTrackerConnector } from '../src/index.ts';
import { requestTrackerWorld } from './request-tracker-world.ts';

describeReal({ name: 'Request Tracker', missing: missingForRequestTracker() }, () => {
  let tracker: RequestTracker;
  beforeAll(async () => {
    tracker = await startRequestTracker();
    await tracker.ask('POST', '/queue', { Name: 'Security' });
  }, 120_000);
  afterAll(() => tracker?.stop());

  const world = requestTrackerWorld(() => tracker);
  ticketingConformance({
    runner: { describe, test: (name, run) => test(name, run, 60_000) },
    connector: requestTrackerConnector,
    world,
  });

  test('EC-32 twenty tickets while the server is killed twice: none is lost, none is doubled', async () => {
    const keys = Array.from({ length: 20 }, (_, number) => `episode-${number}`);
    await withTicketingSubject({ connector: requestTrackerConnector, world }, async ({ operations, atDesk }) => {
      const open = async (key: string) => {
        // As the core does: what may have arrived is looked up first.
        for (let repeated = false; ; repeated = true) {
          try {
            return await operations['ticket.open'](ticketRequest({ key }), fakeCall({ repeated }));
          } catch (error) {
            expect(['ambiguous-outcome', 'unavailable']).toContain((error as ConnectorError).code);
          }
        }
      };
      const waiting = [...keys];
      const openOneByOne = async () => {
        for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) await open(key);
      };
      const kill = async () => {
        for (const left of [15, 7]) {
          while (waiting.length > left) await setImmediate();
          await tracker.killAndRestart();
        }
      };
      await Promise.all([kill(), openOneByOne(), openOneByOne(), openOneByOne()]);
      for (const key of keys) expect((await atDesk(key)).status).toBe('open');
    });
  }, 120_000);
});
