import { existsSync, mkdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import {
  addEntries,
  answers,
  canBind,
  type LdifValue,
  ldifLines,
  readAttribute,
  removeEntry,
  replaceAttributes,
} from './ldif.ts';
import { missingPrograms } from './missing-programs.ts';
import { startProcess } from './real-process.ts';
import { mustRun } from './run-command.ts';

const baseDn = 'dc=example,dc=test';
const peopleDn = `ou=people,${baseDn}`;
const policiesDn = `ou=policies,${baseDn}`;

export interface SlapdUser {
  readonly login: string;
  readonly email: string;
  readonly displayName: string;
  readonly password: string;
  /** The login of somebody who is there already. */
  readonly manager?: string;
}

export interface SlapdLogin {
  readonly bindDn: string;
  readonly password: string;
}

export interface SlapdPolicy {
  /** Wrong passwords until the account is locked. */
  readonly attempts: number;
  /** Seconds a lock lasts; 0: until an administrator lifts it. */
  readonly seconds: number;
  /** Days a password lasts, 90 unless given; 0: for good. */
  readonly days?: number;
}

/** A running OpenLDAP with the ppolicy overlay and nothing in it but what the tests put there. */
export interface Slapd {
  readonly url: string;
  readonly baseDn: string;
  readonly defaultPolicyDn: string;
  readonly administrator: SlapdLogin;
  /** Reads people and policies, writes the one attribute of a lock, and nothing else. */
  readonly service: SlapdLogin;
  /** Reads, changes nothing. */
  readonly reader: SlapdLogin;
  readonly pid: number;
  dnOf(login: string): string;
  createUser(user: SlapdUser): Promise<void>;
  /** Many at once, each with the same further attributes. */
  createUsers(users: readonly SlapdUser[], attributes?: Readonly<Record<string, LdifValue>>): Promise<void>;
  /** Replaces attributes of a user as the administrator; an empty list takes one away. */
  change(login: string, attributes: Readonly<Record<string, string | readonly string[]>>): Promise<void>;
  /** The first value of a user's attribute, as the administrator sees it. */
  read(login: string, attribute: string): Promise<string | undefined>;
  /** Deletes a user. */
  remove(login: string): Promise<void>;
  /** The default policy. */
  setPolicy(policy: SlapdPolicy): Promise<void>;
  /** A policy of the user's own, by pwdPolicySubentry. */
  giveOwnPolicy(login: string, policy: SlapdPolicy): Promise<void>;
  /** The login of every lock that was taken away since the start, once for each time, as the server wrote it down. */
  unlocks(): Promise<readonly string[]>;
  /** A real bind, as the user would; answers whether they got in. */
  signIn(login: string, password: string): Promise<boolean>;
  /** Binds with wrong passwords, as many as given. */
  failSignIns(login: string, times: number): Promise<void>;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

/** What has to be installed before slapd can run here; undefined when nothing is missing. */
export function missingForSlapd(): string | undefined {
  const missing = missingPrograms(['slapd', 'slapadd', 'ldapadd', 'ldapsearch']).length > 0;
  return missing ? 'apt-get install --no-install-recommends slapd ldap-utils' : undefined;
}

export interface StartSlapdOptions {
  /** Whether changes wait for the disk, as OpenLDAP comes: measurements want it, tests do without and live in memory. */
  readonly durable?: boolean;
}

/** Starts a fresh OpenLDAP on a free port of the loopback; needs no root. */
export async function startSlapd({ durable = false }: StartSlapdOptions = {}): Promise<Slapd> {
  const parent = !durable && existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const folder = await mkdtemp(join(parent, 'access-account-slapd-'));
  const cleanUp = () => rm(folder, { recursive: true, force: true });
  try {
    return await startIn({ folder, cleanUp, durable });
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

interface StartInOptions {
  readonly folder: string;
  readonly cleanUp: () => Promise<void>;
  readonly durable: boolean;
}

async function startIn({ folder, cleanUp, durable }: StartInOptions): Promise<Slapd> {
  const url = `ldap://127.0.0.1:${await freePort()}`;
  const administrator = { bindDn: `cn=admin,${baseDn}`, password: 'admin password' };
  const service = { bindDn: `cn=access-account,${baseDn}`, password: 'service password' };
  const reader = { bindDn: `cn=reader,${baseDn}`, password: 'reader password' };
  const configuration = join(folder, 'configuration');
  const data = join(folder, 'data');
  const changes = join(folder, 'changes.ldif');
  for (const path of [configuration, data]) mkdirSync(path);
  const load = (words: readonly string[], input: string) =>
    mustRun({ command: 'slapadd', arguments: ['-F', configuration, ...words], input });
  await load(['-n', '0'], configurationLdif({ data, changes, administrator, service, durable }));
  await load(['-b', baseDn], dataLdif([service, reader]));

  const daemon = await startProcess({
    command: 'slapd',
    arguments: ['-F', configuration, '-h', `${url}/`, '-d', '0'],
    isReady: () => answers(url),
  });

  const login = { url, dn: administrator.bindDn, password: administrator.password };
  const dnOf = (name: string) => `uid=${name},${peopleDn}`;
  const userEntry = ({ login: name, email, displayName, password, manager }: SlapdUser) => ({
    dn: dnOf(name),
    attributes: {
      objectClass: 'inetOrgPerson',
      uid: name,
      cn: displayName,
      sn: name,
      displayName,
      mail: email,
      userPassword: password,
      ...(manager === undefined ? {} : { manager: dnOf(manager) }),
    },
  });
  const policyDn = (name: string) => `cn=${name},${policiesDn}`;
  const signIn = (name: string, password: string) => canBind({ url, dn: dnOf(name), password });
  return {
    url,
    baseDn,
    defaultPolicyDn: policyDn('default'),
    administrator,
    service,
    reader,
    pid: daemon.pid,
    dnOf,
    signIn,
    unlocks: async () => {
      const written = await readFile(changes, 'utf8').catch(() => '');
      return [...written.matchAll(/^dn: uid=([^,\n]+),.*\nchangetype: modify\ndelete: pwdAccountLockedTime$/gm)].map(
        ([, name = '']) => name,
      );
    },
    createUser: (user) => addEntries(login, [userEntry(user)]),
    createUsers: (users, attributes = {}) =>
      addEntries(
        login,
        users.map((user) => ({ ...userEntry(user), attributes: { ...userEntry(user).attributes, ...attributes } })),
      ),
    change: (name, attributes) => replaceAttributes({ login, dn: dnOf(name), attributes }),
    read: (name, attribute) => readAttribute({ login, dn: dnOf(name), name: attribute }),
    remove: (name) => removeEntry({ login, dn: dnOf(name) }),
    setPolicy: (policy) => {
      const { objectClass: _, ...attributes } = policyAttributes(policy);
      return replaceAttributes({ login, dn: policyDn('default'), attributes });
    },
    giveOwnPolicy: async (name, policy) => {
      await addEntries(login, [{ dn: policyDn(`own-${name}`), attributes: policyAttributes(policy) }]);
      await replaceAttributes({ login, dn: dnOf(name), attributes: { pwdPolicySubentry: policyDn(`own-${name}`) } });
    },
    failSignIns: async (name, times) => {
      for (let time = 0; time < times; time += 1) await signIn(name, `wrong ${time}`);
    },
    stop: async () => {
      await daemon.stop();
      await cleanUp();
    },
  };
}

function policyAttributes({ attempts, seconds, days = 90 }: SlapdPolicy): Readonly<Record<string, LdifValue>> {
  return {
    objectClass: ['device', 'pwdPolicy'],
    pwdAttribute: 'userPassword',
    pwdLockout: 'TRUE',
    pwdMaxFailure: String(attempts),
    pwdLockoutDuration: String(seconds),
    pwdFailureCountInterval: '1800',
    pwdMaxAge: String(days * 86_400),
    pwdMustChange: 'TRUE',
  };
}

interface ConfigurationOptions {
  readonly data: string;
  /** Where the server writes down what was changed. */
  readonly changes: string;
  readonly administrator: SlapdLogin;
  readonly service: SlapdLogin;
  readonly durable: boolean;
}

function configurationLdif({ data, changes, administrator, service, durable }: ConfigurationOptions): string {
  return `dn: cn=config
objectClass: olcGlobal
cn: config

dn: cn=module{0},cn=config
objectClass: olcModuleList
cn: module{0}
olcModulePath: /usr/lib/ldap
olcModuleLoad: back_mdb
olcModuleLoad: ppolicy
olcModuleLoad: auditlog

dn: cn=schema,cn=config
objectClass: olcSchemaConfig
cn: schema

include: file:///etc/ldap/schema/core.ldif
include: file:///etc/ldap/schema/cosine.ldif
include: file:///etc/ldap/schema/inetorgperson.ldif

dn: olcDatabase=mdb,cn=config
objectClass: olcDatabaseConfig
objectClass: olcMdbConfig
olcDatabase: mdb
olcSuffix: ${baseDn}
olcRootDN: ${administrator.bindDn}
olcRootPW: ${administrator.password}
olcDbDirectory: ${data}
olcDbMaxSize: ${durable ? 2 ** 30 : 2 ** 28}
${durable ? '' : 'olcDbNoSync: TRUE\n'}olcDbIndex: objectClass,entryUUID,uid,mail,modifyTimestamp eq
olcDbIndex: pwdAccountLockedTime pres,eq
olcLimits: dn.exact="${service.bindDn}" size.prtotal=unlimited
olcAccess: to attrs=userPassword by self write by anonymous auth by * none
olcAccess: to attrs=pwdAccountLockedTime by dn.exact="${service.bindDn}" write by users read
olcAccess: to * by users read

dn: olcOverlay=ppolicy,olcDatabase={1}mdb,cn=config
objectClass: olcOverlayConfig
objectClass: olcPPolicyConfig
olcOverlay: ppolicy
olcPPolicyDefault: cn=default,${policiesDn}

dn: olcOverlay=auditlog,olcDatabase={1}mdb,cn=config
objectClass: olcOverlayConfig
objectClass: olcAuditlogConfig
olcOverlay: auditlog
olcAuditlogFile: ${changes}
`;
}

function dataLdif(accounts: readonly SlapdLogin[]): string {
  const entry = (dn: string, attributes: Readonly<Record<string, LdifValue>>) =>
    `${ldifLines({ dn })}${ldifLines(attributes)}\n`;
  const unit = (name: string) => entry(`ou=${name},${baseDn}`, { objectClass: 'organizationalUnit', ou: name });
  return [
    entry(baseDn, { objectClass: ['dcObject', 'organization'], o: 'Example', dc: 'example' }),
    unit('people'),
    unit('policies'),
    entry(`cn=default,${policiesDn}`, { ...policyAttributes({ attempts: 3, seconds: 1800 }), cn: 'default' }),
    ...accounts.map(({ bindDn, password }) =>
      entry(bindDn, { objectClass: ['organizationalRole', 'simpleSecurityObject'], userPassword: password }),
    ),
  ].join('');
}
