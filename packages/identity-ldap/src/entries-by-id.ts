import type { Call } from '@access-account/contract';
import { type Filter, FilterParser, OrFilter } from 'ldapts';
import type { Directory } from './directory.ts';
import type { LdapEntry } from './ldap-entry.ts';
import type { LdapRequests } from './ldap-session.ts';

export interface EntriesByIdOptions {
  readonly session: Pick<LdapRequests, 'search'>;
  readonly directory: Pick<Directory, 'filterFor' | 'idOf' | 'attributes' | 'binaryAttributes'>;
}

interface Asked {
  readonly id: string;
  readonly filter: string | Filter;
  readonly call: Call;
  readonly resolve: (entry: LdapEntry | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Entries in one search. */
const atOnce = 50;

/**
 * Reads the entries of accounts. Those that are asked for in the same turn of the event loop are read in one search, live all
 * the same: whoever is reminded is read right before that, and many are reminded at a time.
 */
export class EntriesById {
  readonly #options: EntriesByIdOptions;
  #asked: Asked[] = [];

  constructor(options: EntriesByIdOptions) {
    this.#options = options;
  }

  /** The entry of an account, with every attribute that tells of it; undefined: there is none below the search base. */
  async of(id: string, call: Call): Promise<LdapEntry | undefined> {
    const filter = this.#options.directory.filterFor({ by: 'id', value: id });
    if (filter === undefined) return undefined;
    const { promise, resolve, reject } = Promise.withResolvers<LdapEntry | undefined>();
    if (this.#asked.length === 0) setImmediate(() => this.#read());
    this.#asked.push({ id, filter, call, resolve, reject });
    return promise;
  }

  #read(): void {
    const asked = this.#asked;
    this.#asked = [];
    for (let start = 0; start < asked.length; start += atOnce) {
      const some = asked.slice(start, start + atOnce);
      if (some.length > 1) void this.#together(some);
      else for (const one of some) void this.#alone(one);
    }
  }

  async #alone({ filter, call, resolve, reject }: Asked): Promise<void> {
    try {
      const [entry] = await this.#search([filter], call);
      resolve(entry);
    } catch (error) {
      reject(error);
    }
  }

  /** Whom the answer does not name is looked for alone, and so is everybody where the time of one of them is over. */
  async #together(asked: readonly Asked[]): Promise<void> {
    const [{ call } = {}] = asked;
    if (call === undefined) return;
    const over = AbortSignal.any(asked.map((one) => one.call.signal));
    try {
      const entries = await this.#search(
        asked.map(({ filter }) => filter),
        { ...call, signal: over },
      );
      const found = new Map(entries.map((entry) => [this.#options.directory.idOf(entry)?.toLowerCase(), entry]));
      for (const one of asked) {
        const entry = found.get(one.id.toLowerCase());
        if (entry === undefined) void this.#alone(one);
        else one.resolve(entry);
      }
    } catch (error) {
      for (const one of asked) {
        if (over.aborted && !one.call.signal.aborted) void this.#alone(one);
        else one.reject(error);
      }
    }
  }

  #search(filters: readonly (string | Filter)[], call: Call): Promise<readonly LdapEntry[]> {
    const { session, directory } = this.#options;
    const { attributes, binaryAttributes } = directory;
    return session.search(
      {
        filter: anyOf(filters),
        attributes,
        explicitBufferAttributes: [...binaryAttributes],
        sizeLimit: filters.length,
      },
      call,
    );
  }
}

function anyOf(filters: readonly (string | Filter)[]): string | Filter {
  const [first, ...others] = filters;
  if (first !== undefined && others.length === 0) return first;
  return new OrFilter({
    filters: filters.map((filter) => (typeof filter === 'string' ? FilterParser.parseString(filter) : filter)),
  });
}
