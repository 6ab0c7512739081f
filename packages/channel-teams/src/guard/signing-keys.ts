import { beforeAbort, mapLoss } from '@access-account/connector-kit';
import {
  type Call,
  type ConnectContext,
  ConnectorError,
  ResponseInvalidError,
  UnavailableError,
} from '@access-account/contract';
import { type CryptoKey, importJWK, type JWK } from 'jose';
import { z } from 'zod';

export interface SigningKeysOptions {
  readonly system: string;
  /** The issuer’s OpenID metadata (OpenID Connect Discovery 1.0, 4). */
  readonly metadataUrl: string;
  readonly fetch: ConnectContext['fetch'];
  readonly clock: ConnectContext['clock'];
  /** Aborted when the connector is closed. */
  readonly lifetime: AbortSignal;
}

/** A key, and the channels whose requests it may sign. */
export interface SigningKey {
  readonly key: CryptoKey | Uint8Array;
  readonly endorsements: readonly string[];
}

interface Held {
  readonly keys: ReadonlyMap<string, SigningKey>;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Milliseconds keys are used without a look for newer ones, and at all when there are none to be had. */
const fresh = 24 * 60 * 60_000;
const usable = 5 * fresh;
/** Milliseconds between two looks because of a key that nobody knows: anybody can name one. */
const rest = 60_000;
/** Milliseconds a look may take. */
const patience = 5000;

const metadataShape = z.object({ jwks_uri: z.string().max(1000) });
const keysShape = z.object({ keys: z.array(z.unknown()).max(200) });
const keyShape = z.looseObject({
  kty: z.literal('RSA'),
  use: z.literal('sig').optional(),
  kid: z.string().min(1).max(200),
  // 2048 bits and more.
  n: z.string().min(342).max(1400),
  e: z.string().min(1).max(20),
  endorsements: z.array(z.string()).default([]),
});

/** The keys that the Bot Connector signs with, by their ids. */
export class SigningKeys {
  readonly #options: SigningKeysOptions;
  #held: Held | undefined;
  #tried = Number.NEGATIVE_INFINITY;
  #asking: Promise<Held> | undefined;

  constructor(options: SigningKeysOptions) {
    this.#options = options;
  }

  /**
   * @returns undefined where the issuer has no such key
   * @throws ConnectorError when there are no keys, and none are to be had
   */
  async get(id: string, call: Pick<Call, 'signal'>): Promise<SigningKey | undefined> {
    const now = this.#options.clock.now().getTime();
    const age = now - (this.#held?.at ?? Number.NEGATIVE_INFINITY);
    const known = this.#held?.keys.get(id);
    if (known !== undefined && age < fresh) return known;
    const held = age < usable ? this.#held : undefined;
    if (held !== undefined && now - this.#tried < rest) return held.keys.get(id);
    this.#tried = now;
    try {
      return (await beforeAbort(call.signal, this.#once())).keys.get(id);
    } catch (error) {
      if (held !== undefined) return held.keys.get(id);
      throw error;
    }
  }

  /** All of them, asked for anew. */
  async all(call: Pick<Call, 'signal'>): Promise<readonly SigningKey[]> {
    return [...(await beforeAbort(call.signal, this.#once())).keys.values()];
  }

  #once(): Promise<Held> {
    this.#asking ??= this.#ask()
      .then((held) => {
        this.#held = held;
        return held;
      })
      .finally(() => {
        this.#asking = undefined;
      });
    // Whoever waited may have left.
    this.#asking.catch(() => undefined);
    return this.#asking;
  }

  async #ask(): Promise<Held> {
    const { metadataUrl, clock } = this.#options;
    const { jwks_uri: address } = metadataShape.parse(await this.#json(metadataUrl, metadataShape));
    // Who may say where the keys are also has them: nowhere else.
    if (URL.parse(address)?.origin !== new URL(metadataUrl).origin) throw this.#nonsense('names keys on another host');
    const { keys } = await this.#json(address, keysShape);
    const found = new Map<string, SigningKey>();
    for (const candidate of keys) {
      const key = keyShape.safeParse(candidate).data;
      if (key === undefined) continue;
      const { kty, n, e, kid, endorsements } = key;
      found.set(kid, { key: await importJWK({ kty, n, e } satisfies JWK, 'RS256'), endorsements });
    }
    if (found.size === 0) throw this.#nonsense('has no keys');
    return { keys: found, at: clock.now().getTime() };
  }

  async #json<Answer>(address: string, shape: z.ZodType<Answer>): Promise<Answer> {
    const { system, lifetime } = this.#options;
    const overdue = AbortSignal.timeout(patience);
    let response: Response;
    let text: string;
    try {
      response = await this.#options.fetch(address, {
        redirect: 'error',
        headers: { accept: 'application/json' },
        signal: AbortSignal.any([overdue, lifetime]),
      });
      text = await response.text();
    } catch (error) {
      if (ConnectorError.isInstance(error)) throw error;
      throw mapLoss({ error, system, changes: false, isOverdue: overdue.aborted, remedy });
    }
    if (!response.ok) {
      throw new UnavailableError({ system, summary: `Its keys cannot be had (${response.status}).`, remedy });
    }
    const answer = shape.safeParse(jsonOf(text));
    if (answer.success) return answer.data;
    throw this.#nonsense('is none');
  }

  #nonsense(what: string): ResponseInvalidError {
    const { system } = this.#options;
    return new ResponseInvalidError({ system, summary: `The description of its keys ${what}.`, remedy });
  }
}

const remedy = 'Check openIdMetadataUrl, and that no proxy or sign-in page answers in its place.';

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
