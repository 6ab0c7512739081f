import { startEntraFake } from '../../../packages/identity-entra-id/src/fake/index.ts';
import { chosen, type IdentityKind, type Wish } from './identity.ts';

const month = 30 * 24 * 60 * 60_000;

/** Entra ID: an unlock that nobody can do, the removal of a method, and Microsoft's page for a new password. */
export const entraIdentity: IdentityKind = {
  name: 'entra',
  package: '@access-account/identity-entra-id',
  start: async () => {
    const entra = await startEntraFake({ clock: { now: () => new Date() } });
    const { tenant } = entra;
    let people = 0;
    const newPerson = () => {
      people += 1;
      const login = `person-${people}@acme.test`;
      const person = tenant.addPerson({ login, email: login, displayName: `Person ${people}`, password: 'Horse-1' });
      person.lastPasswordChange = new Date(Date.now() - month);
      return person;
    };
    const unlock = (): [string, Wish] => [
      newPerson().login,
      {
        name: 'no unlock',
        words: 'please unlock my account',
        // Whether there is a lock is something that Microsoft shows nobody: neither may be said.
        isDone: ({ text }) => /no instructions|is unlocked|is not locked/.test(text),
        isTrue: ({ text }) => text.includes('no instructions'),
      },
    ];
    const removal = (): [string, Wish] => {
      const person = newPerson();
      // Microsoft takes the default method away last: it is the other one that is lost.
      tenant.addMethod(person, 'microsoftAuthenticator', { displayName: 'Pixel 9' });
      const lost = tenant.addMethod(person, 'fido2', { displayName: 'Key 7', model: 'Key' });
      return [
        person.login,
        {
          name: 'method removal',
          words: 'I lost my phone',
          answer: chosen('Key 7'),
          isDone: ({ text }) => /Reset complete|no longer there/.test(text),
          isTrue: () => person.methods.every(({ id, shownFor }) => (id === lost.id) === (shownFor !== null)),
        },
      ];
    };
    const page = (): [string, Wish] => [
      newPerson().login,
      {
        name: 'new password',
        words: 'I forgot my password',
        isDone: ({ text }) => text.includes('Choose a new password'),
        isTrue: ({ links }) => links.some(({ url }) => url === 'https://passwordreset.microsoftonline.com'),
      },
    ];
    return {
      url: entra.url,
      config: (url) => ({ ...entra.secretConfig(), authorityUrl: url, graphUrl: url }),
      newPeople: () => new Map([unlock(), removal(), page()]),
      stop: () => entra.close(),
    };
  },
};
