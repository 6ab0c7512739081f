import { useQuery } from '@tanstack/react-query';
import type { SandboxPerson } from './console-types.ts';
import { requestJson } from './request-json.ts';

/** The sandbox's people. A wrong password changes them without a trace in the timeline, so they are looked at often. */
export const usePeople = (sandbox: string) =>
  useQuery({
    queryKey: ['people', sandbox],
    queryFn: async ({ signal }) => {
      const path = `/connectors/${encodeURIComponent(sandbox)}/people`;
      return (await requestJson<{ people: readonly SandboxPerson[] }>(path, { signal })).people;
    },
    refetchInterval: 5_000,
  });
