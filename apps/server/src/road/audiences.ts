import type { LinkedAccount, PolicyId, Portal, Settings } from '@access-account/policies';
import { type AudienceFilter, audienceFilter } from '../config/audience-filter.ts';
import type { Audience, ConfigurationFile } from '../config/configuration-schema.ts';
import type { Person } from './help-case.ts';

type Policies = ConfigurationFile['policies'];
export type Feature = 'unlockAccount' | 'lockoutNotification' | 'passwordReset' | 'mfaReset';

/** The feature that a policy is the help of. */
export const featureOf: Partial<Readonly<Record<PolicyId, Feature>>> = {
  'unlock-account': 'unlockAccount',
  'lockout-notification': 'lockoutNotification',
  'password-reset': 'passwordReset',
  'mfa-reset': 'mfaReset',
};

/** Whom each feature is for, and who is shown which of the organisation's pages. */
export class Audiences {
  /** null: it is for everybody. */
  readonly #filters: Readonly<Record<Feature, AudienceFilter | null>>;
  readonly #settings: Settings;
  readonly #portals: { readonly reset: Portals; readonly expiry: Portals };

  constructor(policies: Policies, settings: Settings) {
    const of = (audience: Audience) => (audience === 'all' ? null : audienceFilter(audience));
    this.#filters = {
      unlockAccount: of(policies.unlockAccount.audience),
      lockoutNotification: of(policies.lockoutNotification.audience),
      passwordReset: of(policies.passwordReset.audience),
      mfaReset: of(policies.mfaReset.audience),
    };
    this.#settings = settings;
    this.#portals = {
      reset: portalsOf(policies.passwordReset.portals),
      expiry: portalsOf(policies.passwordExpiry.portals),
    };
  }

  /** Whether anything of the person's may be helped with it. Who has no account that is known is heard all the same. */
  isFor(feature: Feature, person: Person, accounts: readonly LinkedAccount[]): boolean {
    const filter = this.#filters[feature];
    return filter === null || accounts.length === 0 || accounts.some((one) => filter(one.system, named(one, person)));
  }

  /** Whether this account may be. */
  includes(
    feature: Feature,
    system: string,
    account: { readonly login: string; readonly email: string | null },
  ): boolean {
    return this.#filters[feature]?.(system, account) ?? true;
  }

  /** The accounts a policy may know of. */
  accounts(policy: PolicyId, person: Person, accounts: readonly LinkedAccount[]): readonly LinkedAccount[] {
    const feature = featureOf[policy];
    const filter = feature === undefined ? null : this.#filters[feature];
    return filter === null ? accounts : accounts.filter((one) => filter(one.system, named(one, person)));
  }

  /** The settings, with the pages that this person is shown. */
  settings(person: Person): Settings {
    const { reset, expiry } = this.#portals;
    if (reset.isForAll && expiry.isForAll) return this.#settings;
    const { passwordReset, passwordExpiry } = this.#settings;
    return {
      ...this.#settings,
      passwordReset: { ...passwordReset, portals: reset.shownTo(person) },
      passwordExpiry: { ...passwordExpiry, portals: expiry.shownTo(person) },
    };
  }
}

interface Portals {
  readonly isForAll: boolean;
  shownTo(person: Person): readonly Portal[];
}

function portalsOf(configured: Policies['passwordReset']['portals']): Portals {
  const portals = configured.map(({ label, url, audience }) => ({
    portal: { label, url },
    filter: audience === undefined ? null : audienceFilter(audience),
  }));
  return {
    isForAll: portals.every(({ filter }) => filter === null),
    shownTo: (person) => portals.filter(({ filter }) => filter?.('', person) ?? true).map(({ portal }) => portal),
  };
}

/** An account is known by its own login, and by the person's address. */
function named({ login }: LinkedAccount, { email }: Person) {
  return { login, email };
}
