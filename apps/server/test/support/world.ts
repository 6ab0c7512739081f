import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '@access-account/testkit';
import { Chat, sandboxConfiguration, sandboxDirectory } from '../../../../tooling/testing/index.ts';
import type { AuditVerdict } from '../../src/audit/verify-audit.ts';
import { loadConfiguration } from '../../src/config/load-configuration.ts';
import type { Product } from '../../src/product.ts';
import { serve } from '../../src/serve.ts';
import type { Database } from '../../src/storage/database.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { freshData } from './fresh-data.ts';
import { prepareClock } from './movable-clock.ts';
import { passMinutes } from './pass-minutes.ts';
import { until } from './until.ts';

process.env.LOG_LEVEL ??= 'silent';

export interface OpenWorldOptions {
  /** Logins of the people in the sandbox. */
  readonly people: readonly string[];
  /** What the directory says everybody's language is. */
  readonly locale?: string;
  /** More YAML at the top level. */
  readonly more?: string;
  /** The whole configuration, instead of the sandbox's. */
  readonly configuration?: string;
  /** Puts further files into the world's directory before the server starts. */
  readonly prepare?: (directory: string) => void;
  /** The database's clock can be moved ahead. */
  readonly hasMovableClock?: boolean;
}

/** A server with a database of its own, and people who use it. What is here is of the server that runs now. */
export interface World {
  readonly product: Product;
  readonly database: Database;
  readonly url: string;
  readonly directory: string;
  /** The sandbox's sign-in page. */
  readonly directoryPage: ReturnType<typeof sandboxDirectory>;
  /** Somebody at the web chat, or at another one of this name. */
  chat(person: string, channel?: string): Promise<Chat>;
  /** Somebody who was locked out, saw the notice and has it before them. */
  lockedOut(person: string): Promise<Chat>;
  personId(login: string): Promise<string>;
  /** The tickets of a person as the product knows them, oldest first. */
  tickets(
    person: string,
  ): Promise<readonly { readonly number: string; readonly status: string; readonly key: string }[]>;
  /** What the audit says of a person: the names of the entries, oldest first. */
  audited(person: string): Promise<readonly AuditLine[]>;
  verifyAudit(): Promise<AuditVerdict>;
  /** Lets so many minutes pass for the help of a person that is followed through. */
  timePasses(person: string, minutes: number): Promise<void>;
  /** Somebody signs in again with the right password, and the first look after the act comes: that is the sign of success. */
  isBackIn(person: string): Promise<void>;
  /** Stops the server and starts it again; chats have to be opened anew. Something may happen to the database in between. */
  restart(meanwhile?: (database: Database) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export interface AuditLine {
  readonly kind: string;
  readonly name: string;
  readonly summary: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Starts a server on a free port. One per test file: the tests in it use people of their own. */
export async function openWorld(options: OpenWorldOptions): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), 'access-account-world-'));
  const file = join(directory, 'access-account.yaml');
  const { people, locale, more = '' } = options;
  const { configuration = sandboxConfiguration({ people, lockAfter: 2, more, ...(locale && { locale }) }) } = options;
  writeFileSync(file, configuration);
  options.prepare?.(directory);
  const data = await freshData(join(directory, 'data'));
  if (options.hasMovableClock === true) await prepareClock(data.databaseUrl);
  const start = async () => {
    const configured = loadConfiguration({
      file,
      environment: { HOST: '127.0.0.1', PORT: '0', ...(data.databaseUrl ? { DATABASE_URL: data.databaseUrl } : {}) },
    });
    const started = await serve(configured);
    await started.ready;
    return started;
  };
  let server = await start();
  const sql = () => server.product.database;
  const chats: Chat[] = [];
  const page = () => sandboxDirectory({ url: server.url });
  const chat = async (person: string, channel = 'web') => {
    const opened = await Chat.open({ url: server.url, person, channel });
    chats.push(opened);
    return opened;
  };
  const personId = async (login: string) => {
    const [row] = await sql().rows<{ id: string }>('select id from person where login = $1', [login]);
    if (row === undefined) throw new Error(`Nobody has met ${login} yet.`);
    return row.id;
  };
  const timePasses = async (login: string, minutes: number) => {
    const person = await personId(login);
    await until(() => passMinutes({ person, minutes }, sql()), `help of ${login} that is followed through`);
    // A server looks once a second for what has come due.
    await server.product.road.sweep();
  };
  return {
    get product() {
      return server.product;
    },
    get database() {
      return sql();
    },
    get url() {
      return server.url;
    },
    directory,
    get directoryPage() {
      return page();
    },
    chat,
    lockedOut: async (person) => {
      const opened = await chat(person);
      await page().lock(person);
      await opened.shown('Shall I unlock it?');
      return opened;
    },
    personId,
    tickets: (person) =>
      sql().rows(
        `select number, status, ticket.key from ticket join person on person.id = ticket.person_id
         where person.login = $1 order by opened_at`,
        [person],
      ),
    audited: async (person) => {
      const rows = await sql().rows<{ body: string }>(
        `select body from audit where body::jsonb ->> 'person' = (select id::text from person where login = $1) order by id`,
        [person],
      );
      return rows.map(({ body }) => JSON.parse(body) as AuditLine);
    },
    verifyAudit: () => server.product.verifyAudit(),
    timePasses,
    isBackIn: async (person) => {
      const status = await page().signIn(person, `password-of-${person}`);
      if (status !== 200) throw new Error(`The sign-in of ${person} answered ${status}.`);
      await timePasses(person, 2);
    },
    restart: async (meanwhile) => {
      for (const one of chats) one.close();
      await server.close();
      if (meanwhile !== undefined) {
        const address = data.databaseUrl ?? 'embedded';
        const dataDirectory = join(directory, 'data');
        const database = await openDatabase({ address, dataDirectory, logger: silentLogger });
        await meanwhile(database).finally(() => database.close());
      }
      server = await start();
    },
    close: async () => {
      for (const one of chats) one.close();
      await server.close();
      await data.remove();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
