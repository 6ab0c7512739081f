import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SandboxDay } from './console-types.ts';
import { requestJson } from './request-json.ts';

export interface Day {
  /** undefined while loading. */
  readonly day: SandboxDay | undefined;
  readonly problem: string | undefined;
  /** Lets whole hours pass. */
  pass(hours: number): void;
  /** Back to the real day. */
  reset(): void;
}

/** The sandbox directory's own day. It runs with the real one, and ahead of it as far as somebody moved it. */
export function useDay(sandbox: string): Day {
  const queryClient = useQueryClient();
  const path = `/connectors/${encodeURIComponent(sandbox)}/days`;
  const queryKey = ['day', sandbox];
  const { data, error } = useQuery({
    queryKey,
    queryFn: ({ signal }) => requestJson<SandboxDay>(path, { signal }),
    refetchInterval: 30_000,
  });
  const move = useMutation({
    mutationFn: (body: { hours: number } | { reset: true }) => requestJson<SandboxDay>(path, { body }),
    onSuccess: (answer) => queryClient.setQueryData(queryKey, answer),
  });
  return {
    day: data,
    problem: move.error?.message ?? error?.message,
    pass: (hours) => move.mutate({ hours }),
    reset: () => move.mutate({ reset: true }),
  };
}
