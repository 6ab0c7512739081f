import type { Call, Clock } from '@access-account/contract';
import { type TableApi, term } from './table-api.ts';

/** Milliseconds for which what was looked up is taken for true. */
const life = 15 * 60_000;

interface Known {
  readonly id: string | undefined;
  readonly at: number;
}

/** Finds the sys_ids that tickets refer to. What is not there, or there twice, is never guessed. */
export class References {
  readonly #tables: TableApi;
  readonly #clock: Clock;
  readonly #groups = new Map<string, Known>();

  constructor(tables: TableApi, clock: Clock) {
    this.#tables = tables;
    this.#clock = clock;
  }

  /** The one active user with this address. */
  async caller(email: string | null, call: Call): Promise<string | undefined> {
    const address = email === null ? undefined : term('email', '=', email);
    return address && this.#sole('sys_user', address, call);
  }

  /** The one active group of this name, or of this sys_id. */
  async group(name: string, call: Call): Promise<string | undefined> {
    if (/^[0-9a-f]{32}$/.test(name)) return name;
    const now = this.#clock.now().getTime();
    const known = this.#groups.get(name);
    if (known !== undefined && now - known.at < life) return known.id;
    const named = term('name', '=', name);
    const id = named && (await this.#sole('sys_user_group', named, call));
    this.#groups.set(name, { id, at: now });
    return id;
  }

  async #sole(table: string, wanted: string, call: Call): Promise<string | undefined> {
    const query = `${wanted}^active=true`;
    const rows = await this.#tables.list({ table, query, fields: ['sys_id'], limit: 2 }, call);
    return rows.length === 1 ? rows[0]?.sys_id : undefined;
  }
}
