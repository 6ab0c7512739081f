import { createHash } from 'node:crypto';
import type { EntraConfig } from './entra-config.ts';
import type { EntraDomain, EntraUser } from './graph-shapes.ts';

type Named = Pick<EntraUser, 'userPrincipalName'>;

/** What Graph answers for "never". */
const never = 2_147_483_647;

/** How long passwords are good, by domain. */
export class PasswordRules {
  readonly #domains: ReadonlyMap<string, EntraDomain>;
  readonly #unsaid: number | null;

  constructor(domains: readonly EntraDomain[], { passwordValidityDays }: EntraConfig) {
    this.#domains = new Map(domains.map((domain) => [domain.id.toLowerCase(), domain]));
    this.#unsaid = passwordValidityDays ?? null;
  }

  /**
   * Days; null: for ever, or unknown. A domain without a number says two things, depending on how old the tenant is (90 days,
   * or for ever), so that only the configuration can tell.
   */
  validityDays(user: Named): number | null {
    const days = this.#said(user, ({ passwordValidityPeriodInDays }) => passwordValidityPeriodInDays ?? undefined);
    return days === never ? null : (days ?? this.#unsaid);
  }

  isFederated(user: Named): boolean {
    const type = this.#said(user, ({ authenticationType }) => authenticationType ?? undefined);
    return type?.toLowerCase() === 'federated';
  }

  /** Another one where any of it is another. */
  get fingerprint(): string {
    const domains = [...this.#domains].map(([name, domain]) => [
      name,
      domain.passwordValidityPeriodInDays ?? null,
      domain.authenticationType ?? null,
    ]);
    return createHash('sha256')
      .update(JSON.stringify([this.#unsaid, domains.sort()]))
      .digest('base64url');
  }

  /** By the user's domain, or else by the domain it is below: those inherit. */
  #said<Value>({ userPrincipalName }: Named, say: (domain: EntraDomain) => Value | undefined): Value | undefined {
    const labels = userPrincipalName.toLowerCase().split('@').at(-1)?.split('.') ?? [];
    for (let from = 0; from < labels.length; from += 1) {
      const domain = this.#domains.get(labels.slice(from).join('.'));
      const said = domain === undefined ? undefined : say(domain);
      if (said !== undefined) return said;
    }
    return undefined;
  }
}
