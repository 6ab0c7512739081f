import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Entry } from './console-types.ts';
import { requestJson } from './request-json.ts';

const maximumEntries = 500;
const retryMilliseconds = 2_000;
/** Older than any entry: where nothing has happened yet, everything is news. */
const beforeAll = '00000000-0000-7000-8000-000000000000';

export interface Timeline {
  /** Oldest first; undefined while loading. */
  readonly entries: readonly Entry[] | undefined;
  readonly problem: string | undefined;
  /** Whether new entries arrive by themselves right now. */
  readonly live: boolean;
}

/** What just happened, and what happens from now on. */
export function useTimeline(): Timeline {
  const queryClient = useQueryClient();
  const [live, setLive] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['timeline'],
    queryFn: async ({ signal }) => {
      const { entries } = await requestJson<{ entries: Entry[] }>('/api/v1/timeline?limit=100', { signal });
      return entries.toReversed();
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  const loaded = data !== undefined;

  useEffect(() => {
    if (!loaded) return;
    let source: EventSource | undefined;
    let timer: number | undefined;
    const add = (entry: Entry) => {
      queryClient.setQueryData<readonly Entry[]>(['timeline'], (known = []) =>
        known.some(({ id }) => id === entry.id) ? known : [...known, entry].slice(-maximumEntries),
      );
      void queryClient.invalidateQueries({ queryKey: ['people'] });
      if (entry.kind === 'ticket' || entry.kind === 'outcome') {
        void queryClient.invalidateQueries({ queryKey: ['tickets'] });
      }
    };
    const connect = () => {
      const newest = queryClient.getQueryData<readonly Entry[]>(['timeline'])?.at(-1)?.id ?? beforeAll;
      const opened = new EventSource(`/api/v1/timeline/stream?after=${newest}`);
      source = opened;
      opened.onopen = () => setLive(true);
      opened.addEventListener('entry', (event) => add(JSON.parse(event.data)));
      opened.onerror = () => {
        // The browser's own return would ask for the same `after` again; ours knows what has arrived since.
        opened.close();
        setLive(false);
        timer = window.setTimeout(connect, retryMilliseconds);
      };
    };
    const leave = () => {
      source?.close();
      window.clearTimeout(timer);
    };
    // A browser opens six connections to a site and no more: a tab that nobody looks at must not hold one.
    const looked = () => {
      leave();
      if (!document.hidden) connect();
    };
    document.addEventListener('visibilitychange', looked);
    connect();
    return () => {
      leave();
      document.removeEventListener('visibilitychange', looked);
    };
  }, [loaded, queryClient]);

  return { entries: data, problem: error?.message, live };
}
