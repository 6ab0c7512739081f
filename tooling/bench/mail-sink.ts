import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface MailSink {
  readonly port: number;
  /** When mails were taken for each address since the last `forget`, in milliseconds since the epoch. */
  readonly taken: ReadonlyMap<string, readonly number[]>;
  /** Resolves when so many addresses have a mail. */
  reach(addresses: number): Promise<void>;
  forget(): void;
  close(): Promise<void>;
}

/** A mail server that takes whatever comes and keeps nothing of it but when, and for whom. */
export async function startMailSink(): Promise<MailSink> {
  const taken = new Map<string, number[]>();
  const sockets = new Set<Socket>();
  let awaited = { addresses: Number.POSITIVE_INFINITY, resolve: () => {} };
  const take = (address: string) => {
    const times = taken.get(address);
    if (times === undefined) taken.set(address, [Date.now()]);
    else times.push(Date.now());
    if (taken.size >= awaited.addresses) awaited.resolve();
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    serve(socket, take);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    taken,
    reach: (addresses) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      awaited = { addresses, resolve };
      if (taken.size >= addresses) resolve();
      return promise;
    },
    forget: () => taken.clear(),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** As much of RFC 5321 as senders of mails use, with the pipelining (RFC 2920) that Postfix, Exchange and Gmail offer. */
function serve(socket: Socket, take: (address: string) => void): void {
  let input = '';
  let to: string[] = [];
  let isData = false;
  let isOver = false;
  const command = (line: string): string => {
    switch (line.slice(0, 4).toUpperCase()) {
      case 'EHLO':
        return '250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 20000000';
      case 'MAIL':
        to = [];
        return '250 2.1.0 go on';
      case 'RCPT':
        to.push(/<([^>]*)>/.exec(line)?.[1] ?? '');
        return '250 2.1.5 go on';
      case 'DATA':
        isData = true;
        return '354 go on';
      case 'QUIT':
        return '221 2.0.0 bye';
      default:
        return '250 2.0.0 done';
    }
  };
  socket.setNoDelay(true).setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    input += chunk;
    let answers = '';
    for (;;) {
      const end = input.indexOf(isData ? '\r\n.\r\n' : '\r\n');
      if (end === -1) break;
      const before = input.slice(0, end);
      input = input.slice(end + (isData ? 5 : 2));
      if (isData) for (const address of to) take(address);
      const wasData = isData;
      isData = false;
      answers += `${wasData ? '250 2.0.0 taken' : command(before)}\r\n`;
      if (!wasData && before === 'QUIT') isOver = true;
    }
    // What was asked together is answered together.
    if (answers !== '') socket.write(answers);
    if (isOver) socket.end();
  });
  socket.write('220 sink ESMTP\r\n');
}
