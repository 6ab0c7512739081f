import { useQuery } from '@tanstack/react-query';
import type { Overview } from './console-types.ts';
import { requestJson } from './request-json.ts';

/** The installation at a glance, looked at again every few seconds while somebody is signed in. */
export const useOverview = (enabled: boolean) =>
  useQuery({
    enabled,
    queryKey: ['overview'],
    queryFn: ({ signal }) => requestJson<Overview>('/api/v1/overview', { signal }),
    refetchInterval: 5_000,
  });
