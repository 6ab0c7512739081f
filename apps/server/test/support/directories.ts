import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Somebody in a sandbox directory; the password is `password-of-<login>`. */
export interface DirectoryPerson {
  readonly login: string;
  /** Labels of second factors, all of them authenticator apps. */
  readonly factors?: readonly string[];
  readonly locale?: string;
  readonly passwordAgeDays?: number;
  /** The login of their manager. */
  readonly manager?: string;
  readonly mustChange?: boolean;
}

export interface DirectoriesOptions {
  /** Name in the configuration → what people are told it is called. The first is the main one. */
  readonly directories?: Readonly<Record<string, string>>;
  /** Everybody is in every directory. */
  readonly people: readonly DirectoryPerson[];
  /** Names of the web chats; the first is the main one. */
  readonly chats?: readonly string[];
  /** YAML below `policies:`, such as `{ mfaReset: { modes: [all] } }`. */
  readonly policies?: string;
  /** More YAML at the top level. */
  readonly more?: string;
  /** Logins of those who may have others unlocked. */
  readonly helpDesk?: readonly string[];
}

/** The configuration of one or more sandbox directories with the organisation's own instructions beside them. */
export function directoriesConfiguration({
  directories = { sandbox: 'Sandbox Directory' },
  people,
  chats = ['web'],
  policies = '{}',
  more = '',
  helpDesk = [],
}: DirectoriesOptions): string {
  const entries = people.map(({ login, factors = [], ...more }) => ({
    login,
    displayName: `Test ${login}`,
    email: `${login}@acme.test`,
    password: `password-of-${login}`,
    factors: factors.map((label) => ({ kind: 'totp', label })),
    ...more,
  }));
  const connectors = [
    ...Object.entries(directories).map(([name, displayName]) => {
      const config = JSON.stringify({ displayName, lockAfter: 2, passwordHashCost: 10, people: entries });
      return `  ${name}: { package: "@access-account/identity-sandbox", poll: { every: 250ms }, config: ${config} }`;
    }),
    ...chats.map((name) => `  ${name}: { package: "@access-account/channel-web" }`),
  ];
  return `
organization: Acme
dataDirectory: data
connectors:
${connectors.join('\n')}
  words: { package: "@access-account/identity-instructions" }
  desk: { package: "@access-account/ticketing-local" }
people: { mainIdentity: ${Object.keys(directories)[0]}, channels: [${chats.join(', ')}], tickets: desk, helpDesk: ${JSON.stringify(helpDesk)} }
policies: ${policies}
${more}
`;
}

/** Puts articles into a world's directory: `<system>/<topic>` → its title and text. */
export function writeArticles(directory: string, articles: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(articles)) {
    const [system = '', topic = ''] = path.split('/');
    mkdirSync(join(directory, 'instructions', system), { recursive: true });
    writeFileSync(join(directory, 'instructions', system, `${topic}.en.md`), `# ${text}\n`);
  }
}
