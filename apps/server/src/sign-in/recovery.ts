import { type KeyObject, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Call, Logger } from '@access-account/contract';
import { type Sentence, sentence } from '@access-account/messages';
import type { AddressRules, ChoiceName, Say } from '@access-account/policies';
import type { AuditLog } from '../audit/audit-log.ts';
import type { ConnectorRegistry } from '../registry/connector-registry.ts';
import { choiceToken, hashToken } from '../road/choice-token.ts';
import type { Road } from '../road/road.ts';
import { takeOne } from '../storage/allowance.ts';
import type { Database } from '../storage/database.ts';
import { mac } from '../storage/keys.ts';
import { addressesOfRecord } from './addresses-of-record.ts';
import { mailChannel } from './mail-channel.ts';

/** What somebody who cannot reach any chat wants. */
export const recoveryWishes = ['unlock', 'service-desk'] as const;
export type RecoveryWish = (typeof recoveryWishes)[number];

export interface RecoveryOptions {
  readonly database: Database;
  readonly registry: ConnectorRegistry;
  readonly audit: AuditLog;
  readonly road: Pick<Road, 'named' | 'showedOnRecoveryPage' | 'pressed' | 'words'>;
  readonly rules: AddressRules;
  readonly codeKey: KeyObject;
  readonly tokenKey: KeyObject;
  readonly logger: Logger;
  /** Aborted when the product stops. */
  readonly signal: AbortSignal;
}

export interface BeginRecovery {
  /** As it was typed: a login or an address. */
  readonly name: string;
  readonly about: RecoveryWish;
  /** The address that the request came from. */
  readonly source: string;
  readonly locale: string;
}

/** A page that waits for a code or shows how the help goes, in the one browser that it is open to. */
export interface RecoveryPage {
  /** The secret in its address: the address can be sent to somebody else. */
  readonly token: string;
  /** The secret in the browser's cookie; empty: it has none. */
  readonly browser: string;
}

/** What the page shows of a course of help. */
export interface RecoveryView {
  readonly said: readonly (readonly Sentence[])[];
  readonly choices: readonly ChoiceName[];
  /** Whether something is still to come. */
  readonly isOpen: boolean;
}

/** By one source and by one name: the first refuses, the second says nothing and does nothing. */
const perSource = { atMost: 20, per: 10 * 60_000 };
const perName = { atMost: 3, per: 10 * 60_000 };
const perPerson = { atMost: 5, per: 60 * 60_000 };
/** Codes that are tried for one person, on however many pages. */
const tries = { atMost: 10, per: 60 * 60_000 };
const mostAttempts = 5;
/** Milliseconds after the answer in which it is begun to look for somebody. */
const soonest = 200;
const within = 1500;
const digits = 8;
/** Minutes that a code is good for, and that the page stays afterwards. */
const codeLife = 10;
const pageLife = 30;

/** Milliseconds that the page lives at most. */
export const recoveryLife = (codeLife + pageLife) * 60_000;

/** Hashes are compared: how far they agree tells nobody a secret. */
const isThis = 'recovery.hash = $1 and recovery.browser = $2';
const keysOf = ({ token, browser }: RecoveryPage): readonly [string, string] => [hashToken(token), hashToken(browser)];

const isFresh = `begun_at > clock_timestamp() - interval '${codeLife} minutes'`;

/**
 * Help for people who cannot reach any chat: they say who they are, and a code goes to the addresses that the directory has for
 * them. What is answered is answered before anybody is looked for, so that neither words nor time tell who is known.
 */
export class Recovery {
  readonly #options: RecoveryOptions;
  /** What was begun and is not finished. */
  readonly #looking = new Set<Promise<void>>();

  constructor(options: RecoveryOptions) {
    this.#options = options;
  }

  /** Without a channel that sends mails there is no such page. */
  get isOffered(): boolean {
    return mailChannel(this.#options.registry) !== undefined;
  }

  /** Answers the page that waits for the code; undefined: too many came from this source. */
  async begin(asked: BeginRecovery): Promise<RecoveryPage | undefined> {
    const { database, codeKey } = this.#options;
    const source = mac(codeKey, '(source)', asked.source);
    if (!(await takeOne(database, { key: source, ...perSource }))) return undefined;
    const name = asked.name.trim().toLowerCase();
    const isAllowed = await takeOne(database, { key: mac(codeKey, '(name)', name), ...perName });
    const [token, browser] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
    await database.run(
      `with old as (delete from recovery where begun_at < (select clock_timestamp()) - interval '1 day')
       insert into recovery (hash, browser, about) values ($1, $2, $3)`,
      [hashToken(token), hashToken(browser), asked.about],
    );
    if (isAllowed) {
      // Some time after the answer: what it costs to know somebody makes neither this answer later nor the one after it.
      const later = delay(soonest + randomInt(within), undefined, { signal: this.#options.signal });
      const sending = later.then(() => this.#sendCode({ ...asked, name }, token));
      this.#later(sending, 'a code for the recovery page was not sent');
    }
    return { token, browser };
  }

  /** Whether it is a page that this browser asked for, whoever it was for. Whoever is sent its address by somebody else has no part in it. */
  async isOpenTo(page: RecoveryPage): Promise<boolean> {
    const rows = await this.#options.database.rows(`select from recovery where ${isThis}`, keysOf(page));
    return rows.length > 0;
  }

  /** Resolves when everything that was begun is done. */
  async finish(): Promise<void> {
    await Promise.all(this.#looking);
  }

  /** Answers whether it is the code; of a hundred guesses at the same moment no more are looked at than may be. */
  async verify(page: RecoveryPage, code: string): Promise<boolean> {
    const { database, codeKey, road } = this.#options;
    const { token } = page;
    const [counted] = await database.rows<{ person: string | null }>(
      `update recovery set attempts = attempts + 1
       where ${isThis} and verified_at is null and attempts < ${mostAttempts} and ${isFresh}
       returning person_id as person`,
      keysOf(page),
    );
    if (counted === undefined) return false;
    const { person } = counted;
    // Counted for nobody, too, and refused as a wrong code: neither words nor time tell who is known.
    const tried = JSON.stringify(['recovery-tried', person ?? hashToken(token)]);
    if (!(await takeOne(database, { key: tried, ...tries }))) return false;
    const [row] = await database.rows<{ person: string; about: RecoveryWish }>(
      `update recovery set verified_at = clock_timestamp(), code_mac = null
       where ${isThis} and code_mac = $3 and verified_at is null returning person_id as person, about`,
      [...keysOf(page), mac(codeKey, token, code)],
    );
    if (row === undefined) {
      if (person !== null) this.#later(this.#noteWrong(person), 'a wrong code on the recovery page was not audited');
      return false;
    }
    await road.showedOnRecoveryPage({ ...row, id: `recovery:${hashToken(token)}` });
    return true;
  }

  /** The course of help of whoever typed the right code here. Undefined: nobody did, or it is long ago. */
  async view(page: RecoveryPage): Promise<RecoveryView | undefined> {
    const found = await this.#case(page);
    if (found === undefined) return undefined;
    const { database } = this.#options;
    const says = await database.rows<{ body: Say }>(
      `select body from effect where person_id = $1 and case_id = $2 and lane not like 'timer:%'
         and body ->> 'type' = 'say' and body -> 'elsewhere' is null order by ordinal`,
      [found.person, found.case],
    );
    return {
      said: says.map(({ body }) => body.sentences),
      choices: found.choices.filter((choice) => !choosing.has(choice)),
      isOpen: found.isOpen,
    };
  }

  /** Presses a button that the page shows. */
  async press(page: RecoveryPage, choice: string): Promise<void> {
    const { registry, road, tokenKey } = this.#options;
    const [found, channel] = [await this.#case(page), mailChannel(registry)];
    const pressed = found?.choices.find((one) => one === choice && !choosing.has(one));
    if (found?.question === undefined || pressed === undefined || channel === undefined) return;
    await road.pressed(channel.name, {
      choice: { person: found.person, conversation: found.email },
      token: choiceToken(tokenKey, found.question, pressed),
      values: {},
    });
  }

  async #case(page: RecoveryPage) {
    const [row] = await this.#options.database.rows<{
      readonly person: string;
      readonly email: string | null;
      readonly case: string | null;
      readonly question: { readonly effect: string; readonly choices: readonly ChoiceName[] } | null;
      readonly closed: boolean | null;
    }>(
      `select recovery.person_id as person, person.email, open.id as "case", open.question, open.closed
       from recovery join person on person.id = recovery.person_id
       left join lateral (
         select id, question, closed_at is not null as closed from help_case
         where help_case.person_id = recovery.person_id and opened_at >= recovery.verified_at
           and policy in ('unlock-account', 'service-desk') order by opened_at limit 1) as open on true
       where ${isThis} and recovery.verified_at > clock_timestamp() - interval '${pageLife} minutes'`,
      keysOf(page),
    );
    if (row === undefined) return undefined;
    const { question, closed, ...rest } = row;
    return { ...rest, question: question?.effect, choices: question?.choices ?? [], isOpen: closed !== true };
  }

  /** A code to every address that the directory has for them, wherever they can still read one. */
  async #sendCode({ name, locale }: BeginRecovery, token: string): Promise<void> {
    const { database, registry, road, codeKey, rules } = this.#options;
    const found = await road.named(name);
    const channel = mailChannel(registry);
    if (found === undefined || channel === undefined) return;
    const { person, system, account } = found;
    if (!(await takeOne(database, { key: JSON.stringify(['recovery', person]), ...perPerson }))) return;
    const addresses = await addressesOfRecord({ system, account }, { database, registry, rules }, this.#call(person));
    const code = String(randomInt(10 ** digits)).padStart(digits, '0');
    await database.run('update recovery set person_id = $2, code_mac = $3 where hash = $1', [
      hashToken(token),
      person,
      mac(codeKey, token, code),
    ]);
    const text = road.words.render(sentence('recover.code-mail', { code, minutes: codeLife }), locale);
    for (const address of addresses)
      await channel.operations['message.send'](
        { to: { id: address }, message: { text, locale }, atRecovery: true },
        this.#call(person),
      );
  }

  /** The answer does not wait for it. */
  #later(work: Promise<void>, failure: string): void {
    const looking = work
      .catch((error: Error) => this.#options.logger.warn(failure, { reason: error.message }))
      .finally(() => this.#looking.delete(looking));
    this.#looking.add(looking);
  }

  #noteWrong(person: string): Promise<void> {
    const { audit, database } = this.#options;
    const summary = 'A code that is not the one was typed on the page for whoever cannot reach any chat.';
    return database.transaction((transaction) =>
      audit.append(transaction, [
        { kind: 'security', name: 'recovery-code-wrong', summary, person, case: null, detail: {} },
      ]),
    );
  }

  #call(person: string): Call {
    const { logger, signal } = this.#options;
    return { actor: { kind: 'person', id: person }, idempotencyKey: randomUUID(), repeated: false, logger, signal };
  }
}

/** What asks for more than a press, for which there is a chat. */
const choosing: ReadonlySet<ChoiceName> = new Set(['edit', 'continue']);
