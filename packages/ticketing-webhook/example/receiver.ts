// A receiver of Access Account's webhooks to begin with: Node 24 or newer, and no package.
//   WEBHOOK_SECRET="whsec_$(openssl rand -base64 32)" node receiver.ts 8787
// It keeps its tickets in memory. A real one keeps them in a database, with a unique index on `key` and one on the message id.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';

export type Status = 'open' | 'handed-off' | 'resolved';

export interface Ticket {
  readonly id: string;
  readonly key: string;
  readonly subject: string;
  readonly description: string;
  status: Status;
  /** Who it was handed to. */
  desk: string | null;
  readonly history: string[];
  /** Ids of the messages that were carried out: a repeat is answered like the first one, and does nothing. */
  readonly done: Set<string>;
}

export interface Message {
  readonly type: string;
  readonly data: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** The tickets, and what each message does to them. */
export class Desk {
  readonly tickets = new Map<string, Ticket>();

  carryOut(id: string, { type, data }: Message): Answer {
    if (type === 'check') return { status: 200, body: { ready: true } };
    if (type === 'ticket.open') return this.open(data);
    const ticket = this.tickets.get(data.ticket ?? '');
    if (ticket === undefined) return { status: 404 };
    const isRepeat = ticket.done.has(id);
    ticket.done.add(id);
    switch (type) {
      case 'ticket.note':
        if (!isRepeat) ticket.history.push(data.text ?? '');
        return { status: 204 };
      case 'ticket.resolve':
        // What was resolved already stays as it is.
        if (!isRepeat && ticket.status !== 'resolved') this.resolve(ticket, data);
        return { status: 200, body: { status: ticket.status } };
      case 'ticket.hand-off':
        if (!isRepeat) this.handOff(ticket, data);
        return { status: 200, body: { status: ticket.status } };
      default:
        return { status: 400 };
    }
  }

  find(key: string): Ticket | undefined {
    return [...this.tickets.values()].find((one) => one.key === key);
  }

  /** The same key is the same ticket. */
  open({ key = '', subject = '', description = '' }: Message['data']): Answer {
    let ticket = this.find(key);
    if (ticket === undefined) {
      const id = String(this.tickets.size + 1);
      const empty = { status: 'open', desk: null, history: [], done: new Set<string>() } as const;
      ticket = { id, key, subject, description, ...empty, history: [] };
      this.tickets.set(id, ticket);
    }
    return { status: 200, body: { id: ticket.id, number: `DESK-${ticket.id}`, url: null } };
  }

  resolve(ticket: Ticket, { resolution = '' }: Message['data']): void {
    ticket.status = 'resolved';
    ticket.history.push(resolution);
  }

  handOff(ticket: Ticket, { to = '', reason = '' }: Message['data']): void {
    ticket.status = 'handed-off';
    ticket.desk = to;
    ticket.history.push(reason);
  }
}

export interface Signed {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: string;
  /** One or more, with spaces between them: two while a secret is replaced. */
  readonly signatures: string;
  /** As it came, before anything parses it. */
  readonly body: string;
}

/** Seconds a message may be old, or ahead. */
const tolerance = 300;

/** Whether a message was signed with the secret, just now (Standard Webhooks). */
export function isAuthentic({ id, timestamp, signatures, body }: Signed, secret: string, now: Date): boolean {
  const age = now.getTime() / 1000 - Number(timestamp);
  if (id === '' || !(Math.abs(age) <= tolerance)) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const right = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  return signatures.split(' ').some((one) => {
    const [version, signature = ''] = one.split(',');
    const given = Buffer.from(signature, 'base64');
    return version === 'v1' && given.length === right.length && timingSafeEqual(given, right);
  });
}

export interface ReceiverOptions {
  readonly desk: Desk;
  readonly secret: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly now?: () => Date;
}

/** Bytes of a message. */
const longest = 1024 * 1024;

export async function startReceiver({ desk, secret, port, now = () => new Date() }: ReceiverOptions): Promise<Server> {
  const server = createServer(async (request, response) => {
    const { status, body } = await answerTo(request).catch((): Answer => ({ status: 400 }));
    const text = body === undefined ? '' : JSON.stringify(body);
    response.writeHead(status, text === '' ? {} : { 'content-type': 'application/json' }).end(text);
  });

  async function answerTo(request: IncomingMessage): Promise<Answer> {
    if (request.method !== 'POST') return { status: 405 };
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) {
      body += chunk;
      if (body.length > longest) return { status: 413 };
    }
    const header = (name: string) => String(request.headers[name] ?? '');
    const id = header('webhook-id');
    const signed = { id, timestamp: header('webhook-timestamp'), signatures: header('webhook-signature'), body };
    if (!isAuthentic(signed, secret, now())) return { status: 401 };
    return desk.carryOut(id, JSON.parse(body) as Message);
  }

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

if (import.meta.main) {
  const { WEBHOOK_SECRET: secret } = process.env;
  if (secret === undefined) throw new Error('Set WEBHOOK_SECRET, the one the connector signs with.');
  const server = await startReceiver({ desk: new Desk(), secret, port: Number(process.argv[2] ?? 8787) });
  process.stdout.write(`Waiting for webhooks at ${JSON.stringify(server.address())}\n`);
}
