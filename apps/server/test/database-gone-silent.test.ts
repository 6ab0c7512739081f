import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { silentLogger } from '@access-account/testkit';
import { isConnectionLoss } from '../src/storage/connection-loss.ts';
import type { Database } from '../src/storage/database.ts';
import { openPostgres } from '../src/storage/open-postgres.ts';
import { UncertainCommitError } from '../src/storage/uncertain-commit-error.ts';
import { type FreshData, freshData, onPostgres } from './support/fresh-data.ts';

/** A network between us and PostgreSQL that can stop to carry anything, and tells nobody. */
async function openNetwork(to: URL) {
  const sockets = new Set<Socket>();
  let isSilent = false;
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => other.destroy());
      one.on('data', (bytes) => {
        if (!isSilent) other.write(bytes);
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(to);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    goSilent: () => {
      isSilent = true;
    },
    /** For whoever connects from now on. */
    comeBack: () => {
      isSilent = false;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

const describeOnPostgres = onPostgres ? describe : describe.skip;

describeOnPostgres('a PostgreSQL whose host is gone without a word', () => {
  let data: FreshData;
  let network: Awaited<ReturnType<typeof openNetwork>>;
  let database: Database;
  beforeEach(async () => {
    data = await freshData('');
    network = await openNetwork(new URL(data.databaseUrl ?? ''));
    database = await openPostgres({ address: network.url, logger: silentLogger });
    await database.run('create table kept (n int)');
  });
  afterEach(async () => {
    await database.close();
    network.close();
    await data.remove();
  });
  const soon = { answersWithin: 300 };
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  test('a statement that is not answered fails in time, and nothing of it is kept', async () => {
    const error = await failureOf(
      database.transaction(async (transaction) => {
        await transaction.run('insert into kept values (1)');
        network.goSilent();
        await transaction.run('insert into kept values (2)');
      }, soon),
    );
    expect(error).not.toBeInstanceOf(UncertainCommitError);
    expect(isConnectionLoss(error)).toBe(true);
    network.comeBack();
    expect(await database.rows('select n from kept')).toEqual([]);
  });

  test('a commit that is not answered is uncertain, and said to be so', async () => {
    const error = await failureOf(
      database.transaction(async (transaction) => {
        await transaction.run('insert into kept values (1)');
        network.goSilent();
      }, soon),
    );
    expect(error).toBeInstanceOf(UncertainCommitError);
    expect(isConnectionLoss(error)).toBe(true);
    network.comeBack();
    await database.run('insert into kept values (2)');
    expect(await database.rows('select n from kept')).toEqual([{ n: 2 }]);
  });

  test('statements that travel together fail together', async () => {
    const error = await failureOf(
      database.transaction((transaction) => {
        network.goSilent();
        return Promise.all([1, 2, 3].map((n) => transaction.run('insert into kept values ($1)', [n])));
      }, soon),
    );
    expect(isConnectionLoss(error)).toBe(true);
    network.comeBack();
    expect(await database.rows('select n from kept')).toEqual([]);
  });
});
