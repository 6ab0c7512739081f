import { html } from '../web/html.ts';
import { type Notice, page } from '../web/page.ts';
import { newPasswordField } from './new-password.ts';

export interface ResetPasswordPageOptions {
  readonly displayName: string;
  /** null: there is nothing to choose with it (any more). */
  readonly link: string | null;
  readonly notice: Notice | null;
}

/** For somebody who forgot the password and holds a one-time link. */
export function resetPasswordPage({ displayName, link, notice }: ResetPasswordPageOptions): string {
  return page({
    title: `Choose a new password in ${displayName}`,
    notice,
    content:
      link === null
        ? html`<p class="links"><a href="sign-in">Sign in</a></p>`
        : html`<form class="fields" method="post" action="reset-password">
<input type="hidden" name="link" value="${link}">
${newPasswordField}
<button type="submit">Set password</button>
</form>`,
  });
}
