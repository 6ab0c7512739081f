import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type HttpFault, httpFaults, startHttpFaultProxy } from '../../real-servers/http-fault-proxy.ts';
import {
  Chat,
  formatTable,
  percentile,
  type SeededRandom,
  type ServerProcess,
  type ShownMessage,
  seededRandom,
  startServer,
  temporaryDirectory,
} from '../../testing/index.ts';
import { entraIdentity } from './entra-identity.ts';
import type { IdentityKind, RunningIdentity, Wish } from './identity.ts';
import { oktaIdentity } from './okta-identity.ts';

/** What was counted at one provider under one fault. */
export interface IdentityLine {
  readonly provider: string;
  readonly fault: HttpFault;
  readonly wishes: number;
  /** Requests that met the fault. */
  readonly struck: number;
  /** Wishes that were given to people, and fulfilled when they were said once more. */
  readonly askedAgain: number;
  readonly falseClaims: number;
  /** Milliseconds from the end of the fault until a wish was fulfilled. */
  readonly recovery: { readonly p50: number; readonly max: number };
  readonly findings: readonly string[];
  readonly seconds: number;
  readonly ok: boolean;
}

export const identityKinds: readonly IdentityKind[] = [oktaIdentity, entraIdentity];

export interface RunIdentitiesOptions {
  readonly kind: IdentityKind;
  readonly rounds: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

/** Milliseconds after the end of a fault in which everybody must have come to an end. */
const patience = 60_000;
/** Milliseconds longer than any call may take: every seventh outage lasts so long. */
const longerThanAnyCall = 11_000;
/** Milliseconds in which a fault must meet somebody. */
const untilMet = 10_000;
/** How often a wish is said again that was given to people. */
const tries = 3;

/** One installation; each fault is met by somebody with each wish, while they ask or while they say Yes. */
export async function runIdentities(options: RunIdentitiesOptions): Promise<readonly IdentityLine[]> {
  const { kind, rounds, seed, say } = options;
  const random = seededRandom(`${seed}/${kind.name}`);
  const identity = await kind.start();
  const proxy = await startHttpFaultProxy(identity.url);
  const directory = temporaryDirectory();
  let server: ServerProcess | undefined;
  let isDead = false;
  try {
    server = await startServer({ configuration: configurationOf(kind, identity.config(proxy.url)), directory });
    const { url } = server;
    void server.exited.then(() => {
      isDead = true;
    });
    const lines: IdentityLine[] = [];
    for (const fault of httpFaults) {
      const begun = performance.now();
      const before = proxy.struck;
      const ends: Ending[] = [];
      for (let round = 0; round < rounds; round += 1)
        ends.push(
          ...(await strike({ identity, proxy, url, fault, random, while: round % 2 === 0 ? 'answering' : 'asking' })),
        );
      const struck = proxy.struck - before;
      const findings = [
        ...ends.flatMap(({ finding }) => finding ?? []),
        ...(struck === 0 ? ['the fault met no request'] : []),
        ...(isDead ? ['the server ended by itself'] : []),
      ];
      const recoveries = ends.map(({ recovery }) => recovery);
      lines.push({
        provider: kind.name,
        fault,
        wishes: ends.length,
        struck,
        askedAgain: ends.filter(({ said }) => said > 1).length,
        falseClaims: ends.filter(({ isFalse }) => isFalse).length,
        recovery: { p50: Math.round(percentile(recoveries, 0.5)), max: Math.round(Math.max(0, ...recoveries)) },
        findings,
        seconds: Math.round((performance.now() - begun) / 1000),
        ok: findings.length === 0,
      });
      for (const finding of findings) say(`  ✗ ${finding}`);
      say(`  ${kind.name}-${fault}: ${rounds} rounds (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
    }
    return lines;
  } finally {
    await server?.stop();
    await proxy.close();
    await identity.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

function configurationOf({ package: name }: IdentityKind, config: object): string {
  return JSON.stringify({
    dataDirectory: 'data',
    connectors: {
      people: { package: name, poll: { every: '1h' }, config },
      web: { package: '@access-account/channel-web', config: { personas: true } },
      words: { package: '@access-account/identity-instructions' },
      desk: { package: '@access-account/ticketing-local' },
    },
    people: { mainIdentity: 'people', channels: ['web'], tickets: 'desk' },
    policies: {
      attackMode: { enabled: false },
      mfaReset: { verification: 'chat' },
      caution: { resets: { perOrganisation: { atMost: 1_000_000 } } },
    },
  });
}

interface StrikeOptions {
  readonly identity: RunningIdentity;
  readonly proxy: Awaited<ReturnType<typeof startHttpFaultProxy>>;
  readonly url: string;
  readonly fault: HttpFault;
  readonly random: SeededRandom;
  readonly while: 'asking' | 'answering';
}

interface Ending {
  readonly finding?: string;
  readonly isFalse: boolean;
  /** How often the wish was said. */
  readonly said: number;
  readonly recovery: number;
}

async function strike({ identity, proxy, url, fault, random, while: when }: StrikeOptions): Promise<readonly Ending[]> {
  const gate = Promise.withResolvers<number>();
  const wishes = [...identity.newPeople()];
  const chats = await Promise.all(wishes.map(([login]) => Chat.open({ url, person: login })));
  try {
    const asked = wishes.map(([, wish], index) => {
      const chat = chats[index];
      if (chat === undefined) throw new Error('There is no chat.');
      return { chat, wish };
    });
    if (when === 'answering')
      await Promise.all(
        asked.map(async ({ chat, wish }) => {
          if (wish.answer === undefined) return;
          await chat.say(wish.words);
          await chat.shown((message) => wish.answer?.(message) !== undefined);
        }),
      );
    const before = proxy.struck;
    proxy.break(fault);
    const plays = asked.map(({ chat, wish }) =>
      play({ chat, wish, isAsked: when === 'answering' && wish.answer !== undefined, healed: gate.promise }),
    );
    for (const begun = performance.now(); proxy.struck === before && performance.now() - begun < untilMet; )
      await delay(20);
    await delay(random.next() < 1 / 7 ? longerThanAnyCall : 200 + random.next() * 1200);
    proxy.heal();
    gate.resolve(performance.now());
    return await Promise.all(plays);
  } finally {
    proxy.heal();
    gate.resolve(performance.now());
    for (const chat of chats) chat.close();
  }
}

interface PlayOptions {
  readonly chat: Chat;
  readonly wish: Wish;
  /** It was said, and the question is there. */
  readonly isAsked: boolean;
  /** When the fault was over: `performance.now()`. */
  readonly healed: Promise<number>;
}

/** Answers every question and says the wish again where it was given to people, until it is fulfilled. What is claimed is looked at at once. */
async function play({ chat, wish, isAsked, healed }: PlayOptions): Promise<Ending> {
  let said = 1;
  let at = 0;
  let healedAt: number | undefined;
  void healed.then((instant) => {
    healedAt = instant;
  });
  const since = () => (healedAt === undefined ? 0 : performance.now() - healedAt);
  const isOver = () => since() > patience;
  if (!isAsked) await acknowledged(() => chat.say(wish.words), isOver);
  const news = () => chat.events.slice(at).find(({ from }) => from === 'assistant');
  for (;;) {
    const message = await next(news, isOver);
    if (message === undefined) {
      const heard = chat.messages.map(({ text }) => text).join(' | ');
      return {
        finding: `${wish.name}: no end within ${patience} ms; heard: ${heard}`,
        isFalse: false,
        said,
        recovery: since(),
      };
    }
    at = chat.events.indexOf(message) + 1;
    if (wish.isDone(message)) {
      if (!wish.isTrue(message))
        return { finding: `${wish.name}: “${message.text}” was not so`, isFalse: true, said, recovery: since() };
      return { isFalse: false, said, recovery: since() };
    }
    // A question that was replaced meanwhile is answered where it stands now.
    const answer = chat.messages.includes(message) ? wish.answer?.(message) : undefined;
    if (answer !== undefined) {
      const { token, form } = answer;
      await acknowledged(() => chat.press(token, form), isOver);
    } else if (/service desk/.test(message.text) && said < tries) {
      // Given to people, which is true; once the provider is back it must go by itself again.
      await healed;
      said += 1;
      await acknowledged(() => chat.say(wish.words), isOver);
    }
  }
}

/** Whoever cannot be recognised yet is not answered; a chat sends it again. A question that another took the place of is over, answered or not. */
async function acknowledged(post: () => ReturnType<Chat['post']>, isOver: () => boolean): Promise<void> {
  for (;;) {
    const { status, body } = await post();
    const isRefused = body.error?.code === 'unknown-choice' || body.error?.code === 'already-answered';
    if (status < 300 || isRefused || isOver()) return;
    await delay(250);
  }
}

async function next(look: () => ShownMessage | undefined, isOver: () => boolean): Promise<ShownMessage | undefined> {
  for (;;) {
    const found = look();
    if (found !== undefined || isOver()) return found;
    await delay(10);
  }
}

export function identityTable(lines: readonly IdentityLine[]): string {
  return formatTable(
    ['provider', 'wishes', 'struck', 'asked again', 'false', 'recovery p50', 'max ms', 's', ''],
    lines.map(({ provider, fault, wishes, struck, askedAgain, falseClaims, recovery, seconds, ok }) => [
      `${provider}-${fault}`,
      ...[wishes, struck, askedAgain, falseClaims, recovery.p50, recovery.max, seconds].map(String),
      ok ? '✓' : '✗',
    ]),
  );
}
