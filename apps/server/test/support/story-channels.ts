import { type SlackFake, type SlackPerson, startSlackFake } from '../../../../packages/channel-slack/src/fake/index.ts';
import { startTeamsFake, type TeamsFake, type TeamsPerson } from '../../../../packages/channel-teams/src/fake/index.ts';
import type { Chat } from '../../../../tooling/testing/index.ts';
import { emailStories } from './email-stories.ts';
import type { World } from './world.ts';

/** What somebody sees of a message, on whatever channel. */
export interface StoryMessage {
  readonly text: string;
  readonly links: readonly { readonly label: string; readonly url: string }[];
  readonly buttons: readonly string[];
}

/** Somebody on a channel, as a story needs them. */
export interface StoryPerson {
  say(text: string): Promise<void>;
  /** The newest message that says this, shown already or still to come. */
  shown(text: string | RegExp): Promise<StoryMessage>;
  press(label: string): Promise<void>;
  /** Chooses the option that begins like this in the form that is shown, and sends it. */
  choose(option: string): Promise<void>;
  /** Buttons that can be pressed now. */
  buttons(): readonly string[];
  /** What the product said last. */
  latest(): StoryMessage | undefined;
}

/** A channel that stories are played on. */
export interface StoryChannel {
  readonly name: string;
  /** What is pressed here is enough to remove a second factor, where the organisation asks for no more. */
  readonly isProof: boolean;
  /** Whoever may help others may do so from here. */
  readonly isForOthers: boolean;
  /** Its entry below `connectors:`, under the name `chat`. */
  readonly entry: string;
  /** Called when the server has started. */
  open(world: World): Promise<void>;
  person(login: string): Promise<StoryPerson>;
  close(): Promise<void>;
}

/** Every channel there is, and every way into it. */
export const storyChannels: readonly (readonly [string, () => Promise<StoryChannel>])[] = [
  ['web', webStories],
  ['slack by http', () => slackStories('http')],
  ['slack by socket', () => slackStories('socket')],
  ['teams', teamsStories],
  ['email', emailStories],
];

async function webStories(): Promise<StoryChannel> {
  let world: World;
  return {
    name: 'web',
    isProof: true,
    isForOthers: true,
    entry: '{ package: "@access-account/channel-web" }',
    open: async (opened) => {
      world = opened;
    },
    person: async (login) => webPerson(await world.chat(login, 'chat')),
    close: async () => {},
  };
}

function webPerson(chat: Chat): StoryPerson {
  const seen = ({ text, links, choices }: (typeof chat.messages)[number]) => ({
    text,
    links,
    buttons: choices.map(({ label }) => label),
  });
  return {
    say: async (text) => void (await chat.say(text)),
    shown: async (text) => seen(await chat.shown(text)),
    press: async (label) => void (await chat.choose(label)),
    choose: async (option) => {
      const { form } = await chat.shown((message) => message.form !== null);
      const [field] = form?.fields ?? [];
      const value = field?.options.find(({ label }) => label.startsWith(option))?.value ?? '';
      await chat.press(form?.submit.token ?? '', { [field?.name ?? '']: value });
    },
    buttons: () => chat.messages.flatMap((message) => seen(message).buttons),
    latest: () =>
      chat.messages
        .filter(({ from }) => from === 'assistant')
        .map(seen)
        .at(-1),
  };
}

export interface SlackStories extends StoryChannel {
  readonly slack: SlackFake;
  /** Somebody in front of Slack, with everything they can do there. */
  atSlack(login: string): SlackPerson;
}

/** Slack's stand-in; people have the address `<login>@acme.test` in it. */
export async function slackStories(way: 'http' | 'socket'): Promise<SlackStories> {
  const slack = await startSlackFake({ clock: { now: () => new Date() }, fetch: globalThis.fetch });
  const people = new Map<string, SlackPerson>();
  const atSlack = (login: string) => {
    const person = people.get(login) ?? slack.person({ email: `${login}@acme.test` });
    people.set(login, person);
    return person;
  };
  return {
    name: `slack by ${way}`,
    isProof: true,
    isForOthers: true,
    entry: `{ package: "@access-account/channel-slack", config: ${JSON.stringify(slack.config(way))} }`,
    slack,
    atSlack,
    open: async (world) => {
      if (way === 'http') slack.setRequestUrl(`${world.url}/connectors/chat/events`);
      else await until(() => slack.sockets > 0);
    },
    person: async (login) => slackPerson(atSlack(login)),
    close: () => slack.close(),
  };
}

function slackPerson(person: SlackPerson): StoryPerson {
  const seen = ({ text, links, buttons }: (typeof person.messages)[number]) => ({
    text,
    links,
    buttons: buttons.map(({ label }) => label),
  });
  return {
    say: async (text) => void (await person.say(text)),
    shown: async (text) => seen(await person.shown(text)),
    press: async (label) => void (await person.press(label)),
    // In the message: whether a window opened over it, too, is a test of its own.
    choose: async (option) => {
      const { fields, buttons } = await person.shown((message) => message.fields.length > 0);
      const [field] = fields;
      const value = field?.options.find(({ label }) => label.startsWith(option))?.value ?? '';
      await person.press(buttons[0]?.label ?? '', { [field?.name ?? '']: value });
    },
    buttons: () => person.messages.flatMap((message) => seen(message).buttons),
    latest: () => person.messages.map(seen).at(-1),
  };
}

export interface TeamsStories extends StoryChannel {
  readonly teams: TeamsFake;
  /** Somebody in front of Teams, with everything they can do there. */
  atTeams(login: string): TeamsPerson;
}

/** Teams’ stand-in; people have the address `<login>@acme.test` in it, and the app only once they are written to. */
export async function teamsStories(): Promise<TeamsStories> {
  const teams = await startTeamsFake({ clock: { now: () => new Date() }, fetch: globalThis.fetch });
  const people = new Map<string, TeamsPerson>();
  const atTeams = (login: string) => {
    const person = people.get(login) ?? teams.person({ login: `${login}@acme.test`, hasApp: false });
    people.set(login, person);
    return person;
  };
  return {
    name: 'teams',
    isProof: true,
    isForOthers: true,
    entry: `{ package: "@access-account/channel-teams", config: ${JSON.stringify(teams.config())} }`,
    teams,
    atTeams,
    open: async (world) => teams.setMessagingEndpoint(`${world.url}/connectors/chat/messages`),
    person: async (login) => teamsPerson(atTeams(login)),
    close: () => teams.close(),
  };
}

function teamsPerson(person: TeamsPerson): StoryPerson {
  const seen = ({ text, links, buttons }: (typeof person.messages)[number]) => ({
    text,
    links,
    buttons: buttons.map(({ label }) => label),
  });
  return {
    say: async (text) => void (await person.say(text)),
    shown: async (text) => seen(await person.shown(text)),
    press: async (label) => void (await person.press(label)),
    choose: async (option) => {
      const { fields, buttons } = await person.shown((message) => message.fields.length > 0);
      const [field] = fields;
      const value = field?.options.find(({ label }) => label.startsWith(option))?.value ?? '';
      await person.press(buttons[0]?.label ?? '', { [field?.name ?? '']: value });
    },
    buttons: () => person.messages.flatMap((message) => seen(message).buttons),
    latest: () => person.messages.map(seen).at(-1),
  };
}

async function until(holds: () => boolean): Promise<void> {
  const overdue = AbortSignal.timeout(15_000);
  while (!holds()) {
    if (overdue.aborted) throw new Error('Nobody listens to Slack.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export interface StoryConfiguration {
  readonly channel: StoryChannel;
  /** By login, with whatever differs. */
  readonly people: Readonly<Record<string, object>>;
}

/** A sandbox directory whose people are reached on one channel. */
export function storyConfiguration({ channel, people }: StoryConfiguration): string {
  const entries = Object.entries(people).map(([login, differences]) => ({
    login,
    displayName: `Test ${login}`,
    email: `${login}@acme.test`,
    password: `password-of-${login}`,
    ...differences,
  }));
  const config = { displayName: 'Corp', lockAfter: 2, passwordHashCost: 10, passwordMaxAgeDays: 90, people: entries };
  return `
organization: Acme
dataDirectory: data
connectors:
  sandbox: { package: "@access-account/identity-sandbox", poll: { every: 250ms }, list: { every: 1h }, config: ${JSON.stringify(config)} }
  chat: ${channel.entry}
  desk: { package: "@access-account/ticketing-local" }
people: { mainIdentity: sandbox, channels: [chat], tickets: desk }
# A file of tests locks as many people in a minute as an attack does.
policies: { attackMode: { enabled: false } }
`;
}
