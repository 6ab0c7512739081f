import { type Call, ConnectorError, type Diagnostic } from '@access-account/contract';
import type { LdapClient } from './ldap-client.ts';
import type { LdapConfig } from './ldap-config.ts';
import type { LdapEntry } from './ldap-entry.ts';
import type { LdapPage, LdapRequests, LdapSearch } from './ldap-session.ts';
import { toLockouts } from './to-lockouts.ts';

export interface CheckLdapOptions {
  readonly client: LdapClient;
  readonly call: Call;
}

/** Tries every operation on somebody below the search base, without changing anybody; never throws. */
export async function checkLdap({ client, call }: CheckLdapOptions): Promise<readonly Diagnostic[]> {
  const { config, session, directory } = client;
  const connection = await diagnose(undefined, async () => {
    await session.readEntry({ base: '', attributes: ['supportedLDAPVersion'] }, call);
    return isReadableOnTheWay(config)
      ? warning(
          `${config.url} carries the password of the service account in clear.`,
          'Use an ldaps:// url, or startTls.',
        )
      : ok(`Connected to ${config.url} as ${config.bindDn}.`);
  });
  if (connection.severity === 'error') return [connection];

  let person: LdapEntry | undefined;
  const onPerson = (operation: string, judge: (entry: LdapEntry) => Promise<Diagnostic>) =>
    diagnose(operation, async () => (person ? judge(person) : nobody(config.baseDn)));

  const find = await diagnose('account.find', async () => {
    person = await findSomebody({ client, call });
    return person ? ok(`People are found below ${config.baseDn}.`) : nobody(config.baseDn);
  });
  const list = await diagnose('account.list', async () => {
    // Beside a listing that may be under way, which another on its connection would end.
    const listing = client.anotherSession();
    const first = await firstOfTwoPages({ listing, people: directory.people, call }).finally(() => listing.close());
    const { accounts, hidden } = await directory.toListed(first.entries, call);
    const [error] = hidden;
    if (error !== undefined && accounts.length === 0) throw error;
    if (error !== undefined)
      return warning(`Some people are not listed, ${hidden.length} at least. ${error.summary}`, error.remedy);
    return accounts.some(({ passwordExpiresAt }) => passwordExpiresAt !== null)
      ? ok('Everybody can be listed, with the day their password ends.')
      : ok('Everybody can be listed. Of those who were looked at, nobody has a password that ends.');
  });
  const read = await onPerson('account.read', async (entry) => {
    await directory.toStatus(entry, call);
    return ok('Lock, expiry and standing can be read.');
  });
  const unlock = await onPerson('account.unlock', async (entry) =>
    (await directory.mayUnlock(entry, call))
      ? ok('Locks can be lifted.')
      : {
          severity: 'error',
          summary: 'The service account may not lift locks.',
          remedy: `Grant it: ${directory.unlockPermission}.`,
        },
  );
  const poll = await diagnose('lockout.poll', async () => {
    const found = await directory.searchLocked({ since: null, grace: 0 }, call);
    const { hidden } = await toLockouts({ directory, found, call });
    const [error] = hidden;
    return error === undefined
      ? ok('Locked accounts can be searched for.')
      : warning(`Some locks are not told, ${hidden.length} at least. ${error.summary}`, error.remedy);
  });
  const recovery = await diagnose('recovery.read', () => checkRecovery({ client, call }));
  return [connection, find, list, read, unlock, poll, recovery];
}

/** Whether anybody has a second address, and how well the directory says since when. */
async function checkRecovery({ client, call }: CheckLdapOptions): Promise<Finding> {
  const { config, session, directory } = client;
  const { recoveryAttribute: attribute } = config;
  if (attribute === undefined)
    return ok('No recoveryAttribute is configured, so that no code goes to a second address.');
  const filter = `(&${directory.people.filter}(${attribute}=*))`;
  const [entry] = await session.search(
    { filter, attributes: [attribute, ...directory.changeAttributes], sizeLimit: 1 },
    call,
  );
  if (entry === undefined)
    return warning(
      `Nobody is seen below ${config.baseDn} who has a ${attribute}.`,
      'Check recoveryAttribute, and that the service account may read it.',
    );
  return directory.changedAt(entry, attribute) === undefined
    ? warning(
        'Second addresses can be read, and not since when they are the same: the directory does not tell.',
        'None is used unless policies.proof.code.allowUnknown is set.',
      )
    : ok('Second addresses can be read, and since when they are the same.');
}

type Finding = Omit<Diagnostic, 'operation'>;

const ok = (summary: string): Finding => ({ severity: 'ok', summary, remedy: '' });
const warning = (summary: string, remedy: string): Finding => ({ severity: 'warning', summary, remedy });
const nobody = (baseDn: string): Finding =>
  warning(`Nobody is seen below ${baseDn}.`, 'Check baseDn, and that the service account may read people there.');

async function diagnose(operation: string | undefined, run: () => Promise<Finding>): Promise<Diagnostic> {
  const about = operation === undefined ? {} : { operation };
  try {
    return { ...about, ...(await run()) };
  } catch (error) {
    if (!ConnectorError.isInstance(error)) throw error;
    return { ...about, severity: 'error', summary: error.summary, remedy: error.remedy };
  }
}

/** Somebody an ordinary rule applies to, and not the service account itself, which has rights of its own over its own entry. */
async function findSomebody({ client, call }: CheckLdapOptions): Promise<LdapEntry | undefined> {
  const { config, session, directory } = client;
  const { attributes, binaryAttributes, ordinaryPeople: filter } = directory;
  const people = await session.search(
    { filter, attributes, explicitBufferAttributes: [...binaryAttributes], sizeLimit: 2 },
    call,
  );
  return people.find(({ dn }) => dn.toLowerCase() !== config.bindDn.toLowerCase());
}

function isReadableOnTheWay({ url, startTls }: LdapConfig): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'ldap:' && !startTls && !/^(localhost|127\..*|\[::1\])$/.test(hostname);
}

interface FirstOfTwoPagesOptions {
  readonly listing: LdapRequests;
  readonly people: LdapSearch;
  readonly call: Call;
}

/** A server that gives no more than one page says so at the second. */
async function firstOfTwoPages({ listing, people, call }: FirstOfTwoPagesOptions): Promise<LdapPage> {
  const first = await listing.pages(people, call);
  await first.next?.(call);
  return first;
}
