import { randomUUID } from 'node:crypto';
import type { Database } from '../../src/storage/database.ts';

/** A server that is alive for as long as the test takes, or until it `dies`. */
export interface LivingReplica {
  readonly id: string;
  readonly works: true;
  die(): Promise<void>;
}

/** Who holds a watch has to be alive: registers a server that is. */
export async function livingReplica(database: Database, id: string = randomUUID()): Promise<LivingReplica> {
  await database.run("insert into replica (id, host, role, alive_until) values ($1, 'a test', 'all', 'infinity')", [
    id,
  ]);
  return {
    id,
    works: true,
    die: async () => {
      await database.run("update replica set alive_until = clock_timestamp() - interval '1 second' where id = $1", [
        id,
      ]);
    },
  };
}
