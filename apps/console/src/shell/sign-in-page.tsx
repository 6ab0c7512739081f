import { Button } from '@mantine/core';
import { FullPage } from './full-page.tsx';

export interface SignInPageProps {
  /** The server's own address for it; null: nobody can sign in, there are only one-time links. */
  readonly signIn: string | null;
}

/** Nobody is signed in. Whoever signs in comes back to the address they wanted. */
export function SignInPage({ signIn }: SignInPageProps) {
  const { pathname, search } = window.location;
  const hasLeft = new URLSearchParams(search).has('signed-out');
  if (signIn === null) {
    return (
      <FullPage title={hasLeft ? 'You are signed out' : 'Open the link that npm start printed'} icon="key">
        This page is for the operator of this installation. The link in the terminal signs this browser in, once. If it
        was used already, “access-account console link” on the server’s machine prints a new one.
      </FullPage>
    );
  }
  const to = hasLeft ? pathname : pathname + search;
  return (
    <FullPage
      title={hasLeft ? 'You are signed out' : 'Sign in'}
      icon="key"
      action={
        <Button component="a" href={`${signIn}?${new URLSearchParams({ to })}`} mt="xs">
          {hasLeft ? 'Sign in again' : 'Sign in with your organisation'}
        </Button>
      }
    >
      {hasLeft
        ? 'Your session here has ended. At your organisation’s own sign-in page you may still be signed in.'
        : 'This console is for those who run it and for the service desk. Your organisation’s own sign-in page says who you are.'}
    </FullPage>
  );
}
