import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { missingForPostgres, startPostgres } from '../../../tooling/real-servers/postgres.ts';
import { sandboxConfiguration, startServer } from '../../../tooling/testing/index.ts';
import { until } from './support/until.ts';

describeReal({ name: 'A server whose PostgreSQL is gone', missing: missingForPostgres() }, () => {
  test('says what it cannot do, and ends on SIGTERM in time, by itself and without a trace of the stack', async () => {
    const postgres = await startPostgres();
    const server = await startServer({
      configuration: sandboxConfiguration({ people: ['alex'], lockAfter: 2 }),
      environment: { DATABASE_URL: await postgres.createDatabase('gone') },
    });
    await postgres.stop();
    await until(() => server.log().includes('lockouts could not be polled'), 'a poll that fails', 20_000);
    const begun = performance.now();
    expect(await server.stop()).toBe(0);
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect(server.log()).not.toMatch(/^\s+at /m);
  }, 60_000);
});
