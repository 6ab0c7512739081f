import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { requestJson } from './request-json.ts';

export interface Persona {
  /** Who the chat takes us for; null: nobody yet; undefined: not known yet. */
  readonly person: string | null | undefined;
  become(person: string): void;
  /** Why the last attempt failed. */
  readonly problem: string | undefined;
  /** Rises each time somebody else sits at the chat. */
  readonly seat: number;
}

/** Who chats: the web chat's own session, which the playground may change in the sandbox. */
export function usePersona(web: string): Persona {
  const queryClient = useQueryClient();
  const base = `/connectors/${encodeURIComponent(web)}`;
  const queryKey = ['persona', web];
  const session = useQuery({
    queryKey,
    queryFn: ({ signal }) => requestJson<{ person: string | null }>(`${base}/session`, { signal }),
    refetchInterval: 5_000,
  });
  const change = useMutation({
    mutationFn: (person: string) => requestJson<{ person: string }>(`${base}/persona`, { body: { person } }),
    onSuccess: (answer) => queryClient.setQueryData(queryKey, answer),
  });
  return {
    person: session.data?.person,
    become: change.mutate,
    problem: change.error?.message ?? session.error?.message,
    seat: change.data === undefined ? 0 : change.submittedAt,
  };
}
