export interface SandboxConfigurationOptions {
  /** Logins of the people in the sandbox; each one's password is `password-of-<login>`. */
  readonly people?: readonly string[];
  /** Wrong passwords until an account is locked. */
  readonly lockAfter?: number;
  /** Between two polls, such as `1s`. */
  readonly pollEvery?: string;
  /** Whether the directory tells of sign-ins, so that help is followed through until there is one. */
  readonly tellsSignIns?: boolean;
  /** What the directory says everybody's language is. BCP 47. */
  readonly locale?: string;
  /** More YAML at the top level, such as `policies: …`. */
  readonly more?: string;
}

/** The configuration of a sandbox for tests: polled often, passwords hashed cheaply, with as many people as a test needs. */
export function sandboxConfiguration({
  people = ['alex'],
  lockAfter = 5,
  pollEvery = '250ms',
  tellsSignIns = true,
  locale,
  more = '',
}: SandboxConfigurationOptions = {}): string {
  const entries = people.map((login) => ({
    login,
    displayName: `Test ${login}`,
    email: `${login}@acme.test`,
    password: `password-of-${login}`,
    ...(locale === undefined ? {} : { locale }),
  }));
  return `
organization: Acme
dataDirectory: data
connectors:
  sandbox:
    package: "@access-account/identity-sandbox"
    poll: { every: ${pollEvery} }
    config: ${JSON.stringify({ lockAfter, passwordHashCost: 10, tellsSignIns, people: entries })}
  web: { package: "@access-account/channel-web" }
  desk: { package: "@access-account/ticketing-local" }
people: { mainIdentity: sandbox, channels: [web], tickets: desk }
${more}
`;
}
