import { CloseButton } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';

/** The product in one line, until it is waved away. */
export function TryIt({ lockAfter = 'five' }: { readonly lockAfter?: string }) {
  const [hidden, setHidden] = useLocalStorage({ key: 'access-account-try-it-hidden', defaultValue: false });
  if (hidden) return null;
  return (
    <section className="try-it" aria-label="Try it">
      <strong>Try it</strong>
      <div>
        <ol>
          <li>Sign in with a wrong password {lockAfter} times: the account locks.</li>
          <li>The chat tells you at once. Answer Yes.</li>
          <li>See the ticket, and sign in again with the right password.</li>
        </ol>
        <p>
          Or write “I forgot my password” or “I lost my phone” in the chat, let a week pass in the directory, or play
          somebody who speaks German or Japanese.
        </p>
      </div>
      <CloseButton aria-label="Hide this hint" onClick={() => setHidden(true)} />
    </section>
  );
}
