import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { FakeMailbox, StoredMail } from './fake-mailbox.ts';

export interface FakeImapOptions {
  readonly mailbox: FakeMailbox;
  /** Whether these let somebody in. */
  readonly authenticate: (sign: {
    readonly user: string;
    readonly password?: string;
    readonly token?: string;
  }) => boolean;
}

/**
 * As much of an IMAP server (RFC 3501, 2177, 4959, XOAUTH2) as a reader of one folder meets. It tells of new mails while somebody
 * idles and not before, and it numbers them as the folder does.
 */
export class FakeImap {
  readonly #options: FakeImapOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Clients that idle at this moment. */
  idling = 0;
  /** Commands that came, in their order, without what they say. */
  readonly commands: string[] = [];

  constructor(options: FakeImapOptions) {
    this.#options = options;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  /** Every connection breaks, without a word. */
  breakOff(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.#server.close();
    this.breakOff();
    await once(this.#server, 'close').catch(() => undefined);
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    const session = new Session(socket, this.#options, this);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      session.end();
    });
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => session.take(bytes));
    socket.write('* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2 IDLE ID] ready\r\n');
  }
}

const capabilities = 'CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2 IDLE ID';

class Session {
  readonly #socket: Socket;
  readonly #options: FakeImapOptions;
  readonly #server: FakeImap;
  #input = '';
  #known = 0;
  #idleTag: string | undefined;
  /** A sign-in whose second half is still to come. */
  #signing: { readonly tag: string; readonly mechanism: string } | undefined;
  #stopListening: (() => void) | undefined;

  constructor(socket: Socket, options: FakeImapOptions, server: FakeImap) {
    this.#socket = socket;
    this.#options = options;
    this.#server = server;
  }

  end(): void {
    if (this.#idleTag !== undefined) this.#server.idling -= 1;
    this.#idleTag = undefined;
    this.#stopListening?.();
  }

  take(bytes: Buffer): void {
    this.#input += bytes.toString('latin1');
    for (;;) {
      const end = this.#input.indexOf('\r\n');
      if (end === -1) return;
      const literal = /\{(\d+)(\+?)\}$/.exec(this.#input.slice(0, end));
      if (literal === null) {
        const line = this.#input.slice(0, end);
        this.#input = this.#input.slice(end + 2);
        this.#command(line);
        continue;
      }
      // A literal belongs to its line: it becomes a quoted word of it.
      const length = Number(literal[1]);
      if (this.#input.length < end + 2 + length) {
        if (literal[2] === '') this.#write('+ go on');
        return;
      }
      const words = this.#input.slice(end + 2, end + 2 + length).replace(/["\\]/g, '\\$&');
      this.#input = `${this.#input.slice(0, literal.index)}"${words}"${this.#input.slice(end + 2 + length)}`;
    }
  }

  #command(line: string): undefined {
    if (this.#idleTag !== undefined) {
      if (line.toUpperCase() !== 'DONE') return undefined;
      this.#server.idling -= 1;
      this.#write(`${this.#idleTag} OK`);
      this.#idleTag = undefined;
      return undefined;
    }
    if (this.#signing !== undefined) {
      const { tag, mechanism } = this.#signing;
      this.#signing = undefined;
      return this.#letIn(tag, this.#options.authenticate(saslOf(`${mechanism} ${line}`)));
    }
    const [tag = '*', ...words] = line.split(' ');
    const name = (words[0]?.toUpperCase() === 'UID' ? `UID ${words[1] ?? ''}` : (words[0] ?? '')).toUpperCase();
    const rest = words.slice(name.startsWith('UID ') ? 2 : 1).join(' ');
    this.#server.commands.push(name);
    switch (name) {
      case 'CAPABILITY':
        this.#write(`* ${capabilities}`);
        return this.#ok(tag);
      case 'LOGIN': {
        const [user = '', password = ''] = wordsOf(rest);
        return this.#letIn(tag, this.#options.authenticate({ user, password }));
      }
      case 'AUTHENTICATE':
        if (!rest.includes(' ')) {
          this.#signing = { tag, mechanism: rest };
          return this.#write('+ ');
        }
        return this.#letIn(tag, this.#options.authenticate(saslOf(rest)));
      case 'ID':
        this.#write('* ID ("name" "fake")');
        return this.#ok(tag);
      case 'LIST':
        this.#write('* LIST (\\HasNoChildren) "/" INBOX');
        return this.#ok(tag);
      case 'SELECT':
        return this.#select(tag, wordsOf(rest)[0] ?? '');
      case 'UID SEARCH':
        return this.#search(tag, rest);
      case 'UID FETCH':
        return this.#give(tag, rest);
      case 'UID STORE':
        return this.#store(tag, rest);
      case 'IDLE':
        this.#idleTag = tag;
        this.#server.idling += 1;
        this.#write('+ idling');
        return this.#tell();
      case 'NOOP':
        this.#tell();
        return this.#ok(tag);
      case 'LOGOUT':
        this.#write('* BYE');
        this.#ok(tag);
        this.#socket.end();
        return undefined;
      default:
        return this.#write(`${tag} BAD unknown command`);
    }
  }

  #letIn(tag: string, isIn: boolean): undefined {
    this.#write(isIn ? `${tag} OK [${capabilities}] in` : `${tag} NO [AUTHENTICATIONFAILED] no`);
  }

  #select(tag: string, folder: string): undefined {
    if (folder.toUpperCase() !== 'INBOX') return this.#write(`${tag} NO [NONEXISTENT] there is none`);
    const { mailbox } = this.#options;
    this.#known = mailbox.mails.length;
    this.#write('* FLAGS (\\Seen \\Deleted)');
    this.#write(`* ${this.#known} EXISTS`);
    this.#write('* 0 RECENT');
    this.#write(`* OK [UIDVALIDITY ${mailbox.validity}] valid`);
    this.#write(`* OK [UIDNEXT ${mailbox.next}] next`);
    this.#write(`${tag} OK [READ-WRITE] selected`);
    this.#stopListening?.();
    this.#stopListening = mailbox.onChange(() => {
      if (this.#idleTag !== undefined) this.#tell();
    });
  }

  #tell(): undefined {
    const { length } = this.#options.mailbox.mails;
    if (length === this.#known) return undefined;
    this.#known = length;
    this.#write(`* ${length} EXISTS`);
  }

  #search(tag: string, criteria: string): undefined {
    const since = /SINCE "?(\d{1,2}-\w{3}-\d{4})"?/i.exec(criteria)?.[1];
    const day = since === undefined ? undefined : Date.parse(`${since} UTC`);
    const uids = this.#options.mailbox.mails
      .filter((mail) => this.#isIn(mail, /UID (\S+)/i.exec(criteria)?.[1] ?? '1:*'))
      .filter(({ arrived }) => day === undefined || arrived.getTime() >= day)
      .map(({ uid }) => uid);
    this.#write(`* SEARCH${uids.map((uid) => ` ${uid}`).join('')}`);
    this.#ok(tag);
  }

  #give(tag: string, rest: string): undefined {
    const [set = ''] = rest.split(' ');
    const part = /BODY\.PEEK\[\](<(\d+)\.(\d+)>)?/i.exec(rest);
    for (const [index, mail] of this.#options.mailbox.mails.entries()) {
      if (!this.#isIn(mail, set)) continue;
      const start = Number(part?.[2] ?? 0);
      const body = part?.[3] === undefined ? mail.raw : mail.raw.subarray(start, start + Number(part[3]));
      const origin = part?.[1] === undefined ? '' : `<${start}>`;
      this.#socket.write(
        `* ${index + 1} FETCH (UID ${mail.uid} INTERNALDATE "${internalDate(mail.arrived)}" BODY[]${origin} {${body.length}}\r\n`,
      );
      this.#socket.write(body);
      this.#socket.write(')\r\n');
    }
    this.#ok(tag);
  }

  #store(tag: string, rest: string): undefined {
    const [set = ''] = rest.split(' ');
    const flags = /\(([^)]*)\)/.exec(rest)?.[1]?.split(' ') ?? [];
    for (const [index, mail] of this.#options.mailbox.mails.entries()) {
      if (!this.#isIn(mail, set)) continue;
      for (const flag of flags) mail.flags.add(flag);
      this.#write(`* ${index + 1} FETCH (UID ${mail.uid} FLAGS (${[...mail.flags].join(' ')}))`);
    }
    this.#ok(tag);
  }

  /** RFC 3501, 9: `n:*` is also `*:n`. */
  #isIn({ uid }: StoredMail, set: string): boolean {
    const last = this.#options.mailbox.mails.at(-1)?.uid ?? 0;
    return set.split(',').some((range) => {
      const [from = 0, to = from] = range.split(':').map((one) => (one === '*' ? last : Number(one)));
      return uid >= Math.min(from, to) && uid <= Math.max(from, to);
    });
  }

  #ok(tag: string): undefined {
    this.#write(`${tag} OK done`);
  }

  #write(line: string): undefined {
    this.#socket.write(`${line}\r\n`);
  }
}

function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '',
  );
}

/** What a SASL initial response says (RFC 4616, and Google’s and Microsoft’s XOAUTH2). */
export function saslOf(rest: string): { readonly user: string; readonly password?: string; readonly token?: string } {
  const [mechanism = '', encoded = ''] = rest.split(' ');
  const decoded = Buffer.from(encoded, 'base64').toString();
  if (mechanism.toUpperCase() === 'XOAUTH2') {
    const [user = '', token = ''] = decoded.split('\u0001');
    return { user: user.replace(/^user=/, ''), token: token.replace(/^auth=Bearer /, '') };
  }
  const [, user = '', password = ''] = decoded.split('\0');
  return { user, password };
}

function internalDate(date: Date): string {
  const [, day = '', month = '', year = '', time = ''] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(date.toUTCString()) ?? [];
  return `${day}-${month}-${year} ${time} +0000`;
}
