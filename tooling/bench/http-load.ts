import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface PostOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Answered {
  readonly status: number;
  readonly body: string;
  /** Milliseconds. */
  readonly took: number;
}

/**
 * One HTTP/1.1 connection that is kept: one request at a time. As lean as a client can be, since it takes its share
 * of the machine that is measured.
 */
class Connection {
  readonly #socket: Socket;
  #received = '';
  #waiting: ((status: number, body: string) => void) | undefined;
  #failed: ((error: Error) => void) | undefined;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.#socket.setEncoding('latin1').on('data', (text) => this.#take(String(text)));
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error(`${url} closed the connection.`)));
  }

  post(request: string): Promise<Answered> {
    const begun = performance.now();
    return new Promise((resolve, reject) => {
      this.#waiting = (status, body) => resolve({ status, body, took: performance.now() - begun });
      this.#failed = reject;
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.removeAllListeners('close').on('error', () => undefined);
    this.#socket.destroy();
  }

  #take(text: string): void {
    this.#received += text;
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#received.slice(0, end).toLowerCase();
    const body = bodyOf(head, this.#received.slice(end + 4));
    if (body === undefined) return;
    this.#received = '';
    this.#waiting?.(Number(head.slice(9, 12)), body);
    this.#waiting = undefined;
  }

  #fail(error: Error): void {
    if (this.#waiting !== undefined) this.#failed?.(error);
    this.#waiting = undefined;
  }
}

/** Undefined while there is more to come. */
function bodyOf(head: string, rest: string): string | undefined {
  const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1];
  if (length !== undefined) return rest.length >= Number(length) ? rest : undefined;
  return rest.endsWith('0\r\n\r\n') ? rest : undefined;
}

function requestOf({ url, headers, body }: PostOptions): string {
  const { host, pathname } = new URL(url);
  const lines = Object.entries({ host, 'content-length': String(Buffer.byteLength(body)), ...headers });
  return `POST ${pathname} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

/** Connections that are kept, by server. */
class Connections {
  readonly #idle = new Map<string, Connection[]>();
  readonly #all: Connection[] = [];

  async post(what: PostOptions): Promise<Answered> {
    const { host } = new URL(what.url);
    const idle = this.#idle.get(host) ?? [];
    this.#idle.set(host, idle);
    const connection = idle.pop() ?? this.#open(what.url);
    const answered = await connection.post(requestOf(what));
    idle.push(connection);
    return answered;
  }

  close(): void {
    for (const connection of this.#all) connection.close();
  }

  #open(url: string): Connection {
    const connection = new Connection(url);
    this.#all.push(connection);
    return connection;
  }
}

export interface LoadResult {
  readonly answers: readonly Answered[];
  /** From the first request to the last end. */
  readonly seconds: number;
}

export interface ClosedLoopOptions<Member> {
  readonly members: Iterable<Member>;
  /** How many are under way at any time. */
  readonly open: number;
  readonly post: (member: Member) => PostOptions;
  /** What a member does after its answer, before the next begins; by default nothing. */
  readonly afterwards?: (member: Member, answered: Answered) => Promise<void>;
  /** Milliseconds after which nothing new is begun. */
  readonly within?: number;
}

/** Every member posts once; so many at a time, each after the end of another. */
export async function closedLoop<Member>(options: ClosedLoopOptions<Member>): Promise<LoadResult> {
  const { members, open, post, afterwards, within = Number.POSITIVE_INFINITY } = options;
  const queue = members[Symbol.iterator]();
  const connections = new Connections();
  const answers: Answered[] = [];
  const begun = performance.now();
  const runner = async () => {
    while (performance.now() - begun < within) {
      const next = queue.next();
      if (next.done === true) return;
      const answered = await connections.post(post(next.value));
      answers.push(answered);
      await afterwards?.(next.value, answered);
    }
  };
  try {
    await Promise.all(Array.from({ length: open }, runner));
    return { answers, seconds: (performance.now() - begun) / 1000 };
  } finally {
    connections.close();
  }
}

export interface OpenLoopOptions<Member> {
  readonly members: readonly Member[];
  /** Requests per second, whatever becomes of those before. */
  readonly rate: number;
  readonly post: (member: Member) => PostOptions;
}

/** Every member posts once, at its own moment; what it took counts from that moment, so that no wait is left out. */
export async function openLoop<Member>({ members, rate, post }: OpenLoopOptions<Member>): Promise<LoadResult> {
  const connections = new Connections();
  const begun = performance.now();
  const posted = members.map(async (member, index): Promise<Answered> => {
    const due = begun + (index * 1000) / rate;
    await delay(Math.max(0, due - performance.now()));
    const { status, body } = await connections.post(post(member));
    return { status, body, took: performance.now() - due };
  });
  try {
    return { answers: await Promise.all(posted), seconds: (performance.now() - begun) / 1000 };
  } finally {
    connections.close();
  }
}
