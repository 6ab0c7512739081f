import { setImmediate as immediate } from 'node:timers/promises';
import { beforeAbort } from '@access-account/connector-kit';
import { type Call, type Clock, ConnectorError } from '@access-account/contract';
import type { Change, Client, Filter, SearchOptions } from 'ldapts';
import type { LdapConfig } from './ldap-config.ts';
import { LdapConnection } from './ldap-connection.ts';
import { LdapEntry } from './ldap-entry.ts';
import { hasResultCode, type LdapStage, mapLdapError, resultCode } from './map-ldap-error.ts';

/** How long a refused password is not tried again: a poll each second would lock out the service account itself. */
const refusalHolds = 60_000;
const pageSize = 500;

export interface LdapSessionOptions {
  readonly config: LdapConfig;
  readonly system: string;
  readonly clock: Clock;
  /** PEM; undefined: the authorities Node trusts. */
  readonly certificateAuthority: string | undefined;
}

export interface LdapSearch extends Pick<SearchOptions, 'scope' | 'sizeLimit' | 'explicitBufferAttributes'> {
  /** The configured search base unless given; the empty name is the root DSE. */
  readonly base?: string;
  readonly filter: string | Filter;
  readonly attributes: readonly string[];
}

/** One page of a search that goes on over several calls. */
export interface LdapPage {
  readonly entries: readonly LdapEntry[];
  /** Reads the next page; undefined: the connection that knew the place is gone. null: this was the last page. */
  readonly next: ((call: Call) => Promise<LdapPage | undefined>) | null;
}

export interface LdapChange {
  readonly dn: string;
  readonly change: Change;
  /** The right to grant when the directory refuses, in the directory's own words. */
  readonly permission: string;
}

/** What directories and operations ask of a session. */
export type LdapRequests = Pick<LdapSession, 'system' | 'search' | 'pages' | 'readEntry' | 'modify'>;

interface LdapUse<Result> {
  readonly call: Call;
  readonly stage: LdapStage;
  readonly permission?: string;
  readonly work: (client: Client) => Promise<Result>;
}

type Pages = ReturnType<Client['searchPaginated']>;

interface OpenSearch {
  /** The one on whose connection it runs. */
  readonly client: Client;
  readonly pages: Pages;
  /** The page to be told, which may have been read already. */
  readonly page: ReturnType<Pages['next']>;
}

/** One bound connection to the directory: opened by the first request, shared by all, opened anew once it is lost. */
export class LdapSession {
  readonly system: string;
  readonly #options: LdapSessionOptions;
  readonly #lifetime = new AbortController();
  #connection: LdapConnection | undefined;
  #refusal: { readonly error: ConnectorError; readonly until: number } | undefined;
  /** The end of the searches with pages that began before. */
  #paged: Promise<unknown> = Promise.resolve();

  constructor(options: LdapSessionOptions) {
    this.system = options.system;
    this.#options = options;
  }

  /**
   * All matching entries, read page by page, one such search after another: OpenLDAP refuses the next page (result code 2
   * or 53) once another search with pages has begun on the connection. With a `sizeLimit` the first ones, at once.
   */
  search(search: LdapSearch, call: Call): Promise<readonly LdapEntry[]> {
    return this.#read({ call, stage: 'read', work: (client) => this.#readAll(client, search, call.signal) });
  }

  /**
   * Begins a search that is read page by page, one call each. Only this connection knows how far it is, and OpenLDAP
   * knows of one such search per connection: it ends where another search with pages begins.
   */
  pages(search: LdapSearch, call: Call): Promise<LdapPage> {
    return this.#read({ call, stage: 'read', work: (client) => this.#firstPage(client, search) });
  }

  /** Reads one entry by its name; undefined when there is none or it may not be seen. */
  async readEntry(search: Omit<LdapSearch, 'scope' | 'filter'>, call: Call): Promise<LdapEntry | undefined> {
    try {
      const [entry] = await this.search({ ...search, scope: 'base', filter: '(objectClass=*)' }, call);
      return entry;
    } catch (error) {
      if (ConnectorError.isInstance(error) && hasResultCode(error.cause, resultCode.noSuchObject)) return undefined;
      throw error;
    }
  }

  /**
   * Sends one change, once.
   * @returns false when what the change takes away was not there.
   * @throws AmbiguousOutcomeError when the answer was lost after the change was sent.
   */
  modify({ dn, change, permission }: LdapChange, call: Call): Promise<boolean> {
    const work = async (client: Client) => {
      try {
        await client.modify(dn, change);
        return true;
      } catch (error) {
        if (hasResultCode(error, resultCode.noSuchAttribute)) return false;
        throw error;
      }
    };
    return this.#use({ call, stage: 'change', permission, work });
  }

  /** Ends the connection and every request that waits for an answer. */
  async close(): Promise<void> {
    this.#lifetime.abort();
    await this.#connection?.close();
  }

  async #read<Result>(use: LdapUse<Result>): Promise<Result> {
    const isReused = this.#connection !== undefined;
    try {
      return await this.#use(use);
    } catch (error) {
      // A server closes idle connections without a word, and the next request finds out. Reading again is harmless.
      const isLost = ConnectorError.isInstance(error) && error.code === 'unavailable';
      if (isReused && isLost && !this.#lifetime.signal.aborted) return this.#use(use);
      throw error;
    }
  }

  async #use<Result>({ call, stage: target, permission, work }: LdapUse<Result>): Promise<Result> {
    const signal = AbortSignal.any([call.signal, this.#lifetime.signal]);
    let stage: LdapStage = 'connect';
    let connection: LdapConnection | undefined;
    try {
      signal.throwIfAborted();
      connection = this.#open();
      await beforeAbort(signal, connection.ready);
      signal.throwIfAborted();
      // Found out before anything is sent, so that a change is not called ambiguous without need.
      if (connection.isLost) throw new Error('the connection was closed');
      stage = target;
      return await beforeAbort(signal, work(connection.client));
    } catch (error) {
      if (ConnectorError.isInstance(error)) throw error;
      // An answer leaves a good connection behind, even a refusal; and what nobody waits for any longer ends by its own timeout.
      const isGood = stage !== 'connect' && hasResultCode(error);
      if (connection && !isGood && !signal.aborted) this.#discard(connection);
      const interruption = call.signal.aborted ? 'deadline' : signal.aborted ? 'closed' : undefined;
      const mapped = mapLdapError({
        error,
        stage,
        system: this.system,
        url: this.#options.config.url,
        interruption,
        permission,
      });
      if (mapped.code === 'authentication-failed') this.#remember(mapped);
      throw mapped;
    }
  }

  #remember(error: ConnectorError): void {
    this.#refusal = { error, until: this.#options.clock.now().getTime() + refusalHolds };
  }

  #open(): LdapConnection {
    if (this.#refusal && this.#options.clock.now().getTime() < this.#refusal.until) throw this.#refusal.error;
    if (this.#connection?.isLost) this.#discard(this.#connection);
    this.#connection ??= new LdapConnection(this.#options);
    return this.#connection;
  }

  #discard(connection: LdapConnection): void {
    if (this.#connection === connection) this.#connection = undefined;
    void connection.close();
  }

  async #readAll(client: Client, search: LdapSearch, signal: AbortSignal): Promise<readonly LdapEntry[]> {
    const { sizeLimit } = search;
    if (search.scope === 'base' || sizeLimit !== undefined) {
      const { base, options } = this.#optionsOf(search);
      const { searchEntries } = await client.search(base, { ...options, ...(sizeLimit ? { sizeLimit } : {}) });
      return searchEntries.map((entry) => new LdapEntry(entry));
    }
    const read = this.#paged.then(() => this.#readPages(client, search, signal));
    this.#paged = read.catch(() => undefined);
    return read;
  }

  async #readPages(client: Client, search: LdapSearch, signal: AbortSignal): Promise<readonly LdapEntry[]> {
    signal.throwIfAborted();
    const entries: LdapEntry[] = [];
    for await (const page of this.#pagesOf(client, search)) {
      entries.push(...page.searchEntries.map((entry) => new LdapEntry(entry)));
      signal.throwIfAborted();
    }
    return entries;
  }

  async #firstPage(client: Client, search: LdapSearch): Promise<LdapPage> {
    const pages = this.#pagesOf(client, search);
    return this.#pageOf({ client, pages, page: pages.next() });
  }

  /** The page after it is read while this one is looked at. */
  async #pageOf({ client, pages, page }: OpenSearch): Promise<LdapPage> {
    const { value, done } = await page;
    if (done === true) return { entries: [], next: null };
    const entries = value.searchEntries.map((entry) => new LdapEntry(entry));
    const following = pages.next();
    following.catch(() => undefined);
    // Where there is no other page that is known at once, without asking the server.
    const isLast = await Promise.race([following.then((next) => next.done === true), immediate(false)]).catch(
      () => false,
    );
    const work = async (current: Client) =>
      current === client ? this.#pageOf({ client, pages, page: following }) : undefined;
    return { entries, next: isLast ? null : (call) => this.#use({ call, stage: 'read', work }) };
  }

  #pagesOf(client: Client, search: LdapSearch): Pages {
    const { base, options } = this.#optionsOf(search);
    return client.searchPaginated(base, { ...options, paged: { pageSize } });
  }

  #optionsOf({ base = this.#options.config.baseDn, attributes, sizeLimit: _, ...rest }: LdapSearch) {
    return { base, options: { ...rest, attributes: [...attributes] } };
  }
}
