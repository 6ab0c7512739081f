import { mkdirSync } from 'node:fs';
import { chmod, chown, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { missingPrograms } from './missing-programs.ts';
import { startProcess } from './real-process.ts';
import { mustRun, runCommand } from './run-command.ts';

export interface DeliveredMail {
  readonly raw: Buffer;
  readonly isSeen: boolean;
}

/** A running Postfix that takes mails to `acme.test` and nowhere else, and the Dovecot that keeps them. */
export interface MailServer {
  /** `imap://127.0.0.1:…` */
  readonly imap: string;
  /** `smtp://127.0.0.1:…`; wants a sign-in. */
  readonly smtp: string;
  /** Of every mailbox: there is one of every name. */
  readonly password: string;
  /** What lies in a mailbox, oldest first, as it lies on the disk. */
  mailsOf(address: string): Promise<readonly DeliveredMail[]>;
  /** Dovecot throws out whoever reads this mailbox. */
  kick(address: string): Promise<void>;
  /** The mailbox as if it was restored from a backup: every mail has another number under another validity. */
  renumber(address: string): Promise<void>;
  stop(): Promise<void>;
}

const password = 'mailbox-password';

/** What has to be installed before the servers can run here; undefined when nothing is missing. */
export function missingForMailServer(): string | undefined {
  if (missingPrograms(['postfix', 'dovecot', 'doveadm']).length > 0) {
    return 'apt-get install --no-install-recommends postfix dovecot-imapd dovecot-lmtpd';
  }
  return userInfo().uid === 0 ? undefined : 'Postfix and Dovecot run under users of their own: start the tests as root';
}

/** Starts both on free ports of the loopback, with folders of their own. A mail never leaves: there is no way out of `acme.test`. */
export async function startMailServer(): Promise<MailServer> {
  const folder = await mkdtemp(join(tmpdir(), 'access-account-mail-'));
  const running: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    for (const one of running.toReversed()) await one.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return await startIn(folder, running, stop);
  } catch (error) {
    const log = await readFile(join(folder, 'postfix.log'), 'utf8').catch(() => '');
    await stop();
    throw new Error(`The mail server did not start: ${(error as Error).message}\n${log.slice(-2000)}`);
  }
}

async function startIn(
  folder: string,
  running: { stop(): Promise<void> }[],
  stop: () => Promise<void>,
): Promise<MailServer> {
  const [smtp, imap, lmtp, auth] = [await freePort(), await freePort(), await freePort(), await freePort()];
  await chmod(folder, 0o755);
  for (const name of ['postfix', 'spool', 'data', 'mail', 'run']) mkdirSync(join(folder, name), { mode: 0o755 });
  // Debian's user for mail; Postfix insists on owning what it writes.
  await own(join(folder, 'mail'), 'mail');
  await own(join(folder, 'data'), 'postfix');
  const dovecot = join(folder, 'dovecot.conf');
  await writeFile(dovecot, dovecotConfiguration({ folder, imap, lmtp, auth }));
  await writeFile(join(folder, 'postfix', 'main.cf'), postfixConfiguration({ folder, lmtp, auth }));
  const services = await readFile('/usr/share/postfix/master.cf.dist', 'utf8');
  await writeFile(join(folder, 'postfix', 'master.cf'), services.replace(/^smtp +inet/m, `127.0.0.1:${smtp} inet`));
  await writeFile(join(folder, 'postfix', 'dynamicmaps.cf'), '');
  await writeFile(join(folder, 'postfix', 'postfix-files'), '');
  await mustRun({ command: '/usr/sbin/postfix', arguments: ['-c', join(folder, 'postfix'), 'check'] });
  running.push(
    await startProcess({
      command: '/usr/sbin/dovecot',
      arguments: ['-F', '-c', dovecot],
      isReady: () => answers(imap),
    }),
    // Not by `postfix start`: that leaves its server behind where whoever started it is killed.
    await startProcess({
      command: '/usr/lib/postfix/sbin/master',
      arguments: ['-c', join(folder, 'postfix'), '-s'],
      isReady: () => answers(smtp),
    }),
  );
  const mailbox = (address: string) => join(folder, 'mail', address);
  return {
    imap: `imap://127.0.0.1:${imap}`,
    smtp: `smtp://127.0.0.1:${smtp}`,
    password,
    mailsOf: (address) => read(mailbox(address)),
    kick: async (address) =>
      void (await runCommand({ command: '/usr/bin/doveadm', arguments: ['-c', dovecot, 'kick', address] })),
    renumber: async (address) => {
      const names = await readdir(mailbox(address));
      for (const name of names.filter((one) => one.startsWith('dovecot')))
        await rm(join(mailbox(address), name), { force: true });
    },
    stop,
  };
}

async function own(path: string, user: string): Promise<void> {
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (which) => Number(await mustRun({ command: 'id', arguments: [which, user] }))),
  );
  await chown(path, uid ?? 0, gid ?? 0);
}

function answers(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host: '127.0.0.1', port });
  socket.once('data', () => resolve(true));
  socket.once('error', () => resolve(false));
  socket.setTimeout(1000, () => resolve(false));
  return promise.finally(() => socket.destroy());
}

/** A Maildir: a file per mail, named by when it came, and after a colon by its flags. */
async function read(folder: string): Promise<readonly DeliveredMail[]> {
  const files = await Promise.all(
    ['new', 'cur'].map(async (name) =>
      (await readdir(join(folder, name)).catch(() => [])).map((file) => ({ file, path: join(folder, name, file) })),
    ),
  );
  const mails = files.flat().toSorted((a, b) => ageOf(a.file) - ageOf(b.file));
  const found = await Promise.all(
    mails.map(async ({ file, path }) => {
      // A flag renames the file: whoever asks again finds it.
      const raw = await readFile(path).catch(() => undefined);
      return raw === undefined ? [] : [{ raw, isSeen: /:2,[A-Za-z]*S/.test(file) }];
    }),
  );
  return found.flat();
}

function ageOf(file: string): number {
  const [, seconds = '0', micros = '0'] = /^(\d+)\.M(\d+)/.exec(file) ?? [];
  return Number(seconds) * 1_000_000 + Number(micros);
}

interface DovecotOptions {
  readonly folder: string;
  readonly imap: number;
  readonly lmtp: number;
  readonly auth: number;
}

function dovecotConfiguration({ folder, imap, lmtp, auth }: DovecotOptions): string {
  return `
protocols = imap lmtp
base_dir = ${folder}/run
log_path = ${folder}/dovecot.log
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${folder}/mail/%u
mail_uid = mail
mail_gid = mail
first_valid_uid = 1
postmaster_address = postmaster@acme.test
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=mail gid=mail home=${folder}/mail/%u
}
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = ${imap}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtp}
  }
}
service auth {
  inet_listener {
    address = 127.0.0.1
    port = ${auth}
  }
}
`;
}

function postfixConfiguration({ folder, lmtp, auth }: Pick<DovecotOptions, 'folder' | 'lmtp' | 'auth'>): string {
  return `
compatibility_level = 3.6
queue_directory = ${folder}/spool
data_directory = ${folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.acme.test
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = acme.test
virtual_transport = lmtp:inet:127.0.0.1:${lmtp}
default_transport = error:there is no way out
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:${auth}
smtpd_recipient_restrictions = permit_sasl_authenticated, permit_mynetworks, reject
maillog_file = ${folder}/postfix.log
maillog_file_prefixes = ${folder}
message_size_limit = 30000000
virtual_mailbox_limit = 0
smtputf8_enable = no
biff = no
alias_maps =
alias_database =
local_recipient_maps =
`;
}
