import { mustRun, runCommand } from './run-command.ts';

export type LdifValue = string | Buffer | readonly string[];

export interface LdapLogin {
  readonly url: string;
  readonly dn: string;
  readonly password: string;
}

/** The certificate of a test server is its own; who checks it is tested, not these helpers. */
const environment = { LDAPTLS_REQCERT: 'never', LDAPRC: '/dev/null' };

/** LDIF lines for attributes, every value in base64, so that no text can mean anything. */
export function ldifLines(attributes: Readonly<Record<string, LdifValue>>): string {
  return Object.entries(attributes)
    .flatMap(([name, values]) =>
      (Array.isArray(values) ? values : [values]).map(
        (value) => `${name}:: ${Buffer.from(value).toString('base64')}\n`,
      ),
    )
    .join('');
}

export interface ChangeEntryOptions {
  readonly login: LdapLogin;
  readonly dn: string;
}

export interface NewEntry {
  readonly dn: string;
  readonly attributes: Readonly<Record<string, LdifValue>>;
}

/** Adds entries by one ldapadd. */
export async function addEntries(login: LdapLogin, entries: readonly NewEntry[]): Promise<void> {
  const input = entries.map(({ dn, attributes }) => `${ldifLines({ dn })}${ldifLines(attributes)}\n`).join('');
  await mustRun({ command: 'ldapadd', arguments: words(login), input, environment });
}

/** Replaces attributes by ldapmodify; an empty list takes the attribute away. */
export async function replaceAttributes(
  options: ChangeEntryOptions & { readonly attributes: Readonly<Record<string, LdifValue>> },
): Promise<void> {
  const { login, dn, attributes } = options;
  const changes = Object.entries(attributes).map(
    ([name, value]) => `replace: ${name}\n${ldifLines({ [name]: value })}-\n`,
  );
  await mustRun({
    command: 'ldapmodify',
    arguments: words(login),
    input: `${ldifLines({ dn })}changetype: modify\n${changes.join('')}\n`,
    environment,
  });
}

/** Deletes an entry by ldapdelete. */
export async function removeEntry({ login, dn }: ChangeEntryOptions): Promise<void> {
  await mustRun({ command: 'ldapdelete', arguments: [...words(login), dn], environment });
}

/** The first value of one attribute; undefined where there is none. */
export async function readAttribute(
  options: ChangeEntryOptions & { readonly name: string },
): Promise<string | undefined> {
  const { login, dn, name } = options;
  const read = [...words(login), '-LLL', '-o', 'ldif-wrap=no', '-b', dn, '-s', 'base', name];
  const answer = await mustRun({ command: 'ldapsearch', arguments: read, environment });
  const [, encoding, value] = new RegExp(`^${name}:(:?) (.*)$`, 'im').exec(answer) ?? [];
  return encoding === ':' ? Buffer.from(value ?? '', 'base64').toString('utf8') : value;
}

/** Binds; answers whether the server lets this name and password in. */
export async function canBind(login: LdapLogin): Promise<boolean> {
  const read = [...words(login), '-LLL', '-b', '', '-s', 'base', '1.1'];
  const { code } = await runCommand({ command: 'ldapsearch', arguments: read, environment });
  return code === 0;
}

/** Whether an LDAP server answers at all. */
export async function answers(url: string): Promise<boolean> {
  const { code } = await runCommand({
    command: 'ldapsearch',
    arguments: ['-x', '-LLL', '-o', 'nettimeout=2', '-H', url, '-b', '', '-s', 'base', '1.1'],
    environment,
  });
  return code === 0;
}

function words({ url, dn, password }: LdapLogin): readonly string[] {
  return ['-x', '-o', 'nettimeout=10', '-H', url, '-D', dn, '-w', password];
}
