// What administrators write: reads everybody, and mails whoever's password ends soon, one after the other over one
// connection. It keeps nothing: whoever runs it twice tells everybody twice, and where it ends half-way the rest is never told.
import { connect, type Socket } from 'node:net';
import { Client } from 'ldapts';
import { readReferenceOptions } from './reference-options.ts';
import { serveRuns } from './serve-runs.ts';

const { ldap, smtp } = readReferenceOptions();

serveRuns(async () => {
  const directory = new Client({ url: ldap.url });
  await directory.bind(ldap.bindDn, ldap.password);
  const { searchEntries } = await directory.search(ldap.peopleDn, {
    filter: '(uid=*)',
    attributes: ['uid', 'mail', 'pwdChangedTime'],
    paged: { pageSize: 500 },
  });
  await directory.unbind();
  const socket = connect(smtp, '127.0.0.1').setNoDelay(true);
  const say = dialogue(socket);
  await say();
  await say('EHLO script');
  for (const { uid, mail } of searchEntries) {
    await say('MAIL FROM:<it@acme.test>');
    await say(`RCPT TO:<${mail}>`);
    await say('DATA');
    await say(
      `From: it@acme.test\r\nTo: ${mail}\r\nSubject: Your password expires\r\n\r\nThe password of ${uid} expires in 2 days.\r\n.`,
    );
  }
  await say('QUIT');
});

/** Says a line, or nothing at first, and resolves with the answer to it. @throws Error where that is a refusal */
function dialogue(socket: Socket): (line?: string) => Promise<void> {
  let answered = Promise.withResolvers<void>();
  let input = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    input += chunk;
    const [, last] = /(?:^|\n)(\d{3} [^\n]*)\r\n$/.exec(input) ?? [];
    if (last === undefined) return;
    input = '';
    if (/^[23]/.test(last)) answered.resolve();
    else answered.reject(new Error(`The mail server said ${last}.`));
  });
  return (line) => {
    const { promise } = answered;
    if (line !== undefined) socket.write(`${line}\r\n`);
    return promise.finally(() => {
      answered = Promise.withResolvers();
    });
  };
}
