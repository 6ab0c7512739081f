import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { silentLogger } from '@access-account/testkit';
import pg from 'pg';
import { openDatabase } from '../../src/storage/open-database.ts';

/** The address of a PostgreSQL where every test world gets a database of its own; unset: the embedded database. */
const server = process.env.ACCESS_ACCOUNT_TEST_DATABASE;

/** What outlives a run of the tests. */
const cache = fileURLToPath(new URL('../../../../node_modules/.cache/access-account', import.meta.url));

export const onPostgres = server !== undefined && server !== '';

export interface FreshData {
  /** For DATABASE_URL; undefined: the embedded database. */
  readonly databaseUrl: string | undefined;
  /** Removes what was made. */
  remove(): Promise<void>;
}

/** Prepares an empty, migrated database: a copy of one in the data directory, or one of its own on PostgreSQL. */
export async function freshData(dataDirectory: string): Promise<FreshData> {
  if (server === undefined || server === '') {
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
    cpSync(join(await template(), 'database'), join(dataDirectory, 'database'), { recursive: true });
    return { databaseUrl: undefined, remove: async () => undefined };
  }
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdministrator(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { databaseUrl: url.href, remove: () => asAdministrator(`drop database if exists ${name} with (force)`) };
}

async function asAdministrator(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/**
 * An embedded database with every table in it. Making one takes seconds, copying it does not:
 * it is made once per version of the migrations and of the database itself.
 */
async function template(): Promise<string> {
  const migrations = fileURLToPath(new URL('../../src/storage/migrations', import.meta.url));
  const require = createRequire(import.meta.url);
  const hash = createHash('sha256');
  for (const file of readdirSync(migrations).toSorted()) hash.update(readFileSync(join(migrations, file)));
  hash.update(readFileSync(packageFile(require.resolve('@electric-sql/pglite'))));
  const made = join(cache, `database-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(made)) return made;
  const making = `${made}-${randomUUID()}`;
  const database = await openDatabase({ address: 'embedded', dataDirectory: making, logger: silentLogger });
  await database.close();
  try {
    renameSync(making, made);
  } catch {
    // Another worker was faster; its template is as good as ours.
    rmSync(making, { recursive: true, force: true });
  }
  return made;
}

/** The package.json a module belongs to: it bears the version. */
function packageFile(module: string): string {
  const folder = module.slice(0, module.lastIndexOf('/'));
  const file = join(folder, 'package.json');
  return existsSync(file) && 'version' in JSON.parse(readFileSync(file, 'utf8')) ? file : packageFile(folder);
}
