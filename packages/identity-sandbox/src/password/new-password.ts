import { z } from 'zod';
import { html } from '../web/html.ts';

const minimumLength = 8;

export const newPassword = z.string().min(minimumLength).max(200);

export const newPasswordField = html`<label for="new-password">New password</label>
<input id="new-password" name="newPassword" type="password" required minlength="${minimumLength}" maxlength="200" autocomplete="off" aria-describedby="rule">
<p class="soft" id="rule">At least ${minimumLength} characters. Not one that you use anywhere else: this is a sandbox.</p>`;
