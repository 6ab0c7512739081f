import { randomUUID } from 'node:crypto';
import type { Clock } from '@access-account/contract';
import { isAdf, recordOf } from './fake-adf.ts';

/** A promise that this site breaks, to see that somebody notices. */
export type FakeMutant =
  | 'resolve-does-nothing'
  | 'hand-off-does-nothing'
  | 'labels-dropped'
  | 'comments-lost'
  | 'comments-public'
  | 'descriptions-lost'
  | 'order-ignored'
  | 'query-ignored';

export interface FakeUser {
  readonly accountId: string;
  readonly displayName: string;
  /** Undefined: kept to themselves. */
  readonly emailAddress?: string;
  readonly active: boolean;
  readonly accountType: 'atlassian' | 'app' | 'customer';
}

export interface FakeComment {
  readonly id: string;
  readonly body: unknown;
  readonly created: string;
  /** In a service project: whether the requester sees it. */
  readonly isPublic: boolean;
}

export interface FakeIssue {
  readonly id: string;
  readonly key: string;
  readonly project: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly fields: Record<string, unknown>;
  readonly labels: string[];
  readonly components: string[];
  status: FakeStatus;
  readonly comments: FakeComment[];
  /** By their global ids. */
  readonly links: Map<string, { readonly id: number; readonly object: unknown }>;
  /** An account id. */
  readonly reporter: string;
}

export interface FakeStatus {
  readonly id: string;
  readonly name: string;
  readonly category: 'new' | 'indeterminate' | 'done';
}

export interface FakeTransition {
  readonly id: string;
  readonly name: string;
  readonly to: FakeStatus;
  readonly from: readonly FakeStatus['category'][];
  /** Its screen wants a resolution. */
  readonly hasScreen: boolean;
}

/** What Jira has against which fields; nothing where it is done. */
export type FieldErrors = Readonly<Record<string, string>>;

const toDo: FakeStatus = { id: '1', name: 'To Do', category: 'new' };
const inProgress: FakeStatus = { id: '2', name: 'In Progress', category: 'indeterminate' };
const done: FakeStatus = { id: '3', name: 'Done', category: 'done' };
const cancelled: FakeStatus = { id: '4', name: 'Cancelled', category: 'done' };

/** A Jira Cloud site in memory: a software project, a service project, their workflow, users, comments and links. */
export class FakeSite {
  readonly mutants = new Set<FakeMutant>();
  readonly users: FakeUser[] = [];
  readonly components = ['Service Desk', 'Identity'];
  readonly statuses = [toDo, inProgress, done, cancelled];
  readonly resolutions = ['Done', "Won't Do"];
  readonly priorities = ['High', 'Medium', 'Low'];
  /** Whether the screen of Done wants a resolution. */
  doneHasScreen = true;
  /** Whether what is done may still be edited: `jira.issue.editable` of its status. */
  doneIsEditable = true;
  /** Whether an edit answers the whole issue, and not just what was edited. */
  answersWhole = true;
  /** Milliseconds until the search sees a new issue. */
  searchLag = 0;
  /** Fields on every screen. */
  readonly screen = new Set([
    'summary',
    'description',
    'labels',
    'priority',
    'components',
    'assignee',
    'customfield_10050',
  ]);
  /** Fields without which no issue is opened. */
  readonly required = new Set(['summary']);
  readonly #clock: Clock;
  readonly #issues: FakeIssue[] = [];
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  addUser(user: Partial<FakeUser>): FakeUser {
    const added: FakeUser = {
      accountId: randomUUID(),
      displayName: 'Somebody',
      active: true,
      accountType: 'atlassian',
      ...user,
    };
    this.users.push(added);
    return added;
  }

  /** By id or key. */
  issue(id: string): FakeIssue | undefined {
    return this.#issues.find((issue) => issue.id === id || issue.key === id);
  }

  get issues(): readonly FakeIssue[] {
    return this.#issues;
  }

  labelled(label: string): readonly FakeIssue[] {
    return this.#issues.filter(({ labels }) => labels.includes(label));
  }

  /** What the index holds by now, oldest first; undefined: this is no query that is understood here. */
  search(jql: string): readonly FakeIssue[] | undefined {
    const quoted = /^labels = ("(?:[^"\\]|\\["\\])*")( ORDER BY created (ASC|DESC))?$/.exec(jql);
    if (quoted === null) return undefined;
    const label: unknown = JSON.parse(quoted[1] ?? '""');
    const until = this.#clock.now().getTime() - this.searchLag;
    const seen = this.#issues.filter(({ created }) => created <= until);
    const found = seen.filter(({ labels }) => this.mutants.has('query-ignored') || labels.includes(String(label)));
    return (quoted[3] === 'DESC') !== this.mutants.has('order-ignored') ? found.toReversed() : found;
  }

  /** Opens an issue of these fields, or says what is wrong with them. */
  open(
    project: string,
    { labels, components, ...fields }: Readonly<Record<string, unknown>>,
    reporter: string,
  ): FakeIssue | FieldErrors {
    const given = {
      ...fields,
      ...(labels === undefined ? {} : { labels }),
      ...(components === undefined ? {} : { components }),
    };
    const errors = { ...this.#wrong(given), ...this.#lacking(given) };
    if (Object.keys(errors).length > 0) return errors;
    this.#count += 1;
    const number = this.#count;
    const issue: FakeIssue = {
      ...{ id: String(10_000 + number), key: `${project}-${number}`, project, reporter },
      created: this.#clock.now().getTime(),
      fields: this.mutants.has('descriptions-lost') ? { ...fields, description: null } : fields,
      labels: this.mutants.has('labels-dropped') ? [] : [...((labels as string[] | undefined) ?? [])],
      components: [...((components as { name: string }[] | undefined) ?? [])].map(({ name }) => name),
      status: toDo,
      comments: [],
      links: new Map(),
    };
    this.#issues.push(issue);
    return issue;
  }

  edit(
    issue: FakeIssue,
    fields: Readonly<Record<string, unknown>>,
    update: Readonly<Record<string, unknown>>,
  ): FieldErrors {
    if (issue.status.category === 'done' && !this.doneIsEditable) return { status: 'The issue cannot be edited.' };
    const errors: Record<string, string> = { ...this.#wrong(fields) };
    const { comment: said = [], ...updates } = update;
    const words = (Array.isArray(said) ? said : [said]).map((one) => recordOf(recordOf(one).add).body);
    if (!words.every(isAdf)) errors.comment = 'Comment body is not valid!';
    for (const [name, operations] of Object.entries(updates)) {
      const isKnown =
        (name === 'labels' || name === 'components') && this.screen.has(name) && Array.isArray(operations);
      if (!isKnown || name in fields) errors[name] = notOnScreen(name);
      else Object.assign(errors, this.#wrong({ [name]: operations.map((one) => recordOf(one).add) }));
    }
    if (Object.keys(errors).length > 0) return errors;
    const added = (name: string) => ((update[name] as { add: unknown }[] | undefined) ?? []).map(({ add }) => add);
    Object.assign(issue.fields, fields);
    for (const body of words) this.comment(issue, body, false);
    if (this.mutants.has('hand-off-does-nothing')) return {};
    for (const label of added('labels') as string[]) if (!issue.labels.includes(label)) issue.labels.push(label);
    for (const { name } of added('components') as { name: string }[])
      if (!issue.components.includes(name)) issue.components.push(name);
    return {};
  }

  comment(issue: FakeIssue, body: unknown, isInternal: boolean): FakeComment {
    const isPublic = this.mutants.has('comments-public') || !isInternal;
    const comment = {
      id: String(20_000 + issue.comments.length),
      body,
      created: this.#clock.now().toISOString(),
      isPublic,
    };
    if (!this.mutants.has('comments-lost')) issue.comments.push(comment);
    return comment;
  }

  transitionsOf({ status }: FakeIssue): readonly FakeTransition[] {
    return this.#workflow().filter(({ from, to }) => from.includes(status.category) && to.id !== status.id);
  }

  transition(issue: FakeIssue, id: string, fields: Readonly<Record<string, unknown>>): FieldErrors | undefined {
    const transition = this.transitionsOf(issue).find((one) => one.id === id);
    if (transition === undefined) return undefined;
    const allowed = transition.hasScreen ? ['resolution'] : [];
    const stray = Object.keys(fields).filter((name) => !allowed.includes(name));
    if (stray.length > 0) return Object.fromEntries(stray.map((name) => [name, notOnScreen(name)]));
    const resolution = recordOf(fields.resolution).name;
    if (transition.hasScreen && !this.resolutions.includes(String(resolution)))
      return { resolution: resolution === undefined ? 'Resolution is required.' : 'Resolution name is not valid.' };
    if (this.mutants.has('resolve-does-nothing') && transition.to.category === 'done') return {};
    issue.status = transition.to;
    return {};
  }

  /** Links an issue to what this global id stands for; whether it was not there before. */
  link(issue: FakeIssue, globalId: string, object: unknown): { readonly id: number; readonly isNew: boolean } {
    const before = issue.links.get(globalId);
    const id = before?.id ?? 30_000 + issue.links.size;
    issue.links.set(globalId, { id, object });
    return { id, isNew: before === undefined };
  }

  #workflow(): readonly FakeTransition[] {
    const open = ['new', 'indeterminate'] as const;
    return [
      { id: '11', name: 'Start', to: inProgress, from: ['new'], hasScreen: false },
      { id: '21', name: 'Done', to: done, from: open, hasScreen: this.doneHasScreen },
      { id: '31', name: 'Cancel', to: cancelled, from: open, hasScreen: false },
      { id: '41', name: 'Reopen', to: inProgress, from: ['done'], hasScreen: false },
    ];
  }

  #lacking(fields: Readonly<Record<string, unknown>>): FieldErrors {
    return Object.fromEntries(
      [...this.required].filter((name) => fields[name] === undefined).map((name) => [name, `${name} is required.`]),
    );
  }

  #wrong(fields: Readonly<Record<string, unknown>>): FieldErrors {
    const wrong = Object.entries(fields).map(([name, value]) => [name, this.#objection(name, value)] as const);
    return Object.fromEntries(wrong.filter((one): one is readonly [string, string] => one[1] !== undefined));
  }

  #objection(name: string, value: unknown): string | undefined {
    if (!this.screen.has(name)) return notOnScreen(name);
    const named = recordOf(value).name;
    switch (name) {
      case 'summary':
        if (typeof value !== 'string' || value.trim() === '') return 'You must specify a summary of the issue.';
        if (value.length > 255) return 'Summary can’t exceed 255 characters.';
        return /[\r\n]/.test(value) ? 'The summary is invalid because it contains newline characters.' : undefined;
      case 'description':
        return isAdf(value)
          ? undefined
          : 'Operation value must be an Atlassian Document (see the Atlassian Document Format)';
      case 'labels':
        if (!Array.isArray(value)) return 'data was not an array';
        return value.every((one) => typeof one === 'string' && /^\S{1,255}$/.test(one))
          ? undefined
          : 'The label contains spaces which is invalid.';
      case 'priority':
        return this.priorities.includes(String(named)) ? undefined : 'The priority selected is invalid.';
      case 'components':
        if (!Array.isArray(value)) return 'data was not an array';
        return value.every((one) => this.components.includes(String(recordOf(one).name)))
          ? undefined
          : 'Component name is not valid';
      case 'assignee':
        return this.users.some(({ accountId }) => accountId === recordOf(value).id)
          ? undefined
          : 'User cannot be assigned issues.';
      default:
        return undefined;
    }
  }
}

function notOnScreen(name: string): string {
  return `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`;
}
