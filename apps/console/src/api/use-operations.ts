import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ParkedEffect, ParkedTicket, Pause } from './console-types.ts';
import { requestJson } from './request-json.ts';

const lookEvery = 5_000;
const queryKey = ['pauses'];

/** What operators have stopped, oldest first, and the hand on the brake. */
export function usePauses() {
  const queryClient = useQueryClient();
  const list = useQuery({
    queryKey,
    queryFn: ({ signal }) => requestJson<{ pauses: readonly Pause[] }>('/api/v1/pauses', { signal }),
    refetchInterval: lookEvery,
  });
  const onSuccess = (answer: { pauses: readonly Pause[] }) => queryClient.setQueryData(queryKey, answer);
  const pause = useMutation({
    mutationFn: (body: { scope: string; reason: string }) =>
      requestJson<{ pauses: readonly Pause[] }>('/api/v1/pause', { body }),
    onSuccess,
  });
  const resume = useMutation({
    mutationFn: (scope: string) => requestJson<{ pauses: readonly Pause[] }>('/api/v1/resume', { body: { scope } }),
    onSuccess,
  });
  return { list, pause, resume };
}

/** What was put aside until a human has looked. */
export function useParked() {
  const queryClient = useQueryClient();
  const effects = useQuery({
    queryKey: ['parked', 'effects'],
    queryFn: ({ signal }) => requestJson<{ effects: readonly ParkedEffect[] }>('/api/v1/effects/parked', { signal }),
    refetchInterval: lookEvery,
  });
  const tickets = useQuery({
    queryKey: ['parked', 'tickets'],
    queryFn: ({ signal }) => requestJson<{ tickets: readonly ParkedTicket[] }>('/api/v1/tickets/parked', { signal }),
    refetchInterval: lookEvery,
  });
  const onSettled = () => queryClient.invalidateQueries({ queryKey: ['parked'] });
  const retry = useMutation({
    mutationFn: (id: string) => requestJson<{ retried: number }>('/api/v1/effects/retry', { body: { id } }),
    onSettled,
  });
  const replay = useMutation({
    mutationFn: (id: string) => requestJson<{ replayed: number }>('/api/v1/tickets/replay', { body: { case: id } }),
    onSettled,
  });
  return { effects, tickets, retry, replay };
}
