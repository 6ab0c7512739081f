import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DeskFilter, TicketDetail, TicketPage } from './console-types.ts';
import { requestJson } from './request-json.ts';

const pageSize = 50;
const lookEvery = 10_000;

/** The desk's tickets, newest first, a page at a time. While only the first is there it is kept fresh. */
export const useDesk = (filter: DeskFilter) =>
  useInfiniteQuery({
    queryKey: ['desk', filter],
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams({ ...filter, limit: String(pageSize) });
      if (pageParam !== null) query.set('after', pageParam);
      return requestJson<TicketPage>(`/api/v1/tickets?${query}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : lookEvery),
  });

const pathOf = (key: string) => `/api/v1/tickets/${encodeURIComponent(key)}`;

/** One ticket with everything it has been through. */
export const useTicket = (key: string) =>
  useQuery({
    queryKey: ['ticket', key],
    queryFn: ({ signal }) => requestJson<TicketDetail>(pathOf(key), { signal }),
    refetchInterval: 5_000,
  });

/** Resolves a ticket that was handed off: the person is told in these words. */
export function useResolve(key: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (resolution: string) =>
      requestJson<TicketDetail>('/api/v1/tickets/resolve', { body: { key, resolution } }),
    onSuccess: (ticket) => queryClient.setQueryData(['ticket', key], ticket),
    // Also where it was refused: somebody else may have been faster.
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['desk'] }),
        queryClient.invalidateQueries({ queryKey: ['ticket', key] }),
      ]),
  });
}
