import type { Factor, Standing } from '@access-account/contract';
import { factorList } from '../enrol/factor-list.ts';
import { html } from '../web/html.ts';
import { type Notice, page } from '../web/page.ts';
import { placeWords } from './places.ts';

/** A demo person, with what a real directory would never show. */
export interface DemoPerson {
  readonly login: string;
  readonly displayName: string;
  /** null: one of their own, which nobody else knows. */
  readonly password: string | null;
  readonly locked: boolean;
  readonly triesLeft: number;
  readonly standing: Standing;
  readonly needsNewPassword: boolean;
}

export interface SignInPageOptions {
  readonly displayName: string;
  readonly people: readonly DemoPerson[];
  /** Filled in already. */
  readonly login: string;
  readonly notice: Notice | null;
  /** Of whoever has just signed in. */
  readonly factors?: readonly Factor[];
}

export function signInPage({ displayName, people, login, notice, factors }: SignInPageOptions): string {
  return page({
    title: `Sign in to ${displayName}`,
    notice,
    content: html`${
      factors === undefined
        ? ''
        : html`<h2 class="fields">Your second factors</h2>
${factorList(factors)}`
    }
<form class="fields" method="post" action="sign-in">
<label for="login">Login</label>
<input id="login" name="login" value="${login}" required maxlength="320" autocomplete="off" autocapitalize="none" spellcheck="false">
<label for="password">Password</label>
<input id="password" name="password" type="password" required maxlength="200" autocomplete="off">
<label for="from">From where (a real directory would find out)</label>
<select id="from" name="from">${Object.entries(placeWords).map(([place, words]) => html`<option value="${place}">${words}</option>`)}</select>
<button type="submit">Sign in</button>
</form>
<p class="links"><a href="change-password?login=${encodeURIComponent(login)}">Change password</a><a href="enrol">Second factors</a><a href="device?login=${encodeURIComponent(login)}">Their phone</a></p>`,
    more: html`<section aria-labelledby="people">
<h2 id="people">Demo people</h2>
<p class="soft">This is a sandbox: the passwords are here to be tried. A real directory shows none of this.</p>
<ul>
${people.map(personLine)}
</ul>
</section>`,
  });
}

function personLine(person: DemoPerson) {
  const { login, displayName, password, locked } = person;
  return html`<li><a href="sign-in?login=${login}">${displayName}</a><code>${login} · ${password ?? 'a password of their own'}</code>
<span class="state ${locked ? 'locked' : 'open'}">${stateWords(person)}</span></li>
`;
}

function stateWords({ locked, standing, needsNewPassword, triesLeft }: DemoPerson): string {
  if (locked) return 'Locked';
  if (standing === 'expired') return 'The account has ended';
  if (standing !== 'enabled') return `${standing.charAt(0).toUpperCase()}${standing.slice(1)}`;
  const tries = triesLeft === 1 ? '1 wrong try' : `${triesLeft} wrong tries`;
  return `Open, ${tries} left until the lock${needsNewPassword ? '; needs a new password' : ''}`;
}
