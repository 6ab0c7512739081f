import type { Factor, FactorKind } from '@access-account/contract';
import { type Html, html } from '../web/html.ts';

/** Every kind there is, with the words a person knows it by. */
export const factorWords: Readonly<Record<FactorKind, string>> = {
  totp: 'Authenticator app',
  push: 'Push notification',
  sms: 'Text message',
  call: 'Phone call',
  email: 'E-mail',
  'security-key': 'Security key',
  passkey: 'Passkey',
  'hardware-token': 'Hardware token',
  other: 'Something else',
};

export function factorList(factors: readonly Factor[]): Html {
  if (factors.length === 0) return html`<p class="soft">None is set up.</p>`;
  return html`<ul>
${factors.map(({ kind, label }) => html`<li><span>${label}</span><span class="soft">${factorWords[kind]}</span></li>\n`)}
</ul>`;
}
