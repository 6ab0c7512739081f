import { useQuery } from '@tanstack/react-query';
import type { TicketSummary } from './console-types.ts';
import { requestJson } from './request-json.ts';

/** The newest tickets. The timeline says when to look again. */
export const useTickets = () =>
  useQuery({
    queryKey: ['tickets'],
    queryFn: async ({ signal }) =>
      (await requestJson<{ tickets: readonly TicketSummary[] }>('/api/v1/tickets?limit=20', { signal })).tickets,
  });
