import type { RestClient } from '@access-account/connector-kit';
import { type Call, NotFoundError } from '@access-account/contract';
import { z } from 'zod';

/** A row: every value is text, references are sys_ids. */
export type Row = Readonly<Record<string, string>>;

const row = z
  .record(z.string(), z.unknown())
  .transform(
    (fields): Row =>
      Object.fromEntries(Object.entries(fields).filter((one): one is [string, string] => typeof one[1] === 'string')),
  );
const oneShape = z.object({ result: row });
const listShape = z.object({ result: z.array(row) });

export interface TableQuery {
  readonly table: string;
  /** An encoded query, its values by `term`. */
  readonly query: string;
  readonly fields: readonly string[];
  readonly limit: number;
}

export interface RowReference {
  readonly table: string;
  readonly id: string;
}

/**
 * One term of an encoded query; undefined: no field holds this value, as `^` and line breaks would begin another term, and what
 * begins with `javascript:` is run by the instance and not compared.
 */
export function term(field: string, operator: '=' | 'LIKE', value: string): string | undefined {
  const isUnsafe = /[\^\p{Cc}\u2028\u2029]|^\s*javascript:/iu.test(value);
  return value === '' || isUnsafe ? undefined : `${field}${operator}${value}`;
}

/** The Table API, version 2, of an instance. */
export class TableApi {
  readonly #rest: RestClient;

  constructor(rest: RestClient) {
    this.#rest = rest;
  }

  async list({ table, query, fields, limit }: TableQuery, call: Call): Promise<readonly Row[]> {
    const asked = new URLSearchParams({ sysparm_query: query, sysparm_limit: String(limit), ...shownAs(fields) });
    const { value } = await this.#rest.send(
      {
        method: 'GET',
        target: `${pathOf(table)}?${asked}`,
        shape: listShape,
        what: `a list of ${table}`,
        permission: `the right to read ${table}`,
      },
      call,
    );
    return value.result;
  }

  /** @throws NotFoundError */
  async read({ table, id }: RowReference, fields: readonly string[], call: Call): Promise<Row> {
    const { value } = await this.#rest.send(
      {
        method: 'GET',
        target: `${this.#rowPath({ table, id })}?${new URLSearchParams(shownAs(fields))}`,
        shape: oneShape,
        what: `a row of ${table}`,
        permission: `the right to read ${table}`,
      },
      call,
    );
    return value.result;
  }

  async create(table: string, values: Row, fields: readonly string[], call: Call): Promise<Row> {
    const { value } = await this.#rest.send(
      {
        method: 'POST',
        target: `${pathOf(table)}?${new URLSearchParams(shownAs(fields))}`,
        body: values,
        shape: oneShape,
        what: `a row of ${table}`,
        permission: `the right to create ${table} (role itil)`,
      },
      call,
    );
    return value.result;
  }

  /** Answers the row as it is afterwards. @throws NotFoundError */
  async change({ table, id }: RowReference, values: Row, fields: readonly string[], call: Call): Promise<Row> {
    const { value } = await this.#rest.send(
      {
        method: 'PATCH',
        target: `${this.#rowPath({ table, id })}?${new URLSearchParams(shownAs(fields))}`,
        body: values,
        shape: oneShape,
        what: `a row of ${table}`,
        permission: `the right to write ${table} (role itil)`,
      },
      call,
    );
    return value.result;
  }

  #rowPath({ table, id }: RowReference): string {
    if (/^[0-9a-f]{32}$/.test(id)) return `${pathOf(table)}/${id}`;
    throw new NotFoundError({
      system: this.#rest.system,
      summary: 'There is no ticket of this id.',
      remedy: 'Open a new ticket.',
    });
  }
}

function pathOf(table: string): string {
  return `/api/now/v2/table/${encodeURIComponent(table)}`;
}

/** Values as they are stored, and no more than is needed: a field that is not there is left out without a word. */
function shownAs(fields: readonly string[]) {
  return {
    sysparm_fields: fields.join(','),
    sysparm_display_value: 'false',
    sysparm_exclude_reference_link: 'true',
  };
}
