import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { isSignedOut, RequestProblem } from './api/request-json.ts';
import { useOverview } from './api/use-overview.ts';
import { useSession } from './api/use-session.ts';
import { DeskPage } from './desk/desk-page.tsx';
import { deskPath } from './desk/use-desk-address.ts';
import { OperationsPage, operationsPath } from './operations/operations-page.tsx';
import { Playground } from './playground/playground.tsx';
import { FullPage } from './shell/full-page.tsx';
import { LoadingPage } from './shell/loading-page.tsx';
import { SignInAgain } from './shell/sign-in-again.tsx';
import { SignInPage } from './shell/sign-in-page.tsx';

const pages: Readonly<Record<string, typeof Playground>> = {
  [deskPath]: DeskPage,
  [operationsPath]: OperationsPage,
};

/** Decides what there is to see: who has to sign in first, the page that the address names, or why there is nothing yet. */
export function App() {
  const session = useSession();
  const isOut = isSignedOut(session.error);
  const { data, error, refetch } = useOverview(session.data !== undefined && !isOut);
  const queryClient = useQueryClient();
  // Whoever is back sees at once what has happened meanwhile.
  useEffect(() => {
    if (!isOut) void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  }, [isOut, queryClient]);
  if (isOut && data === undefined) return <SignInPage signIn={signInOf(session.error)} />;
  if (data !== undefined) {
    const Page = pages[window.location.pathname] ?? Playground;
    return (
      <>
        <Page overview={data} connected={error === null || isSignedOut(error)} />
        {isOut && <SignInAgain signIn={signInOf(session.error)} />}
      </>
    );
  }
  const problem = error ?? session.error;
  if (problem !== null) {
    const silent = !(problem instanceof RequestProblem) || problem.status === 0;
    const retry = () => Promise.all([session.refetch(), refetch()]);
    return (
      <FullPage
        title={silent ? 'The server cannot be reached' : 'The server has a problem'}
        icon="plug"
        onRetry={() => void retry()}
      >
        {problem.message} {silent ? 'Check that it is still running in its terminal.' : 'Its terminal says more.'} This
        page keeps trying.
      </FullPage>
    );
  }
  return <LoadingPage />;
}

const signInOf = (error: Error | null) => (error instanceof RequestProblem ? error.signIn : null);
