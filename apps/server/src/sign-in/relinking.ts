import { type KeyObject, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Call, InboundEvent, InboundOutcome, Logger, Message } from '@access-account/contract';
import { chooseLocale, type Renderer, type Sentence, sentence } from '@access-account/messages';
import type { AddressRules } from '@access-account/policies';
import type { AuditLog } from '../audit/audit-log.ts';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import type { TakenPlace } from '../road/recognise.ts';
import type { Understand } from '../road/understand.ts';
import { disputedUser, reportedBy } from '../road/wariness.ts';
import { takeOne } from '../storage/allowance.ts';
import type { Database, Transaction } from '../storage/database.ts';
import { mac } from '../storage/keys.ts';
import { addressesOfRecord } from './addresses-of-record.ts';
import { mailChannel } from './mail-channel.ts';

export interface RelinkingOptions {
  readonly database: Database;
  readonly registry: ConnectorRegistry;
  readonly audit: AuditLog;
  readonly understand: Pick<Understand, 'affirms'>;
  readonly words: Renderer;
  /** Of whoever's language is not known. BCP 47. */
  readonly defaultLocale: string;
  readonly isEnabled: boolean;
  readonly rules: AddressRules;
  /** Milliseconds after “This wasn’t me” for which it counts. */
  readonly afterReport: number;
  /** What codes are kept under: whoever reads the database learns none. */
  readonly codeKey: KeyObject;
  readonly logger: Logger;
  /** Aborted at the very end. */
  readonly signal: AbortSignal;
}

/** What comes of an event of a user whose place another one has. */
export type Heard =
  /** It is the code: the place may be taken by it. */
  | { readonly kind: 'shown'; readonly mac: string }
  | { readonly kind: 'answered'; readonly outcome: InboundOutcome }
  /** They are told what everybody is told who is nobody. */
  | { readonly kind: 'unknown' };

const digits = 8;
/** Minutes that a code is good for. */
const codeLife = 10;
const mostAttempts = 5;
/** Codes that are sent to one user and for one person, and that are tried for one person, by however many users. */
const sentToUser = { atMost: 3, per: 10 * 60_000 };
const sentForPerson = { atMost: 5, per: 60 * 60_000 };
const tries = { atMost: 10, per: 60 * 60_000 };

/**
 * A person has another user on a channel than the one they were known by. An address shows nobody who they are; a code that was sent
 * to the addresses that the directory has for them does, typed by that very user.
 */
export class Relinking {
  readonly #options: RelinkingOptions;
  /** Codes that are on their way. */
  readonly #sending = new Set<Promise<void>>();

  constructor(options: RelinkingOptions) {
    this.#options = options;
  }

  /** Resolves when every code that was made is sent. */
  async finish(): Promise<void> {
    await Promise.all(this.#sending);
  }

  /** What such a user writes is never kept: it is a code, or Yes to the offer of one, or else they are made that offer. */
  async hear(event: InboundEvent, place: TakenPlace): Promise<Heard> {
    const { isEnabled, registry, understand } = this.#options;
    if (!isEnabled) return { kind: 'unknown' };
    const channel = this.#channelName(place);
    // A code shows that somebody reads the mails: not enough where the person has said that somebody else is about.
    if (mailChannel(registry) === undefined || (await this.#isReported(place)))
      return this.#say(place, sentence('link.desk', { channel }));
    if (event.kind === 'choice')
      return isSame(event.token, this.#offerToken(place)) ? this.#send(event.id, place) : this.#offer(place);
    const code = event.text.replaceAll(/[\s-]/g, '');
    if (/^\d+$/.test(code) && code.length === digits) return this.#try(event.id, code, place);
    return understand.affirms(event.text) ? this.#send(event.id, place) : this.#offer(place);
  }

  #offer(place: TakenPlace): Heard {
    return this.#say(place, sentence('link.taken', { channel: this.#channelName(place) }), { isOffer: true });
  }

  async #send(event: string, place: TakenPlace): Promise<Heard> {
    const { codeKey, database, logger } = this.#options;
    const code = String(randomInt(10 ** digits)).padStart(digits, '0');
    const kept = await database.transaction((transaction) =>
      this.#keep(transaction, { event, place, mac: mac(codeKey, ...boundTo(place), code) }),
    );
    if (kept === 'repeated') return repeated(event);
    if (kept === 'too-often') return this.#say(place, sentence('proof.too-often'));
    // The channel waits for its answer, and for no mail.
    const sending = this.#mail(code, place)
      .catch((error: Error) =>
        logger.warn('a code for a new user of a channel was not sent', { reason: error.message }),
      )
      .finally(() => this.#sending.delete(sending));
    this.#sending.add(sending);
    return this.#say(place, sentence('link.code-sent', { minutes: codeLife }));
  }

  /** The code before it is over. The same press makes one code, however often it comes. */
  async #keep(
    transaction: Transaction,
    { event, place, mac: kept }: { readonly event: string; readonly place: TakenPlace; readonly mac: string },
  ): Promise<'kept' | 'repeated' | 'too-often'> {
    const { link, before } = place;
    const user = [link.channel, link.user.id];
    await transaction.rows('select pg_advisory_xact_lock(hashtextextended($1, $2))', [
      JSON.stringify(user),
      sendingLock,
    ]);
    const known = await transaction.rows(
      'select from link_code where channel = $1 and user_id = $2 and asked_by = $3',
      [...user, event],
    );
    if (known.length > 0) return 'repeated';
    const isAllowed =
      (await takeOne(transaction, { key: JSON.stringify(['link-code-user', ...user]), ...sentToUser })) &&
      (await takeOne(transaction, { key: JSON.stringify(['link-code-sent', link.person]), ...sentForPerson }));
    if (!isAllowed) return 'too-often';
    await transaction.run(
      `with old as (
         delete from link_code where asked_at < (select clock_timestamp()) - interval '1 day' and (channel, user_id) <> ($1, $2)
       ) insert into link_code (channel, user_id, person_id, held_by, code_mac, asked_by, good_until)
       values ($1, $2, $3, $4, $5, $6, clock_timestamp() + interval '${codeLife} minutes')
       on conflict (channel, user_id) do update set person_id = excluded.person_id, held_by = excluded.held_by,
         code_mac = excluded.code_mac, asked_by = excluded.asked_by, asked_at = clock_timestamp(),
         good_until = excluded.good_until, attempts = 0, tried_by = null`,
      [...user, link.person, before, kept, event],
    );
    await this.#note(transaction, place, {
      name: 'link-code-sent',
      summary: `The user ${link.user.id} of ${link.channel}, whose place ${before} has, had a code sent to the person’s addresses.`,
    });
    return 'kept';
  }

  /** Of a hundred guesses at the same moment no more are looked at than may be: each is counted before it is compared. */
  async #try(event: string, code: string, place: TakenPlace): Promise<Heard> {
    const { codeKey, database } = this.#options;
    const { link, before } = place;
    const bound = [link.channel, link.user.id, link.person, before];
    const [counted] = await database.rows<{ attempts: number; mac: string }>(
      `update link_code set attempts = attempts + 1, tried_by = $5
       where channel = $1 and user_id = $2 and person_id = $3 and held_by = $4 and attempts < ${mostAttempts}
         and good_until > clock_timestamp() and tried_by is distinct from $5
       returning attempts, code_mac as mac`,
      [...bound, event],
    );
    if (counted === undefined) return this.#late(event, place);
    if (!(await takeOne(database, { key: JSON.stringify(['link-code-tried', link.person]), ...tries })))
      return this.#say(place, sentence('proof.too-often'));
    const typed = mac(codeKey, ...boundTo(place), code);
    if (isSame(typed, counted.mac)) return { kind: 'shown', mac: typed };
    await database.transaction((transaction) =>
      this.#note(transaction, place, {
        name: 'link-code-wrong',
        summary: `The user ${link.user.id} of ${link.channel}, whose place ${before} has, typed a code that is not the one.`,
      }),
    );
    return this.#wrong(place, mostAttempts - counted.attempts);
  }

  /** Nothing was compared: it came before, or there is no code (any more) that could be tried. */
  async #late(event: string, place: TakenPlace): Promise<Heard> {
    const { link } = place;
    const [row] = await this.#options.database.rows<{ repeated: boolean }>(
      `select tried_by is not distinct from $4 as repeated from link_code
       where channel = $1 and user_id = $2 and person_id = $3`,
      [link.channel, link.user.id, link.person, event],
    );
    if (row === undefined) return this.#offer(place);
    return row.repeated ? repeated(event) : this.#wrong(place, 0);
  }

  #wrong(place: TakenPlace, left: number): Heard {
    return this.#say(place, sentence('link.code-wrong', { tries: left }), { isOffer: left === 0 });
  }

  async #mail(code: string, place: TakenPlace): Promise<void> {
    const { database, registry, rules, words } = this.#options;
    const channel = mailChannel(registry);
    if (channel === undefined) return;
    const { person } = place.link;
    const addresses = await addressesOfRecord(place, { database, registry, rules }, this.#call(person));
    const locale = this.#locale(place);
    const said = sentence('link.code-mail', { code, minutes: codeLife, channel: this.#channelName(place) });
    const message = { text: words.render(said, locale), locale };
    for (const address of addresses)
      await channel.operations['message.send']({ to: { id: address }, message, atRecovery: true }, this.#call(person));
  }

  #say(place: TakenPlace, said: Sentence, { isOffer = false }: { readonly isOffer?: boolean } = {}): Heard {
    const { render } = this.#options.words;
    const locale = this.#locale(place);
    const label = render(sentence('link.send-code'), locale);
    const message: Message = {
      text: render(said, locale),
      locale,
      ...(isOffer ? { choices: [{ label, token: this.#offerToken(place), style: 'primary' }] } : {}),
    };
    return { kind: 'answered', outcome: { status: 'refused', reason: 'unknown-person', message } };
  }

  /** Works for this user and this place alone. What pressing it can do is limited by what may be sent. */
  #offerToken(place: TakenPlace): string {
    return mac(this.#options.codeKey, '(offer)', ...boundTo(place));
  }

  /** Of the person, or of this user by somebody else. */
  async #isReported({ link: { channel, user, person } }: TakenPlace): Promise<boolean> {
    const [row] = await this.#options.database.rows<{ reported: boolean }>(
      `select ${reportedBy({ person: '$1', first: 2 })} or ${disputedUser({ channel: '$3', user: '$4', first: 2 })} as reported`,
      [person, this.#options.afterReport, channel, user.id],
    );
    return row?.reported !== false;
  }

  async #note(
    transaction: Transaction,
    { link: { channel, user, person } }: TakenPlace,
    { name, summary }: { readonly name: string; readonly summary: string },
  ): Promise<void> {
    const detail = { channel, user: user.id };
    await this.#options.audit.append(transaction, [{ kind: 'security', name, summary, person, case: null, detail }]);
  }

  #channelName({ link: { channel } }: TakenPlace): string {
    return this.#options.registry.ready('channel', channel)?.displayName ?? channel;
  }

  #locale({ link, account }: TakenPlace): string {
    const { words, defaultLocale } = this.#options;
    return chooseLocale({
      written: null,
      directory: account.locale,
      channel: link.locale,
      fallback: defaultLocale,
      languages: words.languages,
    });
  }

  #call(person: string): Call {
    const { logger, signal } = this.#options;
    return { actor: { kind: 'person', id: person }, idempotencyKey: randomUUID(), repeated: false, logger, signal };
  }
}

/** Any number of ours: the advisory locks of whoever has a code sent. */
const sendingLock = 0x11e6;

/** A code is good for this user, this person and the place as it was. */
function boundTo({ link: { channel, user, person }, before }: TakenPlace): readonly string[] {
  return ['(relinking)', channel, user.id, person, before];
}

/** What came before is not done, and not answered, again. */
function repeated(event: string): Heard {
  return { kind: 'answered', outcome: { status: 'repeated', event } };
}

function isSame(given: string, known: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(known)];
  return one.length === other.length && timingSafeEqual(one, other);
}
