import { html } from '../web/html.ts';
import { type Notice, page } from '../web/page.ts';
import { newPasswordField } from './new-password.ts';

export interface ChangePasswordPageOptions {
  readonly displayName: string;
  /** Filled in already. */
  readonly login: string;
  readonly notice: Notice | null;
}

/** For somebody who knows the current password. */
export function changePasswordPage({ displayName, login, notice }: ChangePasswordPageOptions): string {
  return page({
    title: `Change your password in ${displayName}`,
    notice,
    content: html`<form class="fields" method="post" action="change-password">
<label for="login">Login</label>
<input id="login" name="login" value="${login}" required maxlength="320" autocomplete="off" autocapitalize="none" spellcheck="false">
<label for="password">Current password</label>
<input id="password" name="password" type="password" required maxlength="200" autocomplete="off">
${newPasswordField}
<button type="submit">Change password</button>
</form>
<p class="links"><a href="sign-in?login=${encodeURIComponent(login)}">Sign in</a></p>`,
  });
}
