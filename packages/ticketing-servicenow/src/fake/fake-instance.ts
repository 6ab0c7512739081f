import { createHash, randomUUID } from 'node:crypto';

/** A row as the Table API shows it: every value is text. */
export type FakeRow = Record<string, string>;

/** A promise that this instance breaks, to see that somebody notices. */
export type FakeMutant =
  | 'resolve-does-nothing'
  | 'correlation-dropped'
  | 'query-ignored'
  | 'order-ignored'
  | 'notes-lost'
  | 'number-missing'
  | 'hand-off-does-nothing'
  /** Of the companion app. */
  | 'app-opens-twice'
  | 'app-forgets';

export interface FakeRights {
  readonly write: boolean;
  /** The role of the companion app. */
  readonly integrator: boolean;
}

const openStates = ['1', '2', '3'];

/** A ServiceNow instance in memory: incidents, users, groups, choices, the dictionary and the journal. */
export class FakeInstance {
  readonly mutants = new Set<FakeMutant>();
  readonly #tables = new Map<string, FakeRow[]>([
    ['incident', []],
    ['sys_journal_field', []],
    ['sys_user', []],
    ['sys_user_group', []],
    ['sys_choice', []],
    ['sys_dictionary', []],
    ['sys_user_has_role', []],
  ]);
  #count = 0;

  constructor() {
    for (const value of ['Solution provided', 'Workaround provided', 'No resolution provided', 'Duplicate']) {
      this.insert('sys_choice', { name: 'incident', element: 'close_code', value, inactive: 'false' });
    }
    for (const element of ['correlation_id', 'correlation_display', 'short_description', 'description']) {
      this.insert('sys_dictionary', { name: 'task', element });
    }
  }

  hasTable(table: string): boolean {
    return this.#tables.has(table);
  }

  insert(table: string, values: FakeRow): FakeRow {
    const row = { sys_id: newId(), ...values };
    this.#rows(table).push(row);
    return row;
  }

  /** Rows that an encoded query asks for, oldest first. A term with a field that no row has is ignored, as the instance does. */
  select(table: string, query: string): readonly FakeRow[] {
    const rows = this.#rows(table);
    const fields = new Set(rows.flatMap((row) => Object.keys(row)));
    const terms = query.split('^').filter((part) => part !== '' && !part.startsWith('ORDERBY'));
    const found = rows.filter(
      (row) => this.mutants.has('query-ignored') || terms.every((part) => meets(row, part, fields)),
    );
    return this.mutants.has('order-ignored') ? found.toReversed() : found;
  }

  find(table: string, id: string): FakeRow | undefined {
    return this.#rows(table).find((row) => row.sys_id === id);
  }

  openIncident(values: FakeRow): FakeRow {
    this.#count += 1;
    const number = `INC${String(10_000 + this.#count).padStart(7, '0')}`;
    const { correlation_id, ...rest } = values;
    return this.insert('incident', {
      ...{ number, state: '1', assignment_group: '', correlation_id: '', correlation_display: '', caller_id: '' },
      ...{ close_code: '', close_notes: '', work_notes: '' },
      ...rest,
      ...(correlation_id === undefined || this.mutants.has('correlation-dropped') ? {} : { correlation_id }),
    });
  }

  /** What a data policy says against it; undefined: nothing, and it is done. */
  changeIncident(row: FakeRow, { work_notes, ...values }: FakeRow): string | undefined {
    if (values.state === '6' && openStates.includes(row.state ?? '')) {
      if (!values.close_code || !values.close_notes) {
        return 'Data Policy Exception: The following fields are mandatory: Resolution code, Resolution notes';
      }
      if (this.mutants.has('resolve-does-nothing')) return undefined;
    }
    if (this.mutants.has('hand-off-does-nothing')) delete values.correlation_display;
    Object.assign(row, values);
    // A journal field reads back empty: its lines are rows of another table.
    if (work_notes && !this.mutants.has('notes-lost')) {
      this.insert('sys_journal_field', { element_id: row.sys_id ?? '', element: 'work_notes', value: work_notes });
    }
    return undefined;
  }

  #rows(table: string): FakeRow[] {
    const rows = this.#tables.get(table);
    if (rows === undefined) throw new Error(`There is no table ${table}.`);
    return rows;
  }
}

function meets(row: FakeRow, part: string, fields: ReadonlySet<string>): boolean {
  const [, field = '', operator = '', value = ''] = /^([a-z_]+)(=|LIKE|IN|ISNOTEMPTY)(.*)$/s.exec(part) ?? [];
  if (!fields.has(field)) return true;
  const held = row[field] ?? '';
  switch (operator) {
    case '=':
      return held.toLowerCase() === value.toLowerCase();
    case 'LIKE':
      return held.toLowerCase().includes(value.toLowerCase());
    case 'IN':
      return value.split(',').includes(held);
    default:
      return held !== '';
  }
}

export function newId(): string {
  return createHash('md5').update(randomUUID()).digest('hex');
}
