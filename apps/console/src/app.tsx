import { RequestProblem } from './api/request-json.ts';
import { useOverview } from './api/use-overview.ts';
import { DeskPage } from './desk/desk-page.tsx';
import { deskPath } from './desk/use-desk-address.ts';
import { Playground } from './playground/playground.tsx';
import { FullPage } from './shell/full-page.tsx';
import { LoadingPage } from './shell/loading-page.tsx';

/** Decides what there is to see: the playground, the desk, or why there is nothing yet. */
export function App() {
  const { data, error, refetch } = useOverview();
  if (error instanceof RequestProblem && error.status === 401) {
    return (
      <FullPage title="Open the link that npm start printed" icon="key">
        This page is for the operator of this installation. The link in the terminal signs this browser in, once. If it
        was used already, stop the server and start it again to get a new one.
      </FullPage>
    );
  }
  if (data !== undefined) {
    const Page = window.location.pathname === deskPath ? DeskPage : Playground;
    return <Page overview={data} connected={error === null} />;
  }
  if (error !== null) {
    const silent = !(error instanceof RequestProblem) || error.status === 0;
    return (
      <FullPage
        title={silent ? 'The server cannot be reached' : 'The server has a problem'}
        icon="plug"
        onRetry={() => void refetch()}
      >
        {error.message} {silent ? 'Check that it is still running in its terminal.' : 'Its terminal says more.'} This
        page keeps trying.
      </FullPage>
    );
  }
  return <LoadingPage />;
}
