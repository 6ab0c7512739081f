import { fileURLToPath } from 'node:url';
import { startEntraFake } from '../../packages/identity-entra-id/src/fake/index.ts';
import { startOktaFake } from '../../packages/identity-okta/src/fake/index.ts';

/** Identity systems as the configuration names them, beside the directory. */
export interface Identities {
  readonly connectors: Readonly<Record<string, unknown>>;
  close(): Promise<void>;
}

export const sandbox = {
  package: '@access-account/identity-sandbox',
  config: {
    passwordHashCost: 10,
    people: [{ login: 'alex', displayName: 'Alex', email: 'alex@acme.test', password: 'password-of-alex' }],
  },
} as const;

/** Every identity connector that is shipped but the directory's: the stand-ins of Okta and Entra ID, the sandbox, the organisation's own words. */
export async function everyIdentity(): Promise<Identities> {
  const clock = { now: () => new Date() };
  const [okta, entra] = [await startOktaFake({ clock }), await startEntraFake({ clock })];
  const person = { login: 'alex@acme.test', email: 'alex@acme.test', displayName: 'Alex', password: 'Correct-Horse-1' };
  okta.organisation.addPerson(person);
  entra.tenant.addPerson(person);
  entra.tenant.domains.push({ id: 'acme.test', authenticationType: 'Managed', passwordValidityPeriodInDays: 90 });
  // Those that come with the product.
  const directory = fileURLToPath(new URL('../../instructions', import.meta.url));
  return {
    connectors: {
      sandbox,
      okta: { package: '@access-account/identity-okta', config: okta.appConfig() },
      entra: { package: '@access-account/identity-entra-id', config: entra.certificateConfig() },
      instructions: { package: '@access-account/identity-instructions', config: { directory } },
    },
    close: async () => void (await Promise.all([okta.close(), entra.close()])),
  };
}
