import { createHash, randomBytes } from 'node:crypto';
import type { Clock, ConnectorStore } from '@access-account/contract';
import { changeStored } from './change-stored.ts';
import type { Place } from './sign-in/places.ts';

export interface SessionsOptions {
  /** What the directory is called, for errors. */
  readonly system: string;
  readonly store: ConnectorStore;
  readonly clock: Clock;
}

/** When somebody signed in last and before, and where they are signed in still. */
type SignedIn = {
  /** ISO 8601 instant; null: never. */
  readonly lastAt: string | null;
  /** SHA-256 of each session's secret, oldest first. */
  readonly sessions: readonly string[];
  /** The last sign-ins, oldest first. Absent: none since they are kept. */
  readonly log?: readonly { readonly at: string; readonly from: Place }[];
};

const never: SignedIn = { lastAt: null, sessions: [] };
/** The oldest session makes room for one more. */
const maximumSessions = 10;
/** The oldest sign-in makes room for one more. */
const maximumLog = 100;

/** Who is signed in. In the store: `signed-in/<id>` for everybody who ever was. */
export class Sessions {
  readonly #system: string;
  readonly #store: ConnectorStore;
  readonly #clock: Clock;

  constructor({ system, store, clock }: SessionsOptions) {
    this.#system = system;
    this.#store = store;
    this.#clock = clock;
  }

  async of(id: string): Promise<SignedIn> {
    return signedInOf((await this.#store.get(keyOf(id)))?.value);
  }

  /** Answers the token that is the session. */
  async begin(id: string, from: Place = 'home'): Promise<string> {
    const secret = randomBytes(24).toString('base64url');
    const at = this.#clock.now().toISOString();
    await this.#change(id, ({ sessions, log = [] }) => ({
      lastAt: at,
      sessions: [...sessions, digest(secret)].slice(-maximumSessions),
      log: [...log, { at, from }].slice(-maximumLog),
    }));
    return `${id}.${secret}`;
  }

  /** Whose session it is; undefined: nobody's any more. */
  async ownerOf(token: string): Promise<string | undefined> {
    const [id = '', secret = ''] = token.split('.', 2);
    if (id === '' || id.includes('\0')) return undefined;
    return (await this.of(id)).sessions.includes(digest(secret)) ? id : undefined;
  }

  /** Ends every session. Answers whether there was one. */
  async end(id: string): Promise<boolean> {
    const { before } = await this.#change(id, (signedIn) =>
      signedIn.sessions.length === 0 ? signedIn : { ...signedIn, sessions: [] },
    );
    return before.sessions.length > 0;
  }

  #change(id: string, change: (signedIn: SignedIn) => SignedIn) {
    const read = (stored: { readonly value: unknown } | undefined) => signedInOf(stored?.value);
    return changeStored({ system: this.#system, store: this.#store, key: keyOf(id), read, change });
  }
}

function keyOf(id: string): string {
  return `signed-in/${id}`;
}

function signedInOf(value: unknown): SignedIn {
  return (value as SignedIn | undefined) ?? never;
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
