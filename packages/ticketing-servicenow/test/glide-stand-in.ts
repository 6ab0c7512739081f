import { createHash, randomUUID } from 'node:crypto';

type Values = Record<string, string>;

/** Columns whose values the database keeps unique. */
const unique: Readonly<Record<string, string>> = { x_access_account_ticket: 'key' };

/** The tables that the app's own source runs over. */
export class GlideTables {
  readonly #tables = new Map<string, Values[]>();
  /** Tables that a business rule lets nobody write. */
  readonly refused = new Set<string>();
  /** Seconds by which every row is older than it is. */
  age = 0;

  rows(table: string): Values[] {
    const rows = this.#tables.get(table) ?? [];
    this.#tables.set(table, rows);
    return rows;
  }

  /** `GlideRecord` and `gs`, as far as the source uses them. */
  glide() {
    const tables = this;
    class GlideRecord {
      readonly #table: string;
      readonly #conditions: ((row: Values) => boolean)[] = [];
      #values: Values = {};
      #row: Values | undefined;
      #found: Values[] = [];
      #at = -1;
      #limit = Number.POSITIVE_INFINITY;
      #order: string | undefined;

      constructor(table: string) {
        this.#table = table;
      }

      initialize(): void {
        this.#values = {};
      }

      setValue(field: string, value: unknown): void {
        this.#values[field] = String(value);
      }

      getValue(field: string): string | null {
        const value = this.#values[field] ?? this.#row?.[field];
        return value === undefined || value === '' ? null : value;
      }

      getUniqueValue(): string {
        return this.#row?.sys_id ?? '';
      }

      addQuery(field: string, operator: unknown, value?: unknown): void {
        const [kind, wanted] = value === undefined ? ['=', String(operator)] : [String(operator), String(value)];
        this.#conditions.push((row) =>
          kind === 'IN' ? wanted.split(',').includes(row[field] ?? '') : (row[field] ?? '') === wanted,
        );
      }

      orderBy(field: string): void {
        this.#order = field;
      }

      setLimit(limit: number): void {
        this.#limit = limit;
      }

      query(): void {
        const found = tables.rows(this.#table).filter((row) => this.#conditions.every((holds) => holds(row)));
        const order = this.#order;
        if (order !== undefined) found.sort((one, other) => ((one[order] ?? '') < (other[order] ?? '') ? -1 : 1));
        this.#found = found.slice(0, this.#limit);
      }

      next(): boolean {
        this.#at += 1;
        this.#row = this.#found[this.#at];
        return this.#row !== undefined;
      }

      get(field: string, value?: string): boolean {
        const [name, wanted] = value === undefined ? ['sys_id', field] : [field, value];
        this.#row = tables.rows(this.#table).find((row) => row[name] === wanted);
        return this.#row !== undefined;
      }

      insert(): string | null {
        const key = unique[this.#table];
        const rows = tables.rows(this.#table);
        const isTwice = key !== undefined && rows.some((row) => row[key] === this.#values[key]);
        if (isTwice || tables.refused.has(this.#table)) return null;
        const created = new Date(Date.now() - tables.age * 1000).toISOString().slice(0, 19).replace('T', ' ');
        this.#row = {
          sys_id: createHash('md5').update(randomUUID()).digest('hex'),
          sys_created_on: created,
          ...(this.#table === 'incident'
            ? { number: `INC${String(rows.length + 1).padStart(7, '0')}`, state: '1' }
            : {}),
          ...this.#values,
        };
        rows.push(this.#row);
        this.#values = {};
        return this.#row.sys_id ?? null;
      }

      deleteRecord(): boolean {
        const rows = tables.rows(this.#table);
        const at = this.#row === undefined ? -1 : rows.indexOf(this.#row);
        if (at >= 0) rows.splice(at, 1);
        return at >= 0;
      }

      update(): string | null {
        if (this.#row === undefined || tables.refused.has(this.#table)) return null;
        Object.assign(this.#row, this.#values);
        this.#values = {};
        return this.#row.sys_id ?? null;
      }
    }
    return { GlideRecord, gs: { debug: () => undefined } };
  }
}

/** What a scripted REST resource answers with: `result` around the body, or the error. */
export class GlideResponse {
  status = 0;
  body: unknown = undefined;

  setStatus(status: number): void {
    this.status = status;
  }

  setBody(result: unknown): void {
    this.body = { result };
  }

  setError({ status, message }: GlideError): void {
    this.status = status;
    this.body = { error: { message, detail: '' }, status: 'failure' };
  }
}

/** `sn_ws_err.ServiceError` */
export class GlideError {
  status = 500;
  message = '';

  setStatus(status: number): this {
    this.status = status;
    return this;
  }

  setMessage(message: string): this {
    this.message = message;
    return this;
  }
}
