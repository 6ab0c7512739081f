import { Anchor, Text } from '@mantine/core';
import { RequestProblem } from '../api/request-json.ts';
import { useSession } from '../api/use-session.ts';

/** Why something was not done; where only a fresh sign-in is missing, the way to it. What is on the page stays. */
export function ActProblem({ problem }: { readonly problem: Error }) {
  const signIn = useSession().data?.signIn ?? null;
  const isStale = problem instanceof RequestProblem && problem.code === 'sign-in-afresh';
  return (
    <Text size="sm" c="red" role="alert">
      {problem.message}{' '}
      {isStale && signIn !== null && (
        <Anchor
          href={`${signIn}?${new URLSearchParams({ afresh: 'yes', to: '/console/signed-in' })}`}
          target="_blank"
          rel="noopener"
        >
          Sign in again in a new window, then press the button once more.
        </Anchor>
      )}
    </Text>
  );
}
