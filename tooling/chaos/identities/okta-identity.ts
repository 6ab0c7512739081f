import { startOktaFake } from '../../../packages/identity-okta/src/fake/index.ts';
import { button, chosen, type IdentityKind, type Wish } from './identity.ts';

const password = 'Correct-Horse-1';
const month = 30 * 24 * 60 * 60_000;

/** Okta: an unlock, the removal of a second factor, and Okta's own mail for a new password. */
export const oktaIdentity: IdentityKind = {
  name: 'okta',
  package: '@access-account/identity-okta',
  start: async () => {
    const okta = await startOktaFake({ clock: { now: () => new Date() } });
    const { organisation } = okta;
    organisation.setPolicies([], { maxAgeDays: 90, autoUnlockMinutes: 30, maxAttempts: 5 });
    let people = 0;
    const newPerson = () => {
      people += 1;
      const login = `person-${people}@acme.test`;
      const person = organisation.addPerson({ login, email: login, displayName: `Person ${people}`, password });
      person.passwordChanged = new Date(Date.now() - month);
      return person;
    };
    const unlock = (): [string, Wish] => {
      const person = newPerson();
      for (let tries = 0; tries < 5; tries += 1) organisation.signIn(person.login, 'not this one');
      return [
        person.login,
        {
          name: 'unlock',
          words: 'please unlock my account',
          answer: button('Yes'),
          isDone: ({ text }) => /is (unlocked|not locked)/.test(text),
          isTrue: () => person.status === 'ACTIVE' && organisation.signIn(person.login, password),
        },
      ];
    };
    const removal = (): [string, Wish] => {
      const person = newPerson();
      for (const [factorType, profile] of [
        ['token:hardware', { credentialId: 'Token 7' }],
        ['sms', { phoneNumber: '+1 555 010 4321' }],
      ] as const)
        organisation.enrolFactor(person, { factorType, provider: factorType === 'sms' ? 'OKTA' : 'RSA', profile });
      return [
        person.login,
        {
          name: 'factor removal',
          words: 'I lost my phone',
          answer: chosen('4321'),
          isDone: ({ text }) => /Reset complete|no longer there/.test(text),
          isTrue: () => person.factors.length === 1 && person.factors[0]?.factorType === 'token:hardware',
        },
      ];
    };
    const mail = (): [string, Wish] => {
      const { login } = newPerson();
      return [
        login,
        {
          name: 'new password',
          words: 'I forgot my password',
          isDone: ({ text }) => text.includes('is on its way'),
          isTrue: () => organisation.mails.some(({ to }) => to === login),
        },
      ];
    };
    return {
      url: okta.orgUrl,
      config: (url) => ({ ...okta.tokenConfig(), orgUrl: url }),
      newPeople: () => new Map([unlock(), removal(), mail()]),
      stop: () => okta.close(),
    };
  },
};
