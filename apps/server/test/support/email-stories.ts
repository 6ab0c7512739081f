import { type EmailFake, type MailPerson, startEmailFake } from '../../../../packages/channel-email/src/fake/index.ts';
import { type ChoicePage, openChoicePage } from './choice-page.ts';
import type { StoryChannel, StoryPerson } from './story-channels.ts';
import { until } from './until.ts';

export interface EmailStories extends StoryChannel {
  readonly email: EmailFake;
  /** Somebody in front of their mail program. */
  atMail(login: string): MailPerson;
}

/** A mail provider's stand-in; people have the address `<login>@acme.test`. */
export async function emailStories(differences: object = {}): Promise<EmailStories> {
  const email = await startEmailFake();
  const atMail = (login: string) => email.person(`${login}@acme.test`);
  return {
    name: 'email',
    isProof: false,
    isForOthers: false,
    entry: `{ package: "@access-account/channel-email", config: ${JSON.stringify(email.config(differences))} }`,
    email,
    atMail,
    open: async () => void (await until(() => email.imap.idling > 0, 'somebody who listens to the mailbox')),
    person: async (login) => mailPerson(atMail(login)),
    close: () => email.close(),
  };
}

function mailPerson(person: MailPerson): StoryPerson {
  let live: readonly string[] = [];
  /** Opens the page behind every link: which of them still have something to press? */
  const look = async (): Promise<readonly ChoicePage[]> => {
    const buttons = person.mails.flatMap((mail) => mail.buttons);
    const pages = await Promise.all(buttons.map(({ url }) => openChoicePage(url)));
    live = buttons.flatMap(({ label }, index) => (pages[index]?.button === undefined ? [] : [label]));
    return pages.filter(({ button }) => button !== undefined);
  };
  const seen = ({ text, links, buttons }: (typeof person.mails)[number]) => ({
    text,
    links,
    buttons: buttons.map(({ label }) => label),
  });
  return {
    say: async (text) => void (await person.write({ text })),
    shown: async (text) => {
      const mail = await person.shown(text);
      await look();
      return seen(mail);
    },
    press: async (label) => {
      const link = person.mails
        .flatMap((mail) => mail.buttons)
        .filter((button) => button.label === label)
        .at(-1);
      const page = await openChoicePage(link?.url ?? '');
      await page.press();
      await look();
    },
    choose: async (option) => {
      let form: ChoicePage | undefined;
      await until(async () => {
        form = (await look()).findLast(({ options }) => options.length > 0);
        return form !== undefined;
      }, 'a page with a form');
      await form?.press({
        [form.field ?? '']: form.options.find(({ label }) => label.startsWith(option))?.value ?? '',
      });
      await look();
    },
    buttons: () => {
      // As it was a moment ago: whoever waits for something looks again.
      void look().catch(() => undefined);
      return live;
    },
    latest: () => person.mails.map(seen).at(-1),
  };
}
