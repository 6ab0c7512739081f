import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { saslOf } from './fake-imap.ts';

export interface Submitted {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
}

/** What goes wrong with the next mail. */
export type SmtpFault =
  | 'rate-limited'
  | 'rate-limited-shortly'
  | 'unavailable'
  | 'answer-lost'
  | 'no-mailbox'
  | 'refused-sender'
  | 'too-big';

export interface FakeSmtpOptions {
  /** Connections that are let in at a time, as Exchange Online lets in three of a mailbox; unset: any number. */
  readonly connections?: number;
  readonly authenticate: (sign: {
    readonly user: string;
    readonly password?: string;
    readonly token?: string;
  }) => boolean;
  /** Called before the server says that it took it. */
  readonly onMail: (mail: Submitted) => Promise<void>;
}

const answers: Readonly<
  Record<Exclude<SmtpFault, 'answer-lost'>, readonly [stage: 'MAIL' | 'RCPT' | 'DATA', answer: string]>
> = {
  'rate-limited': ['MAIL', '451 4.7.1 Too many messages, try again in 7 seconds'],
  'rate-limited-shortly': ['MAIL', '451 4.7.1 Too many messages, try again in 2 seconds'],
  unavailable: ['MAIL', '421 4.3.2 Service not available'],
  'no-mailbox': ['RCPT', '550 5.1.1 No such user here'],
  'refused-sender': ['MAIL', '550 5.7.60 Client does not have permissions to send as this sender'],
  'too-big': ['DATA', '552 5.3.4 Message too big'],
};

/** As much of a submission server (RFC 5321, 4954) as a sender of mails meets. */
export class FakeSmtp {
  readonly #options: FakeSmtpOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #faults: SmtpFault[] = [];
  readonly #signedIn = new Set<Socket>();

  constructor(options: FakeSmtpOptions) {
    this.#options = options;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  plan(fault: SmtpFault): void {
    this.#faults.push(fault);
  }

  async close(): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close').catch(() => undefined);
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      this.#signedIn.delete(socket);
    });
    socket.on('error', () => undefined);
    const say = (line: string) => void socket.write(`${line}\r\n`);
    let input = Buffer.alloc(0);
    let envelope: { from: string; to: string[] } | undefined;
    let isData = false;
    let isIn = false;
    /** The planned fault, if it is of this stage. */
    const fails = (stage: 'MAIL' | 'RCPT' | 'DATA'): boolean => {
      const [fault] = this.#faults;
      if (fault === undefined || fault === 'answer-lost' || answers[fault][0] !== stage) return false;
      this.#faults.shift();
      say(answers[fault][1]);
      if (answers[fault][1].startsWith('421')) socket.end();
      return true;
    };
    const finish = async (raw: Buffer) => {
      if (fails('DATA')) return;
      await this.#options.onMail({ from: envelope?.from ?? '', to: envelope?.to ?? [], raw });
      if (this.#faults[0] === 'answer-lost') {
        this.#faults.shift();
        socket.destroy();
        return;
      }
      say('250 2.0.0 taken');
    };
    const command = (line: string) => {
      const name = line.slice(0, 4).toUpperCase();
      if (name === 'EHLO')
        return say(
          ['250-fake', '250-PIPELINING', '250-8BITMIME', '250-AUTH PLAIN LOGIN XOAUTH2', '250 SIZE 20000000'].join(
            '\r\n',
          ),
        );
      if (name === 'AUTH') {
        if (!this.#options.authenticate(saslOf(line.slice(5)))) return say('535 5.7.8 no');
        if (this.#signedIn.size >= (this.#options.connections ?? Number.POSITIVE_INFINITY))
          return say('432 4.3.2 Concurrent connections limit exceeded.');
        this.#signedIn.add(socket);
        isIn = true;
        return say('235 2.7.0 in');
      }
      if (name === 'QUIT') {
        say('221 2.0.0 bye');
        return void socket.end();
      }
      if (name === 'RSET' || name === 'NOOP') return say('250 2.0.0 done');
      if (!isIn) return say('530 5.7.0 sign in first');
      if (name === 'MAIL') {
        envelope = { from: /<([^>]*)>/.exec(line)?.[1] ?? '', to: [] };
        if (!fails('MAIL')) return say('250 2.1.0 go on');
        envelope = undefined;
        return undefined;
      }
      if (name === 'RCPT') {
        // A client that pipelines (RFC 2920) has sent the next commands before it knows.
        if (envelope === undefined) return say('503 5.5.1 MAIL first');
        if (fails('RCPT')) return undefined;
        envelope.to.push(/<([^>]*)>/.exec(line)?.[1] ?? '');
        return say('250 2.1.5 go on');
      }
      if (name === 'DATA') {
        if (envelope === undefined || envelope.to.length === 0) return say('554 5.5.1 no valid recipients');
        isData = true;
        return say('354 go on');
      }
      return say('502 5.5.2 unknown command');
    };
    const take = () => {
      for (;;) {
        const end = input.indexOf(isData ? '\r\n.\r\n' : '\r\n');
        if (end === -1) return;
        const before = input.subarray(0, isData ? end + 2 : end);
        input = input.subarray(end + (isData ? 5 : 2));
        if (!isData) {
          command(before.toString());
          continue;
        }
        isData = false;
        // RFC 5321, 4.5.2.
        void finish(Buffer.from(before.toString('latin1').replace(/(^|\r\n)\./g, '$1'), 'latin1'));
      }
    };
    socket.on('data', (bytes: Buffer) => {
      input = Buffer.concat([input, bytes]);
      take();
    });
    say('220 fake ESMTP');
  }
}
