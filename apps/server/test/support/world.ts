import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chat, sandboxConfiguration, sandboxDirectory } from '../../../../tooling/testing/index.ts';
import { type AuditVerdict, verifyAudit } from '../../src/audit/verify-audit.ts';
import { loadConfiguration } from '../../src/config/load-configuration.ts';
import type { Product } from '../../src/product.ts';
import { serve } from '../../src/serve.ts';
import type { Database } from '../../src/storage/database.ts';
import { freshData } from './fresh-data.ts';

process.env.LOG_LEVEL ??= 'silent';

export interface OpenWorldOptions {
  /** Logins of the people in the sandbox. */
  readonly people: readonly string[];
  /** More YAML at the top level. */
  readonly more?: string;
  /** The whole configuration, instead of the sandbox's. */
  readonly configuration?: string;
  /** Puts further files into the world's directory before the server starts. */
  readonly prepare?: (directory: string) => void;
}

/** A server with a database of its own, and people who use it. */
export interface World {
  readonly product: Product;
  readonly database: Database;
  readonly url: string;
  readonly directory: string;
  /** The sandbox's sign-in page. */
  readonly directoryPage: ReturnType<typeof sandboxDirectory>;
  /** Somebody at the web chat. */
  chat(person: string): Promise<Chat>;
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
  const { people, more = '', configuration = sandboxConfiguration({ people, lockAfter: 2, more }) } = options;
  writeFileSync(file, configuration);
  options.prepare?.(directory);
  const data = await freshData(join(directory, 'data'));
  const server = await serve(
    loadConfiguration({
      file,
      environment: { HOST: '127.0.0.1', PORT: '0', ...(data.databaseUrl ? { DATABASE_URL: data.databaseUrl } : {}) },
    }),
  );
  await server.ready;
  const { product, url } = server;
  const { database } = product;
  const chats: Chat[] = [];
  const directoryPage = sandboxDirectory({ url });
  const chat = async (person: string) => {
    const opened = await Chat.open({ url, person });
    chats.push(opened);
    return opened;
  };
  return {
    product,
    database,
    url,
    directory,
    directoryPage,
    chat,
    lockedOut: async (person) => {
      const opened = await chat(person);
      await directoryPage.lock(person);
      await opened.shown('Shall I unlock it?');
      return opened;
    },
    personId: async (login) => {
      const [row] = await database.rows<{ id: string }>('select id from person where login = $1', [login]);
      if (row === undefined) throw new Error(`Nobody has met ${login} yet.`);
      return row.id;
    },
    tickets: (person) =>
      database.rows(
        `select number, status, ticket.key from ticket join person on person.id = ticket.person_id
         where person.login = $1 order by opened_at`,
        [person],
      ),
    audited: async (person) => {
      const rows = await database.rows<{ body: string }>(
        `select body from audit where body::jsonb ->> 'person' = (select id::text from person where login = $1) order by id`,
        [person],
      );
      return rows.map(({ body }) => JSON.parse(body) as AuditLine);
    },
    verifyAudit: () => verifyAudit({ database, key: product.keys.audit, witnesses: [product.witness.file] }),
    close: async () => {
      for (const one of chats) one.close();
      await server.close();
      await data.remove();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
