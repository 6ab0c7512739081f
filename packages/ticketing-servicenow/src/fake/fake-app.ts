import type { FakeAnswer, FakeRequest } from '@access-account/testkit';
import type { FakeInstance, FakeRow } from './fake-instance.ts';

/** Who may use it is asked before; the paths of its resource. */
const paths = /^\/api\/x_access_account\/v1\/(?:tickets\/([^/]+)|about\/app)$/;
const over = ['6', '7', '8'];

interface Link {
  readonly incident: FakeRow;
  desk: string;
  readonly done: Set<string>;
}

type Part = Readonly<Record<string, unknown>> | undefined;

/** The companion app, as its source in tooling/servicenow-app does it. */
export class FakeApp {
  /** Whether it is on the instance. */
  isInstalled = true;
  /** Keys that another request has begun to open and has not opened yet. */
  readonly claimed = new Set<string>();
  readonly #instance: FakeInstance;
  readonly #links = new Map<string, Link>();

  constructor(instance: FakeInstance) {
    this.#instance = instance;
  }

  static owns(path: string): boolean {
    return path.startsWith('/api/x_');
  }

  answer(request: FakeRequest): FakeAnswer {
    const found = paths.exec(request.path);
    if (!this.isInstalled || found === null) {
      const problem = `Requested URI does not represent any resource: ${request.path}`;
      return { status: 400, body: { error: { message: problem, detail: null }, status: 'failure' } };
    }
    const key = found[1];
    if (key === undefined) return { status: 200, body: { result: this.#about(request.query.getAll('group')) } };
    const link = this.#links.get(key);
    if (request.method === 'GET') return link === undefined ? noTicket : this.#shown(200, link);
    return this.#put(key, JSON.parse(request.body), link);
  }

  #about(groups: readonly string[]) {
    return {
      app: 'access-account',
      version: '0.1.0',
      close_codes: this.#instance.select('sys_choice', '').map(({ value = '' }) => value),
      groups: groups.filter((name) => this.#sole('sys_user_group', 'name', name) !== undefined),
    };
  }

  #put(key: string, body: Readonly<Record<string, Part>>, known: Link | undefined): FakeAnswer {
    const { open, note, hand_off: handOff, resolve } = body;
    const { mutants } = this.#instance;
    const group = handOff?.group ? this.#sole('sys_user_group', 'name', String(handOff.group)) : undefined;
    if (handOff?.group && group === undefined)
      return refusal(422, 'There is no active group of this name, or more than one.');
    const isNew = known === undefined || (open !== undefined && mutants.has('app-opens-twice'));
    if (isNew && open === undefined) return noTicket;
    if (this.claimed.has(key)) return refusal(503, 'The ticket is being opened by another request.');
    const link = isNew ? this.#open(key, open ?? {}) : known;
    if (link === undefined) return noTicket;
    const { incident, done } = link;
    const isFirst = (part: Part) => {
      const mark = String(part?.mark);
      const isKnown = done.has(mark) && !mutants.has('app-forgets');
      done.add(mark);
      return part !== undefined && !isKnown;
    };
    const values: FakeRow = {};
    if (note && isFirst(note)) values.work_notes = String(note.text);
    if (handOff && isFirst(handOff)) {
      Object.assign(values, handOff.fields, { work_notes: String(handOff.reason) });
      values.correlation_display = `Access Account: ${handOff.to}`;
      if (group?.sys_id) values.assignment_group = group.sys_id;
      if (over.includes(incident.state ?? '')) values.state = '2';
      if (!mutants.has('hand-off-does-nothing')) link.desk = String(handOff.to);
    }
    if (resolve && !over.includes(incident.state ?? ''))
      Object.assign(values, { state: '6', close_code: String(resolve.code), close_notes: String(resolve.notes) });
    const refused = Object.keys(values).length === 0 ? undefined : this.#instance.changeIncident(incident, values);
    if (refused !== undefined) return refusal(422, 'A data policy or a business rule refuses the change.');
    return this.#shown(isNew ? 201 : 200, link);
  }

  #open(key: string, { short_description, description, caller_email, fields }: NonNullable<Part>): Link {
    const caller = typeof caller_email === 'string' ? this.#sole('sys_user', 'email', caller_email)?.sys_id : undefined;
    const incident = this.#instance.openIncident({
      ...(fields as FakeRow),
      short_description: String(short_description),
      description: String(description),
      correlation_id: key,
      correlation_display: 'Access Account',
      ...(caller === undefined ? {} : { caller_id: caller }),
    });
    const link = { incident, desk: '', done: new Set<string>() };
    this.#links.set(key, link);
    return link;
  }

  #sole(table: string, field: string, value: string): FakeRow | undefined {
    const found = this.#instance
      .select(table, 'active=true')
      .filter((row) => row[field] === value || row.sys_id === value);
    return found.length === 1 ? found[0] : undefined;
  }

  #shown(status: number, { incident, desk }: Link): FakeAnswer {
    const { number = '', sys_id = '', state = '' } = incident;
    const shown = over.includes(state) ? 'resolved' : desk === '' ? 'open' : 'handed-off';
    const ticket = { sys_id, state, status: shown };
    return {
      status,
      body: { result: this.#instance.mutants.has('number-missing') ? ticket : { number, ...ticket } },
    };
  }
}

function refusal(status: number, message: string): FakeAnswer {
  return { status, body: { error: { message, detail: '' }, status: 'failure' } };
}

const noTicket = refusal(404, 'There is no ticket of this key.');
