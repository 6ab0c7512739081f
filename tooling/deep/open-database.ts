import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A look into a server's database, past the server. */
export interface OpenedDatabase {
  rows<Row>(statement: string): Promise<readonly Row[]>;
  close(): Promise<void>;
}

interface Queryable {
  query(statement: string): Promise<{ readonly rows: readonly unknown[] }>;
}

// The drivers are the server's own, so that both look at the same thing in the same way.
const server = createRequire(new URL('../../apps/server/package.json', import.meta.url));

/** Opens the embedded database of a data directory, whose server must be gone, or a PostgreSQL by its address. */
export async function openDatabase(
  at: { readonly dataDirectory: string } | { readonly url: string },
): Promise<OpenedDatabase> {
  if ('url' in at) {
    const { Client } = server('pg') as {
      Client: new (options: {
        connectionString: string;
      }) => Queryable & {
        connect(): Promise<void>;
        end(): Promise<void>;
      };
    };
    const client = new Client({ connectionString: at.url });
    await client.connect();
    return { rows: rowsOf(client), close: () => client.end() };
  }
  const { PGlite } = (await import(server.resolve('@electric-sql/pglite'))) as {
    PGlite: { create(folder: string): Promise<Queryable & { close(): Promise<void> }> };
  };
  const database = await PGlite.create(join(at.dataDirectory, 'database'));
  return { rows: rowsOf(database), close: () => database.close() };
}

function rowsOf(database: Queryable): OpenedDatabase['rows'] {
  return async <Row>(statement: string) => (await database.query(statement)).rows as readonly Row[];
}
