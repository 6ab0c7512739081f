import { randomBytes, randomUUID } from 'node:crypto';
import { type Call, ConnectorError, type IdentityOperations, type Logger } from '@access-account/contract';
import type { ProofWay } from '@access-account/policies';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import type { Road } from '../road/road.ts';
import { takeOne } from '../storage/allowance.ts';
import type { Database } from '../storage/database.ts';
import { challengeOf, countTry, keepChallenge, type ProofLink, type ProofSource, type Tried } from './proof-links.ts';

export interface OtherFactorOptions {
  readonly database: Database;
  readonly registry: ConnectorRegistry;
  readonly road: Pick<Road, 'shown'>;
  readonly logger: Logger;
  /** Aborted when the product stops. */
  readonly signal: AbortSignal;
}

type FactorWay = Extract<ProofWay, { by: 'factor' }>;

export interface Way {
  readonly token: string;
  readonly link: ProofLink;
  readonly way: FactorWay;
}

/** What stands on the device, as the page that waits for the answer shows it. */
export interface Waiting {
  readonly way: FactorWay;
  readonly number: string | null;
}

/** Questions on the devices of one account in ten minutes: nobody is worn down until they say yes (MITRE ATT&CK T1621). */
const pushes = { atMost: 3, per: 10 * 60_000 };
/** Codes that are tried for one account in an hour, by however many links. */
const codes = { atMost: 10, per: 60 * 60_000 };

/** Another second factor of the account shows that it is the person: asked by its provider, heard on our page. */
export class OtherFactor {
  readonly #options: OtherFactorOptions;

  constructor(options: OtherFactorOptions) {
    this.#options = options;
  }

  /** Has the device ask. Answers the secret of the browser that will hear what it says. */
  async push({ token, link, way }: Way): Promise<{ readonly browser: string } | Exclude<Tried, 'shown' | 'not-shown'>> {
    const { database } = this.#options;
    const { source } = link;
    if (!(await takeOne(database, { key: keyOf('push', source), ...pushes }))) return 'too-often';
    const asked = await this.#asked(source, 'factor.challenge', (challenge, call) =>
      challenge({ id: source.account, factor: way.factor }, call),
    );
    if (asked === undefined) return 'unreachable';
    const browser = randomBytes(32).toString('base64url');
    const { challenge, number } = asked;
    await keepChallenge(database, { token, browser, challenge: { factor: way.factor, challenge, number } });
    return { browser };
  }

  /** How it stands with what this browser had asked. Undefined: it had nothing asked. */
  async heard(
    { token, link }: Pick<Way, 'token' | 'link'>,
    browser: string,
  ): Promise<Waiting | Extract<Tried, 'shown' | 'not-shown' | 'unreachable'> | undefined> {
    const asked = await challengeOf(this.#options.database, { token, browser });
    const way = link.ways.find((one): one is FactorWay => one.by === 'factor' && one.factor === asked?.factor);
    if (asked === undefined || way === undefined) return undefined;
    const { source } = link;
    const { factor, challenge, number } = asked;
    const checked = await this.#asked(source, 'factor.check', (check, call) =>
      check({ id: source.account, factor, by: { kind: 'challenge', challenge } }, call),
    );
    if (checked === undefined) return 'unreachable';
    if (checked.result === 'waiting') return { way, number };
    return checked.result === 'approved' ? this.#shown(source, factor) : 'not-shown';
  }

  /** The code goes to the provider and nowhere else. */
  async code({ token, link, way }: Way, code: string): Promise<Tried> {
    const { database } = this.#options;
    const { source } = link;
    if (!(await takeOne(database, { key: keyOf('code', source), ...codes }))) return 'too-often';
    if (!(await countTry(database, token))) return 'over';
    const checked = await this.#asked(source, 'factor.check', (check, call) =>
      check({ id: source.account, factor: way.factor, by: { kind: 'code', code } }, call),
    );
    if (checked === undefined) return 'unreachable';
    return checked.result === 'approved' ? this.#shown(source, way.factor) : 'not-shown';
  }

  async #shown(source: ProofSource, factor: string): Promise<'shown'> {
    await this.#options.road.shown(source, { kind: 'factor', factor });
    return 'shown';
  }

  /** Undefined: the provider could not say, or does not do it (any more). What is asked is not logged. */
  async #asked<Name extends 'factor.challenge' | 'factor.check', Answer>(
    { system, person, case: id }: ProofSource,
    name: Name,
    ask: (operation: IdentityOperations[Name], call: Call) => Promise<Answer>,
  ): Promise<Answer | undefined> {
    const { registry, logger, signal } = this.#options;
    const operation = registry.ready('identity', system)?.operations[name];
    if (operation === undefined) return undefined;
    const actor = { kind: 'person', id: person } as const;
    try {
      return await ask(operation as IdentityOperations[Name], {
        actor,
        idempotencyKey: randomUUID(),
        repeated: false,
        logger,
        signal,
      });
    } catch (error) {
      if (!ConnectorError.isInstance(error)) throw error;
      logger.warn('another factor could not be asked', { case: id, code: error.code });
      return undefined;
    }
  }
}

function keyOf(kind: 'push' | 'code', { system, account }: ProofSource): string {
  return JSON.stringify([kind, system, account]);
}
