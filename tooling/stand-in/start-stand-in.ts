import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ChatMessage } from './provider/chat.ts';
import type { DeskTicket } from './provider/desk.ts';
import type { DirectoryFactor } from './provider/directory.ts';
import type { Counters, LedgerEntry } from './provider/ledger.ts';
import type { StandInControl } from './provider/provider-server.ts';

/** Directory, chat and desk in one process of their own, as people and administrators see them. */
export interface StandIn {
  readonly url: string;
  readonly pid: number;
  control(control: StandInControl): Promise<void>;
  /** 200 signed in, 401 wrong, 403 disabled, 423 locked. */
  signIn(login: string, password: string): Promise<number>;
  /** Signs in with wrong passwords until the account is locked. */
  lock(login: string): Promise<void>;
  /** Lifts a lock, as an administrator would. */
  unlock(login: string): Promise<void>;
  /** Every lock there ever was, after a number. */
  locks(after?: number): Promise<readonly { readonly number: number; readonly login: string; readonly at: number }[]>;
  /** What one person sees, oldest first; waits up to `wait` milliseconds for something newer than `after`. */
  messages(
    login: string,
    options?: { readonly after?: number; readonly wait?: number },
  ): Promise<readonly ChatMessage[]>;
  /** What everybody sees, after a number, at most 10 000. */
  allMessages(after?: number): Promise<readonly ChatMessage[]>;
  /** Somebody's second factors, as the directory has them. */
  factors(login: string): Promise<readonly DirectoryFactor[]>;
  /** The tickets of one key, or of one person. */
  tickets(of: { readonly key: string } | { readonly login: string }): Promise<readonly DeskTicket[]>;
  ledger(): Promise<readonly LedgerEntry[]>;
  counters(): Promise<Counters>;
  stop(): Promise<void>;
}

const main = fileURLToPath(new URL('./provider/main.ts', import.meta.url));
const pageSize = 10_000;

/** Starts the providers on a free port of the loopback. They end with this process at the latest. */
export async function startStandIn(control: StandInControl = {}): Promise<StandIn> {
  const child = fork(main, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
  const failed = once(child, 'exit').then(([code]) => Promise.reject(new Error(`The stand-in ended with ${code}.`)));
  failed.catch(() => undefined);
  const [{ url }] = (await Promise.race([once(child, 'message'), failed])) as [{ readonly url: string }];
  const ask = async (path: string, init?: RequestInit) => fetch(new URL(path, url), init);
  const get = async <Body>(path: string) => JSON.parse(await (await ask(path)).text()) as Body;
  const post = (path: string, body: object) =>
    ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const standIn: StandIn = {
    url,
    pid: child.pid ?? 0,
    control: async (next) => {
      const answered = await post('/control', next);
      if (!answered.ok) throw new Error(`The stand-in answered ${answered.status}: ${await answered.text()}`);
      await answered.arrayBuffer();
    },
    signIn: async (login, password) => {
      const answered = await post('/directory/sign-in', { login, password });
      await answered.arrayBuffer();
      return answered.status;
    },
    lock: async (login) => {
      for (let tries = 0; tries < 20; tries += 1) if ((await standIn.signIn(login, 'not the password')) === 423) return;
      throw new Error(`${login} could not be locked.`);
    },
    unlock: async (login) => {
      const [account] = await get<readonly { readonly id: string }[]>(
        `/directory/accounts?by=login&value=${encodeURIComponent(login)}`,
      );
      const answered = await post(`/directory/accounts/${encodeURIComponent(account?.id ?? '')}/unlock`, {});
      if (!answered.ok) throw new Error(`${login} could not be unlocked: ${answered.status}.`);
      await answered.arrayBuffer();
    },
    locks: (after = 0) => get(`/directory/locks?after=${after}`),
    messages: (login, { after = 0, wait = 0 } = {}) =>
      get(`/chat/messages?login=${encodeURIComponent(login)}&after=${after}&wait=${wait}`),
    allMessages: (after = 0) => get(`/chat/messages?after=${after}`),
    factors: async (login) => {
      const [account] = await get<readonly { readonly id: string }[]>(
        `/directory/accounts?by=login&value=${encodeURIComponent(login)}`,
      );
      return account === undefined ? [] : get(`/directory/accounts/${encodeURIComponent(account.id)}/factors`);
    },
    tickets: (of) => get(`/desk/tickets?${new URLSearchParams(of)}`),
    ledger: async () => {
      const entries: LedgerEntry[] = [];
      for (let more = true; more; ) {
        const page = await get<readonly LedgerEntry[]>(`/ledger?after=${entries.length}&limit=${pageSize}`);
        entries.push(...page);
        more = page.length === pageSize;
      }
      return entries;
    },
    counters: () => get('/counters'),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
  await standIn.control(control);
  return standIn;
}
