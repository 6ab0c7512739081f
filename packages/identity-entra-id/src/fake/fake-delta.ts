import { badRequest, expiredLink, type FakeAnswer } from './fake-answers.ts';
import type { FakeRequest } from './fake-api.ts';
import type { FakePerson } from './fake-tenant.ts';
import { selected, userAnswer } from './fake-user.ts';

/** Milliseconds: Graph keeps what it needs for a link for a week. */
const linksServe = 7 * 24 * 60 * 60_000;

interface Place {
  /** The changes that are told by now; and, while everybody is told, how many people are. */
  readonly changes: number;
  readonly people: number | null;
  readonly select: string;
  readonly at: number;
}

/** `users/delta`: everybody in pages, at the end of them a link, and behind that link what changed since. */
export function deltaAnswer(request: FakeRequest): FakeAnswer {
  const { query, tenant } = request;
  const token = query.get('$skiptoken') ?? query.get('$deltatoken');
  const select = query.get('$select') ?? '';
  const begun: Place = { changes: tenant.changes.length, people: 0, select, at: tenant.now.getTime() };
  const place = token === null ? begun : placeOf(token);
  if (place === null) return badRequest('Badly formed token.');
  if (tenant.now.getTime() - place.at > linksServe) return expiredLink;
  return place.people === null ? changesAnswer(request, place) : everybodyAnswer(request, place, place.people);
}

function everybodyAnswer(request: FakeRequest, place: Place, from: number): FakeAnswer {
  const { tenant, pageSize } = request;
  const people = [...tenant.people.values()];
  const shown = people.slice(from, from + pageSize).map((person) => changed(person, request, place));
  const to = from + pageSize;
  const skipped = tenant.mutants.has('page-dropped') ? pageSize : 0;
  const following = to < people.length ? { ...place, people: to + skipped } : null;
  return answerOf({ request, shown, place, following });
}

function changesAnswer(request: FakeRequest, place: Place): FakeAnswer {
  const { tenant, pageSize } = request;
  const waiting = tenant.changes.slice(place.changes, place.changes + pageSize);
  const shown = waiting.flatMap(({ id, of }): object[] => {
    const person = tenant.people.get(id);
    if (of === null || person === undefined) {
      return tenant.mutants.has('removed-not-told') ? [] : [{ id, '@removed': { reason: 'changed' } }];
    }
    // A new manager comes alone, and another change comes without the manager.
    if (of === 'manager') return [{ id, 'manager@delta': managersOf(person) }];
    return [defined(selected(userAnswer(person, tenant), place.select))];
  });
  const changes = place.changes + waiting.length;
  const following = changes < tenant.changes.length ? { ...place, changes } : null;
  return answerOf({ request, shown, place: { ...place, changes }, following });
}

function changed(person: FakePerson, { tenant }: FakeRequest, { select }: Place): object {
  const user = defined(selected(userAnswer(person, tenant), select));
  const isAsked = select.split(',').includes('manager') && person.manager !== undefined;
  return isAsked ? { ...user, 'manager@delta': managersOf(person) } : user;
}

function managersOf({ manager }: FakePerson): readonly object[] {
  return manager === undefined ? [] : [{ '@odata.type': '#microsoft.graph.user', id: manager }];
}

/** Properties that never had a value are left out. */
function defined(user: object): object {
  return Object.fromEntries(Object.entries(user).filter(([, value]) => value !== null));
}

interface AnswerOptions {
  readonly request: FakeRequest;
  readonly shown: readonly object[];
  readonly place: Place;
  /** null: all is told. */
  readonly following: Place | null;
}

function answerOf({ request: { graphUrl, tenant }, shown, place, following }: AnswerOptions): FakeAnswer {
  const link = (name: string, to: Place) => `${graphUrl}/v1.0/users/delta?${name}=${tokenOf(to)}`;
  const end = { ...place, people: null, at: tenant.now.getTime() };
  const links =
    following === null
      ? { '@odata.deltaLink': link('$deltatoken', end) }
      : { '@odata.nextLink': link('$skiptoken', following) };
  return { status: 200, body: { '@odata.context': `${graphUrl}/v1.0/$metadata#users`, ...links, value: shown } };
}

function tokenOf(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function placeOf(token: string): Place | null {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString()) as Place;
  } catch {
    return null;
  }
}
