import type { Message } from '../../packages/contract/src/index.ts';
import { renderer, type Sentence, type SentenceKey } from '../../packages/messages/src/index.ts';
import { en } from '../../packages/messages/src/languages/en.ts';

/** Everything that any sentence takes: each takes what it knows of it. */
const name = { login: 'alex@acme.test', system: 'Okta' };
const another = { login: 'alex-admin', system: 'Active Directory' };
const change = { changed: true, verified: true, system: 'Okta', account: { id: '00u1' } } as const;
const factor = { label: 'Pixel 9', kind: 'totp' } as const;
const acted = [{ name, change }];
const parameters = {
  about: 'INC0012345',
  accounts: [name, another],
  address: 'a…@home.test',
  answer: 'Yes',
  channel: 'Slack',
  code: '20471138',
  country: 'Portugal',
  days: 7,
  detail: 'it does not answer',
  factors: [factor, { label: 'YubiKey 5C', kind: 'security-key' }],
  help: 'unlock',
  helps: ['unlock', 'start-reset', 'lost-device'],
  kind: 'totp',
  label: 'Pixel 9',
  language: 'de',
  minutes: 15,
  more: 3,
  name: 'Alex Moreau',
  notices: 'daily',
  number: 'INC0012345',
  question: 'Shall I unlock it?',
  removals: [{ ...acted[0], factor }],
  revocations: acted,
  suspicion: 'new-country',
  starts: [{ name, start: { system: 'Okta', account: { id: '00u1' }, by: { kind: 'mail', to: 'a•••@acme.test' } } }],
  system: 'Salesforce',
  text: '1. Open the portal.\n2. Choose “Forgot password”.\n3. Follow the link in the mail.',
  ticket: 'opened',
  title: 'How to reset a password',
  tries: 3,
  to: 'a•••@acme.test',
  trouble: 'connector',
  unlocks: acted,
  until: 'next',
  words: 'The old phone was signed out of the mail app.',
};

/** Questions with the buttons they have, by the sentence that asks. */
const buttons: Partial<Record<SentenceKey, readonly SentenceKey[]>> = {
  'desk.offer': ['choice.yes', 'choice.no'],
  'expiry.expired': ['choice.change-password', 'choice.ignore'],
  'expiry.reminder': ['choice.change-password', 'choice.ignore'],
  'extension.notice': ['choice.extend', 'choice.ignore'],
  'follow.nudge': ['choice.works', 'choice.service-desk'],
  'help.what-now': ['choice.unlock', 'choice.start-reset', 'choice.lost-device', 'choice.service-desk'],
  'hold.told': ['choice.not-me', 'choice.cancel'],
  'hold.told-elsewhere': ['choice.not-me'],
  'link.moved-elsewhere': ['choice.not-me'],
  'link.taken': ['link.send-code'],
  'lockout.dismissed': ['choice.not-me'],
  'lockout.notice': ['choice.yes', 'choice.no'],
  'mfa.article': ['choice.view-answer'],
  'mfa.confirm': ['choice.reset-mfa', 'choice.cancel'],
  'question.expired': ['choice.check-again'],
  'security.suspicion-ask': ['choice.not-me'],
  'unlock.confirm': ['choice.yes', 'choice.edit', 'choice.cancel'],
};
const forms: Partial<Record<SentenceKey, SentenceKey>> = {
  'mfa.choose': 'factor.field',
  'settings.choose': 'setting.field',
  'unlock.choose': 'account.field',
};
const links: Partial<Record<SentenceKey, SentenceKey>> = {
  'mfa.enrol': 'mfa.enrol-label',
  'password.link': 'password.link-label',
  'password.portals': 'password.link-label',
};
const styles: Partial<Record<SentenceKey, 'primary' | 'danger'>> = {
  'account.continue': 'primary',
  'choice.yes': 'primary',
  'choice.not-me': 'danger',
  'link.send-code': 'primary',
};

/** The languages there are words in. */
export const catalogueLanguages = renderer().languages;

/** Every message of the catalogue in a language, by the sentence that leads it: with the buttons, the form or the link that go with it. */
export function catalogueMessages(locale: string): ReadonlyMap<SentenceKey, Message> {
  const { render } = renderer();
  const say = (key: SentenceKey) => render({ key, parameters } as unknown as Sentence, locale);
  const button = (key: SentenceKey) => ({
    label: say(key),
    token: `token-of-${key}`,
    ...(styles[key] === undefined ? {} : { style: styles[key] }),
  });
  return new Map(
    (Object.keys(en) as SentenceKey[]).map((key) => {
      const [choices, field, link] = [buttons[key], forms[key], links[key]];
      const options = [
        { label: 'alex@acme.test (Okta)', value: 'okta/00u1' },
        { label: 'alex-admin (Active Directory)', value: 'ad/6f9619ff-8b86-d011-b42d-00cf4fc964ff' },
      ];
      const message: Message = {
        text: say(key),
        locale,
        ...(choices === undefined ? {} : { choices: choices.map(button) }),
        ...(link === undefined ? {} : { links: [{ label: say(link), url: 'https://login.acme.test/reset?a=1&b=2' }] }),
        ...(field === undefined
          ? {}
          : {
              form: {
                fields: [{ name: field.split('.')[0] ?? '', label: say(field), kind: 'choice', options }],
                submit: button('account.continue'),
              },
            }),
      };
      return [key, message];
    }),
  );
}
