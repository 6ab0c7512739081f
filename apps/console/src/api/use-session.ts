import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { OperatorRole, Session } from './console-types.ts';
import { requestJson, setCsrfToken } from './request-json.ts';

const queryKey = ['session'];

/** Who is signed in. Looked at often, so that whoever signs in again in another window can go on here. */
export const useSession = () =>
  useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const session = await requestJson<Session>('/api/v1/session', { signal });
      setCsrfToken(session.csrfToken);
      return session;
    },
    refetchInterval: 5_000,
  });

/** Ends the session at the server, and forgets everything that was shown in it. */
export function useSignOut() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => requestJson<{ ended: number }>('/api/v1/session/end', { body: {} }),
    onSuccess: () => {
      setCsrfToken(null);
      window.location.assign('/console/?signed-out');
      queryClient.clear();
    },
  });
}

const order: readonly OperatorRole[] = ['viewer', 'desk', 'admin'];

/** Whether whoever is signed in may do what this role may. The server says the last word. */
export function useMayAct(needed: OperatorRole): { readonly mayAct: boolean; readonly role: OperatorRole } {
  const role = useSession().data?.operator.role ?? 'viewer';
  return { mayAct: order.indexOf(role) >= order.indexOf(needed), role };
}
