import { useMemo, useSyncExternalStore } from 'react';
import type { DeskFilter } from '../api/console-types.ts';

export const deskPath = '/console/tickets';
const names = ['status', 'feature', 'system', 'person', 'text', 'case'] as const;
const moved = 'desk-moved';

/** What the page shows, as its address says it: whoever opens the same address sees the same. */
export interface DeskAddress {
  readonly filter: DeskFilter;
  /** The key of the ticket that is open; null: none. */
  readonly ticket: string | null;
}

export function deskAddress({ filter, ticket }: DeskAddress): string {
  const query = new URLSearchParams();
  for (const name of names) {
    const value = filter[name]?.trim();
    if (value) query.set(name, value);
  }
  if (ticket !== null) query.set('ticket', ticket);
  return query.size === 0 ? deskPath : `${deskPath}?${query}`;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(moved, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(moved, listener);
  };
}
const currentQuery = () => window.location.search;

/** Typing replaces the address, so that going back leads to the page before and not to the letter before. */
export function goTo(address: DeskAddress, { replace = false }: { readonly replace?: boolean } = {}): void {
  const target = deskAddress(address);
  if (replace) window.history.replaceState(null, '', target);
  else window.history.pushState(null, '', target);
  window.dispatchEvent(new Event(moved));
}

export function useDeskAddress(): DeskAddress {
  const search = useSyncExternalStore(subscribe, currentQuery);
  return useMemo(() => {
    const query = new URLSearchParams(search);
    const filter = Object.fromEntries(
      names.flatMap((name) => {
        const value = query.get(name);
        return value === null || value === '' ? [] : [[name, value]];
      }),
    );
    return { filter, ticket: query.get('ticket') };
  }, [search]);
}
