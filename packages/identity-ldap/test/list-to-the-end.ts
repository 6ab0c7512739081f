import type { JsonValue, ListedAccount } from '@access-account/contract';
import { fakeCall } from '@access-account/testkit';
import type { Connected } from './connected.ts';

export interface ListedToTheEnd {
  /** By login. */
  readonly accounts: ReadonlyMap<string, ListedAccount>;
  /** Accounts in each page. */
  readonly pages: readonly number[];
  readonly cursor: JsonValue;
  readonly isComplete: boolean;
}

/** All pages from a cursor on. */
export async function listToTheEnd({ operations }: Connected, start: JsonValue = null): Promise<ListedToTheEnd> {
  const accounts = new Map<string, ListedAccount>();
  const pages: number[] = [];
  for (let cursor = start; ; ) {
    const page = await operations['account.list']({ cursor }, fakeCall());
    for (const account of page.accounts) accounts.set(account.login, account);
    pages.push(page.accounts.length);
    ({ cursor } = page);
    if (!page.more) return { accounts, pages, cursor, isComplete: page.isComplete };
  }
}
