import { type Call, type Clock, ConnectorError } from '@access-account/contract';
import type { EntraConfig } from './entra-config.ts';
import { readDomains } from './graph-reads.ts';
import type { GraphRequests } from './graph-requests.ts';
import { PasswordRules } from './password-rules.ts';

export interface DomainMemoryOptions {
  readonly requests: GraphRequests;
  readonly config: EntraConfig;
  readonly clock: Clock;
}

/** Milliseconds: a walk through the directory needs them for every page. */
const serves = 15 * 60_000;

/** What the domains say of passwords, remembered for lists alone; the live state of one account never comes from here. */
export class DomainMemory {
  readonly #options: DomainMemoryOptions;
  #held: { readonly rules: PasswordRules | null; readonly readAt: number } | undefined;

  constructor(options: DomainMemoryOptions) {
    this.#options = options;
  }

  /** null: the app may not read them. */
  async rules(call: Call): Promise<PasswordRules | null> {
    const now = this.#options.clock.now().getTime();
    const age = this.#held === undefined ? -1 : now - this.#held.readAt;
    // A clock that was set back must not keep it for long.
    if (this.#held !== undefined && age >= 0 && age < serves) return this.#held.rules;
    const rules = await this.#read(call);
    this.#held = { rules, readAt: now };
    return rules;
  }

  async #read(call: Call): Promise<PasswordRules | null> {
    const { requests, config } = this.#options;
    try {
      return new PasswordRules(await requests.readAll(readDomains, call), config);
    } catch (error) {
      if (!ConnectorError.isInstance(error) || error.code !== 'permission-denied') throw error;
      call.logger.warn('domains cannot be read: when passwords end is unknown', { system: requests.system });
      return null;
    }
  }
}
