import type { LinkedAccount, PolicyId } from '@access-account/policies';
import { type AudienceFilter, audienceFilter } from '../config/audience-filter.ts';
import type { ConfigurationFile } from '../config/configuration-schema.ts';
import { type ShadowableFeature, shadowableFeatures } from '../config/shadowed-features.ts';
import type { Person } from './help-case.ts';

/** The feature that a policy is part of. Absent: it does nothing of its own to an account. */
const featureOf: Partial<Readonly<Record<PolicyId, ShadowableFeature>>> = {
  'unlock-account': 'unlockAccount',
  'lockout-notification': 'lockoutNotification',
  'password-reset': 'passwordReset',
  'mfa-reset': 'mfaReset',
  'password-expiry': 'passwordExpiry',
};

/** Those that are about other people's accounts, or everybody's: they only watch as soon as their feature does for anybody. */
const ofOthers: Partial<Readonly<Record<PolicyId, ShadowableFeature>>> = {
  'another-person': 'unlockAccount',
  'attack-incident': 'lockoutNotification',
};

interface Named {
  readonly login: string;
  readonly email: string | null;
}

/** For whom each feature only watches: what it decides is recorded, and nothing of it is done. */
export class Shadows {
  /** null: for nobody. */
  readonly #filters: Readonly<Record<ShadowableFeature, AudienceFilter | null>>;

  constructor(policies: ConfigurationFile['policies']) {
    const of = ({ shadow }: { readonly shadow: ConfigurationFile['policies']['mfaReset']['shadow'] }) =>
      shadow === false ? null : audienceFilter(shadow === true ? 'all' : shadow);
    this.#filters = Object.fromEntries(shadowableFeatures.map((feature) => [feature, of(policies[feature])])) as Record<
      ShadowableFeature,
      AudienceFilter | null
    >;
  }

  /** Whether a feature only watches this account. */
  includes(feature: ShadowableFeature, system: string, account: Named): boolean {
    return this.#filters[feature]?.(system, account) ?? false;
  }

  /** Whether a new case of this policy only watches: where all accounts that it is about are watched. */
  isShadowed(policy: PolicyId, person: Person, accounts: readonly LinkedAccount[]): boolean {
    const others = ofOthers[policy];
    if (others !== undefined) return this.#filters[others] !== null;
    const feature = featureOf[policy];
    if (feature === undefined || this.#filters[feature] === null) return false;
    if (accounts.length === 0) return this.includes(feature, '', person);
    return accounts.every((one) => this.includes(feature, one.system, named(one, person)));
  }

  /** Of these accounts those that a case of this policy may know of: a case that acts sees none that is only watched. */
  accounts(
    policy: PolicyId,
    person: Person,
    { shadow, accounts }: { readonly shadow: boolean; readonly accounts: readonly LinkedAccount[] },
  ): readonly LinkedAccount[] {
    const feature = featureOf[policy];
    if (feature === undefined || this.#filters[feature] === null || shadow) return accounts;
    return accounts.filter((one) => !this.includes(feature, one.system, named(one, person)));
  }

  /** The features that only watch all of somebody's accounts: they are offered to nobody. */
  ofPerson(person: Person, accounts: readonly LinkedAccount[]): ReadonlySet<ShadowableFeature> {
    return new Set(
      (Object.keys(featureOf) as PolicyId[]).flatMap((policy) =>
        this.isShadowed(policy, person, accounts) ? [featureOf[policy] as ShadowableFeature] : [],
      ),
    );
  }
}

/** An account is known by its own login, and by the person's address. */
function named({ login }: LinkedAccount, { email }: Person): Named {
  return { login, email };
}
