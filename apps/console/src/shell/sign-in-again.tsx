import { Button, Modal, Stack, Text } from '@mantine/core';

export interface SignInAgainProps {
  readonly signIn: string | null;
}

/** The session is over, and what is on the page stays there: it goes on once somebody has signed in again in another window. */
export function SignInAgain({ signIn }: SignInAgainProps) {
  return (
    <Modal
      opened
      centered
      onClose={() => undefined}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title="Your session has ended"
    >
      <Stack gap="md" align="flex-start">
        <Text size="sm">
          {signIn === null
            ? 'On the server’s machine, “access-account console link” prints a new link. Open it in another window of this browser, and this page goes on as it is.'
            : 'Sign in again in a new window, and this page goes on as it is: nothing that you have typed is lost.'}
        </Text>
        {signIn !== null && (
          <Button
            component="a"
            href={`${signIn}?${new URLSearchParams({ to: '/console/signed-in' })}`}
            target="_blank"
            rel="noopener"
            data-autofocus
          >
            Sign in again
          </Button>
        )}
      </Stack>
    </Modal>
  );
}
