import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Message, Requester } from '@access-account/contract';
import { Chat } from './chat.ts';
import { Desk, type DeskTicket } from './desk.ts';
import { Directory, type DirectoryLock, type DirectoryPerson } from './directory.ts';
import { Ledger } from './ledger.ts';

/** What `POST /control` understands; several at once are done in this order. */
export interface StandInControl {
  /** People by formula: `person-1` to `person-<population>`, with the passwords `password-of-<login>`. */
  readonly population?: number;
  readonly add?: Omit<DirectoryPerson, 'id'>;
  readonly disable?: string;
  /** Sets one more second factor up. */
  readonly enrol?: { readonly login: string; readonly label: string };
  /** Locks `person-<from>` and those after it: all at once, or so many per second. */
  readonly lock?: { readonly from: number; readonly count: number; readonly perSecond?: number };
  readonly clearLedger?: true;
}

interface Request {
  readonly method: string;
  /** The path's parts. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly key: string;
  readonly body: unknown;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const ok = (body: unknown): Answer => ({ status: 200, body });
const notFound: Answer = { status: 404, body: { error: 'not found' } };
const changes: Readonly<Record<string, string>> = {
  notes: 'ticket.note',
  resolve: 'ticket.resolve',
  'hand-off': 'ticket.hand-off',
};

/** Directory, chat and desk on one port of the loopback, and the ledger of what was written there. Answers its URL. */
export async function startProvider(): Promise<string> {
  const ledger = new Ledger();
  const directory = new Directory(ledger);
  const provider = { ledger, directory, chat: new Chat(ledger, directory), desk: new Desk(ledger, directory) };
  const server = createServer((request, response) => void answer(provider, request, response));
  // A connection is kept as long as the product wants it: none is cut off in the middle of a measurement.
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type Provider = { readonly ledger: Ledger; readonly directory: Directory; readonly chat: Chat; readonly desk: Desk };

async function answer(provider: Provider, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, body } = await understood(incoming)
    .then((request) => route(provider, request))
    .catch((error: Error): Answer => ({ status: 400, body: { error: error.message } }));
  const text = JSON.stringify(body);
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    .end(text);
}

async function understood(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = new URL(incoming.url ?? '/', 'http://provider');
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname.slice(1).split('/').map(decodeURIComponent),
    query: url.searchParams,
    key: String(incoming.headers['idempotency-key'] ?? ''),
    body: chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString()),
  };
}

async function route(provider: Provider, request: Request): Promise<Answer> {
  switch (request.path[0]) {
    case 'directory':
      return directoryAnswer(provider, request);
    case 'chat':
      return chatAnswer(provider, request);
    case 'desk':
      return deskAnswer(provider, request);
    case 'ledger':
      return ok(provider.ledger.page(number(request, 'after'), number(request, 'limit', 10_000)));
    case 'counters':
      return ok(provider.ledger.counters);
    case 'control':
      control(provider, request.body as StandInControl);
      return ok({});
    default:
      return notFound;
  }
}

function directoryAnswer({ directory }: Provider, { method, path, query, key, body }: Request): Answer {
  const [, collection, id, action] = path;
  const asked = { method, path, query, key, body };
  if (collection === 'sign-in') {
    const { login, password } = body as { login: string; password: string };
    return { status: directory.signIn(login, password), body: {} };
  }
  if (collection === 'locks') return ok(directory.history(number(asked, 'after'), number(asked, 'limit', 10_000)));
  if (collection === 'lockouts') {
    const after = query.get('directory') === directory.instance ? number(asked, 'after') : 0;
    const { locked, last, more } = directory.lockedAfter(after, number(asked, 'limit', 1000));
    const lockouts = locked.map(({ person, lock }) => ({ account: accountOf(person), lock: lockShown(lock) }));
    return ok({ directory: directory.instance, lockouts, last, more });
  }
  if (id === undefined) {
    return ok(directory.find(query.get('by') ?? '', query.get('value') ?? '').map(accountOf));
  }
  const [person] = directory.find('id', id);
  if (person === undefined) return notFound;
  if (action === undefined) {
    const lock = directory.lockOf(person);
    return ok({
      account: accountOf(person),
      disabled: directory.isDisabled(person),
      lock: lock === null ? null : lockShown(lock),
    });
  }
  if (action === 'factors' && method === 'GET') return ok(directory.factorsOf(person));
  if (directory.isDisabled(person)) return { status: 409, body: { error: 'disabled' } };
  if (action === 'factors') return ok({ changed: directory.removeFactor(person, path[4] ?? '', key) });
  return ok({ changed: directory.unlock(person, key) });
}

async function chatAnswer({ directory, chat }: Provider, asked: Request): Promise<Answer> {
  const { method, path, query, key, body } = asked;
  const [, collection, id] = path;
  if (collection === 'people') {
    const person = directory.byLogin(id ?? '');
    if (person === undefined) return notFound;
    const { login, displayName } = person;
    return ok({ user: login, conversation: `with-${login}`, login, displayName });
  }
  if (method === 'GET') {
    const login = query.get('login');
    const after = number(asked, 'after');
    if (login === null) return ok(chat.after(after, number(asked, 'limit', 10_000)));
    await chat.news({ login, n: after, wait: number(asked, 'wait') });
    return ok(chat.seenBy(login));
  }
  const { conversation, message } = body as { conversation: string; message: Message };
  const shown =
    id === undefined ? chat.send(conversation.replace(/^with-/, ''), message, key) : chat.update(id, message, key);
  return shown === undefined ? notFound : ok({ id: shown });
}

function deskAnswer({ desk }: Provider, { method, path, query, key, body }: Request): Answer {
  const [, , id, action] = path;
  if (id === undefined) {
    const login = query.get('login');
    if (method === 'GET') return ok(login === null ? desk.byKey(query.get('key') ?? '') : desk.byLogin(login));
    const asked = body as { key: string; requester: Requester; subject: string; description: string };
    return ok(desk.open(asked, key));
  }
  const ticket = desk.ticket(id);
  if (ticket === undefined) return notFound;
  const operation = changes[action ?? ''];
  if (operation === undefined) return ok(ticket);
  const { text, to } = body as { text: string; to?: string };
  return ok(desk.change({ operation, ticket, idempotencyKey: key, change: { text, ...statusAfter(operation, to) } }));
}

function statusAfter(operation: string, to: string | undefined): Partial<Pick<DeskTicket, 'status' | 'desk'>> {
  if (operation === 'ticket.resolve') return { status: 'resolved' };
  return operation === 'ticket.hand-off' ? { status: 'handed-off', desk: to ?? null } : {};
}

function control(
  { directory, ledger }: Provider,
  { population, add, disable, enrol, lock, clearLedger }: StandInControl,
): void {
  if (population !== undefined) directory.population = population;
  if (add !== undefined) directory.add(add);
  const disabled = disable === undefined ? undefined : directory.byLogin(disable);
  if (disabled !== undefined) directory.disable(disabled);
  const enrolling = enrol === undefined ? undefined : directory.byLogin(enrol.login);
  if (enrolling !== undefined && enrol !== undefined) directory.enrol(enrolling, enrol.label);
  if (clearLedger) ledger.clear();
  if (lock !== undefined) lockMany(directory, lock);
}

function lockMany(directory: Directory, { from, count, perSecond }: NonNullable<StandInControl['lock']>): void {
  const begun = performance.now();
  let locked = 0;
  const lockDue = () => {
    const due = perSecond === undefined ? count : ((performance.now() - begun) / 1000) * perSecond;
    for (; locked < Math.min(count, due); locked += 1) {
      const person = directory.byLogin(`person-${from + locked}`);
      if (person !== undefined) directory.lock(person);
    }
    if (locked >= count) clearInterval(timer);
  };
  const timer = setInterval(lockDue, 10);
  lockDue();
}

function accountOf({ id, login, displayName, email }: DirectoryPerson) {
  return { id, login, displayName, email, locale: null };
}

function lockShown({ number: lock, at }: DirectoryLock) {
  return { episode: `lock-${lock}`, since: new Date(at).toISOString() };
}

function number({ query }: Pick<Request, 'query'>, name: string, otherwise = 0): number {
  const value = Number(query.get(name) ?? otherwise);
  return Number.isFinite(value) ? value : otherwise;
}
