import { type EmailFake, type SeenMail, startEmailFake } from '../../packages/channel-email/src/fake/index.ts';
import { type SlackFake, type SlackPerson, startSlackFake } from '../../packages/channel-slack/src/fake/index.ts';
import { startTeamsFake, type TeamsFake, type TeamsPerson } from '../../packages/channel-teams/src/fake/index.ts';
import { type OktaFake, startOktaFake } from '../../packages/identity-okta/src/fake/index.ts';

const clock = { now: () => new Date() };

/** Stand-ins for the providers whose ways into the server are fuzzed, and somebody at each whom the directory knows. */
export class FuzzProviders {
  /** Whom they know: `mailed` waits, locked, for a mail's link to be pressed; the others write. */
  static readonly people = ['mailed', 'slacker', 'teamed'] as const;
  /** What Okta's event hook shows. */
  readonly hookSecret = 'the-secret-of-the-hook';
  readonly slack: SlackFake;
  readonly teams: TeamsFake;
  readonly email: EmailFake;
  readonly slacker: SlackPerson;
  readonly teamed: TeamsPerson;
  readonly #okta: OktaFake;

  private constructor(parts: Pick<FuzzProviders, 'slack' | 'teams' | 'email'> & { okta: OktaFake }) {
    this.slack = parts.slack;
    this.teams = parts.teams;
    this.email = parts.email;
    this.#okta = parts.okta;
    // Where nobody is seen at all, the connector says that its app has no role.
    this.#okta.organisation.addPerson({ login: 'other@acme.test', email: 'other@acme.test', password: 'password' });
    this.slacker = this.slack.person({ email: 'slacker@acme.test' });
    this.teamed = this.teams.person({ login: 'teamed@acme.test', email: 'teamed@acme.test' });
  }

  static async start(): Promise<FuzzProviders> {
    return new FuzzProviders({
      slack: await startSlackFake({ clock, fetch }),
      teams: await startTeamsFake({ clock, fetch }),
      email: await startEmailFake(),
      okta: await startOktaFake({ clock, limit: 1_000_000 }),
    });
  }

  /** YAML: their entries among the connectors. */
  get entries(): string {
    const entry = (name: string, directory: string, config: object) =>
      `  ${name}: { package: "@access-account/${directory}", config: ${JSON.stringify(config)} }\n`;
    return [
      entry('slack', 'channel-slack', this.slack.config('http')),
      entry('teams', 'channel-teams', this.teams.config()),
      entry('email', 'channel-email', this.email.config({ domains: ['acme.test'] })),
      entry('okta', 'identity-okta', { ...this.#okta.tokenConfig(), hookSecret: this.hookSecret }),
    ].join('');
  }

  /** From here on they know where the server is. Answers a mail with links that nobody has pressed. */
  async open(url: string, lock: (login: string) => Promise<unknown>): Promise<SeenMail> {
    this.slack.setRequestUrl(`${url}/connectors/slack/events`);
    this.teams.setMessagingEndpoint(`${url}/connectors/teams/messages`);
    await lock('mailed');
    const mailed = this.email.person('mailed@acme.test');
    await mailed.write({ text: 'I am locked out' });
    return mailed.shown('Shall I unlock');
  }

  async stop(): Promise<void> {
    await Promise.all([this.slack.close(), this.teams.close(), this.email.close(), this.#okta.close()]);
  }
}
