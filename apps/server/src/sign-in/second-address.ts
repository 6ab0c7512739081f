import { type KeyObject, randomInt, randomUUID } from 'node:crypto';
import { type Call, ConnectorError, type Logger } from '@access-account/contract';
import { sentence } from '@access-account/messages';
import { type AddressRules, maskAddress, type ProofWay, usableAddresses } from '@access-account/policies';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import type { Road } from '../road/road.ts';
import { takeOne } from '../storage/allowance.ts';
import type { Database } from '../storage/database.ts';
import { mac } from '../storage/keys.ts';
import { mailChannel } from './mail-channel.ts';
import { countTry, keepCode, type ProofLink, type ProofSource, type Tried, takeCode } from './proof-links.ts';

export interface SecondAddressOptions {
  readonly database: Database;
  readonly registry: ConnectorRegistry;
  readonly road: Pick<Road, 'shown' | 'words'>;
  readonly rules: AddressRules;
  /** What codes are kept under: whoever reads the database learns none. */
  readonly key: KeyObject;
  readonly logger: Logger;
  /** Aborted when the product stops. */
  readonly signal: AbortSignal;
}

export type AddressWay = Extract<ProofWay, { by: 'code' }>;

export interface ByAddress {
  readonly token: string;
  readonly link: ProofLink;
  readonly way: AddressWay;
}

const digits = 8;
/** Minutes that a code is good for. */
const codeLife = 10;
/** Codes that are sent for one account in ten minutes, and that are tried for it in an hour, by however many links. */
const sends = { atMost: 3, per: 10 * 60_000 };
const tries = { atMost: 10, per: 60 * 60_000 };

/** A one-time code to an address of record shows that it is the person: sent by the channel that sends mails, typed on our page. */
export class SecondAddress {
  readonly #options: SecondAddressOptions;

  constructor(options: SecondAddressOptions) {
    this.#options = options;
  }

  /** Sends a new code; the one before it is over. Whether the address may still be used is looked up again. */
  async send({ token, link, way }: ByAddress): Promise<'sent' | Exclude<Tried, 'shown' | 'not-shown'>> {
    const { database, registry, road, logger, key } = this.#options;
    const { source, locale } = link;
    const channel = mailChannel(registry);
    if (channel === undefined) return 'unreachable';
    if (!(await takeOne(database, { key: keyOf('code-sent', source), ...sends }))) return 'too-often';
    try {
      const address = await this.#addressOf(source, way);
      if (address === undefined) return 'unreachable';
      const code = String(randomInt(10 ** digits)).padStart(digits, '0');
      if (!(await keepCode(database, { token, mac: mac(key, token, code), minutes: codeLife }))) return 'over';
      const said = [...link.sentences, sentence('proof.code-mail', { code, minutes: codeLife })];
      const text = said.map((one) => road.words.render(one, locale)).join('\n\n');
      await channel.operations['message.send'](
        { to: { id: address }, message: { text, locale }, atRecovery: true },
        this.#call(source),
      );
      return 'sent';
    } catch (error) {
      if (!ConnectorError.isInstance(error)) throw error;
      logger.warn('a code could not be sent', { case: source.case, code: error.code });
      return 'unreachable';
    }
  }

  /** Each code is good once, for this link. Of a hundred guesses at the same moment no more are looked at than may be. */
  async check({ token, link }: Pick<ByAddress, 'token' | 'link'>, code: string): Promise<Tried> {
    const { database, road, key } = this.#options;
    const { source } = link;
    if (!(await takeOne(database, { key: keyOf('code-tried', source), ...tries }))) return 'too-often';
    if (!(await countTry(database, token))) return 'over';
    if (!(await takeCode(database, { token, mac: mac(key, token, code) }))) return 'not-shown';
    await road.shown(source, { kind: 'code' });
    return 'shown';
  }

  /** The address that the person was shown, as the directory has it now. Undefined: it may not be used (any more). */
  async #addressOf(source: ProofSource, { address: shown }: AddressWay): Promise<string | undefined> {
    const { registry, rules, database } = this.#options;
    const read = registry.ready('identity', source.system)?.operations['recovery.read'];
    if (read === undefined) return undefined;
    const recovery = await read({ id: source.account }, this.#call(source));
    const [row] = await database.rows<{ at: Date }>('select clock_timestamp() as at');
    const instant = (row?.at ?? new Date(0)).toISOString();
    const usable = usableAddresses({ recovery, rules, instant });
    return usable.find((address) => maskAddress(address) === shown);
  }

  #call({ person }: ProofSource): Call {
    const { logger, signal } = this.#options;
    return { actor: { kind: 'person', id: person }, idempotencyKey: randomUUID(), repeated: false, logger, signal };
  }
}

function keyOf(kind: 'code-sent' | 'code-tried', { system, account }: ProofSource): string {
  return JSON.stringify([kind, system, account]);
}
