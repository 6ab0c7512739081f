import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { addEntries, answers, canBind, type LdifValue, readAttribute, removeEntry, replaceAttributes } from './ldif.ts';
import { missingPrograms } from './missing-programs.ts';
import { startProcess } from './real-process.ts';
import { mustRun } from './run-command.ts';

const baseDn = 'DC=corp,DC=example,DC=test';
const peopleDn = `CN=Users,${baseDn}`;
const passwordSettingsDn = `CN=Password Settings Container,CN=System,${baseDn}`;
const packages =
  'samba samba-ad-dc samba-ad-provision samba-dsdb-modules samba-vfs-modules winbind python3-samba ldap-utils';

export interface SambaUser {
  readonly login: string;
  readonly email: string;
  readonly displayName: string;
  readonly password: string;
  /** The login of somebody who is there already. */
  readonly manager?: string;
}

export interface SambaLogin {
  readonly bindDn: string;
  readonly password: string;
}

export interface LockoutPolicy {
  /** Wrong passwords until the account is locked. */
  readonly attempts: number;
  /** Seconds a lock lasts, and wrong passwords are counted. */
  readonly seconds: number;
}

/** A running Active Directory domain controller with nothing in it but what the tests put there. */
export interface Samba {
  /** ldap://127.0.0.1:389. Samba cannot listen elsewhere, so there is one at a time. */
  readonly url: string;
  /** ldaps://127.0.0.1:636; the certificate names `serverName`. */
  readonly secureUrl: string;
  readonly serverName: string;
  /** A PEM file. */
  readonly certificateAuthority: string;
  readonly baseDn: string;
  readonly administrator: SambaLogin;
  /** May write lockoutTime on users and read fine-grained password policies, by one access control entry each, and nothing else. */
  readonly service: SambaLogin;
  /** An ordinary account: reads what everybody may, changes nothing. */
  readonly reader: SambaLogin;
  readonly pid: number;
  dnOf(login: string): string;
  createUser(user: SambaUser): Promise<void>;
  /** Many at once, each with the same further attributes. */
  createUsers(users: readonly SambaUser[], attributes?: Readonly<Record<string, LdifValue>>): Promise<void>;
  /** Replaces attributes of a user as the administrator. */
  change(login: string, attributes: Readonly<Record<string, string | readonly string[]>>): Promise<void>;
  /** The first value of a user's attribute, as the administrator sees it. */
  read(login: string, attribute: string): Promise<string | undefined>;
  /** Deletes a user. */
  remove(login: string): Promise<void>;
  setLockoutPolicy(policy: LockoutPolicy): Promise<void>;
  /** A fine-grained password policy for one user. */
  giveOwnPolicy(login: string, policy: LockoutPolicy): Promise<void>;
  /** A real bind, as the user would; answers whether they got in. */
  signIn(login: string, password: string): Promise<boolean>;
  /** Binds with wrong passwords, as many as given. */
  failSignIns(login: string, times: number): Promise<void>;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

/** What has to be installed or granted before Samba can run here; undefined when nothing is missing. */
export function missingForSamba(): string | undefined {
  if (
    missingPrograms(['samba', 'samba-tool', 'ldapadd', 'ldapsearch']).length > 0 ||
    !existsSync('/usr/share/samba/setup')
  ) {
    return `apt-get install --no-install-recommends ${packages}`;
  }
  return process.getuid?.() === 0 ? undefined : 'root, since Samba listens on ports 389 and 636 only';
}

/** Provisions a fresh domain (a few seconds in memory) and starts its LDAP service alone. Waits while another Samba of ours runs. */
export async function startSamba(): Promise<Samba> {
  const unlock = await waitForTurn();
  const folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'access-account-samba-'));
  try {
    return await startIn(folder, async () => {
      // The last of Samba's own processes may still be writing.
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
      unlock();
    });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    unlock();
    throw error;
  }
}

async function startIn(folder: string, cleanUp: () => Promise<void>): Promise<Samba> {
  const url = 'ldap://127.0.0.1:389';
  const secureUrl = 'ldaps://127.0.0.1:636';
  const administrator = { bindDn: `CN=Administrator,${peopleDn}`, password: 'Passw0rd!Admin' };
  const service = { bindDn: `CN=svc-access-account,${peopleDn}`, password: 'Passw0rd!Service' };
  const reader = { bindDn: `CN=svc-reader,${peopleDn}`, password: 'Passw0rd!Reader' };
  await provision({ folder, administrator });
  const database = join(folder, 'private/sam.ldb');
  const tool = (...words: string[]) =>
    mustRun({ command: 'samba-tool', arguments: [...words, '-s', join(folder, 'etc/smb.conf'), '-H', database] });
  await tool('user', 'create', 'svc-access-account', service.password);
  await tool('user', 'create', 'svc-reader', reader.password);
  await grantService({ tool, trusteeDn: service.bindDn });

  const daemon = await startProcess({
    command: 'samba',
    arguments: daemonArguments(folder),
    isReady: () => answers(url),
  });

  const login = { url: secureUrl, dn: administrator.bindDn, password: administrator.password };
  const dnOf = (name: string) => `CN=${name},${peopleDn}`;
  const userEntry = ({ login: name, email, displayName, password, manager }: SambaUser) => ({
    dn: dnOf(name),
    attributes: {
      objectClass: 'user',
      sAMAccountName: name,
      userPrincipalName: `${name}@corp.example.test`,
      displayName,
      mail: email,
      unicodePwd: Buffer.from(`"${password}"`, 'utf16le'),
      userAccountControl: '512',
      ...(manager === undefined ? {} : { manager: dnOf(manager) }),
    },
  });
  const signIn = (name: string, password: string) => canBind({ url, dn: dnOf(name), password });
  const samba: Samba = {
    url,
    secureUrl,
    serverName: 'dc1.corp.example.test',
    certificateAuthority: join(folder, 'private/tls/ca.pem'),
    baseDn,
    administrator,
    service,
    reader,
    pid: daemon.pid,
    dnOf,
    signIn,
    createUser: (user) => addEntries(login, [userEntry(user)]),
    createUsers: (users, attributes = {}) =>
      addEntries(
        login,
        users.map((user) => ({ ...userEntry(user), attributes: { ...userEntry(user).attributes, ...attributes } })),
      ),
    change: (name, attributes) => replaceAttributes({ login, dn: dnOf(name), attributes }),
    read: (name, attribute) => readAttribute({ login, dn: dnOf(name), name: attribute }),
    remove: (name) => removeEntry({ login, dn: dnOf(name) }),
    setLockoutPolicy: ({ attempts, seconds }) =>
      replaceAttributes({
        login,
        dn: baseDn,
        attributes: {
          lockoutThreshold: String(attempts),
          lockoutDuration: interval(seconds),
          lockOutObservationWindow: interval(seconds),
        },
      }),
    giveOwnPolicy: (name, { attempts, seconds }) =>
      addEntries(login, [
        {
          dn: `CN=own-${name},${passwordSettingsDn}`,
          attributes: {
            objectClass: 'msDS-PasswordSettings',
            'msDS-PasswordSettingsPrecedence': '10',
            'msDS-PasswordReversibleEncryptionEnabled': 'FALSE',
            'msDS-PasswordHistoryLength': '0',
            'msDS-PasswordComplexityEnabled': 'FALSE',
            'msDS-MinimumPasswordLength': '1',
            'msDS-MinimumPasswordAge': '0',
            'msDS-MaximumPasswordAge': interval(10 * 86_400),
            'msDS-LockoutThreshold': String(attempts),
            'msDS-LockoutDuration': interval(seconds),
            'msDS-LockoutObservationWindow': interval(seconds),
            'msDS-PSOAppliesTo': dnOf(name),
          },
        },
      ]),
    failSignIns: async (name, times) => {
      for (let time = 0; time < times; time += 1) await signIn(name, `wrong ${time}`);
    },
    stop: async () => {
      await daemon.stop();
      await cleanUp();
    },
  };
  await samba.setLockoutPolicy({ attempts: 3, seconds: 1800 });
  return samba;
}

/** Active Directory keeps durations as negative counts of 100 ns. */
function interval(seconds: number): string {
  return String(-seconds * 10_000_000);
}

async function provision({ folder, administrator }: { folder: string; administrator: SambaLogin }): Promise<void> {
  await mustRun({
    command: 'samba-tool',
    arguments: [
      'domain',
      'provision',
      '--use-rfc2307',
      '--realm=CORP.EXAMPLE.TEST',
      '--domain=CORP',
      '--server-role=dc',
      '--dns-backend=NONE',
      `--adminpass=${administrator.password}`,
      `--targetdir=${folder}`,
      '--host-name=dc1',
      '--host-ip=127.0.0.1',
      '--option=interfaces=127.0.0.1/8',
      '--option=bind interfaces only=yes',
    ],
  });
  for (const name of ['run', 'run/ncalrpc', 'lock']) mkdirSync(join(folder, name), { recursive: true });
}

interface GrantServiceOptions {
  readonly tool: (...words: string[]) => Promise<string>;
  readonly trusteeDn: string;
}

/** The two entries the service account needs. Users: read and write lockoutTime (28630ebf…) of users (bf967aba…). Policies: read. */
async function grantService({ tool, trusteeDn }: GrantServiceOptions): Promise<void> {
  const shown = await tool('user', 'show', 'svc-access-account', '--attributes=objectSid');
  const sid = /objectSid: (S-[\d-]+)/.exec(shown)?.[1];
  if (!sid) throw new Error(`samba-tool shows no objectSid: ${shown}`);
  const grant = (objectDn: string, entry: string) =>
    tool('dsacl', 'set', `--objectdn=${objectDn}`, '--action=allow', `--trusteedn=${trusteeDn}`, `--sddl=${entry}`);
  await grant(
    baseDn,
    `(OA;CIIO;RPWP;28630ebf-41d5-11d1-a9c1-0000f80367c1;bf967aba-0de6-11d0-a285-00aa003049e2;${sid})`,
  );
  await grant(passwordSettingsDn, `(A;CI;LCRPLO;;;${sid})`);
}

function daemonArguments(folder: string): readonly string[] {
  return [
    '-F',
    '--no-process-group',
    '-s',
    join(folder, 'etc/smb.conf'),
    '-M',
    'prefork',
    '-d',
    '1',
    '--option=server services=ldap',
    '--option=ldap server require strong auth=no',
    `--option=log file=${join(folder, 'log.%m')}`,
    `--option=pid directory=${join(folder, 'run')}`,
    `--option=ncalrpc dir=${join(folder, 'run/ncalrpc')}`,
    `--option=lock directory=${join(folder, 'lock')}`,
    '--option=prefork children=2',
    '--option=ldb:nosync=true',
  ];
}

const turn = join(tmpdir(), 'access-account-samba.lock');

/** Only one Samba can have port 389. Answers how to give the turn away. */
async function waitForTurn(): Promise<() => void> {
  for (const deadline = Date.now() + 300_000; ; await delay(200)) {
    try {
      const file = openSync(turn, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      return () => rmSync(turn, { force: true });
    } catch (error) {
      if (isAbandoned()) rmSync(turn, { force: true });
      else if (Date.now() > deadline)
        throw new Error(`another Samba has held ${turn} for five minutes`, { cause: error });
    }
  }
}

function isAbandoned(): boolean {
  try {
    process.kill(Number(readFileSync(turn, 'utf8')), 0);
    return false;
  } catch {
    return true;
  }
}
