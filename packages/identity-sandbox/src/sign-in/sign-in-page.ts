import { Html, html } from './html.ts';
import { signInStyle } from './sign-in-style.ts';

/** What became of a try, as the directory tells it. */
export interface SignInNotice {
  readonly kind: 'signed-in' | 'refused';
  readonly text: string;
}

/** A demo person, with what a real directory would never show. */
export interface DemoPerson {
  readonly login: string;
  readonly displayName: string;
  readonly password: string;
  readonly locked: boolean;
  readonly triesLeft: number;
}

export interface SignInPageOptions {
  readonly displayName: string;
  readonly people: readonly DemoPerson[];
  /** Filled in already. */
  readonly login: string;
  readonly notice: SignInNotice | null;
}

/** The page as HTML text. It needs no script, works in a frame and answers to the keyboard. */
export function signInPage({ displayName, people, login, notice }: SignInPageOptions): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in – ${displayName}</title>
<link rel="icon" href="data:,">
<style>${new Html(signInStyle)}</style>
</head>
<body>
<main>
<section aria-labelledby="title">
<h1 id="title">Sign in to ${displayName}</h1>
${notice === null ? '' : html`<p class="result ${notice.kind}" role="${notice.kind === 'signed-in' ? 'status' : 'alert'}">${notice.text}</p>`}
<form class="fields" method="post" action="sign-in">
<label for="login">Login</label>
<input id="login" name="login" value="${login}" required maxlength="320" autocomplete="off" autocapitalize="none" spellcheck="false">
<label for="password">Password</label>
<input id="password" name="password" type="password" required maxlength="200" autocomplete="off">
<button type="submit">Sign in</button>
</form>
</section>
<section aria-labelledby="people">
<h2 id="people">Demo people</h2>
<p class="soft">This is a sandbox: the passwords are here to be tried. A real directory shows none of this.</p>
<ul>
${people.map(personLine)}
</ul>
</section>
</main>
</body>
</html>
`.text;
}

function personLine({ login, displayName, password, locked, triesLeft }: DemoPerson) {
  const tries = triesLeft === 1 ? '1 wrong try' : `${triesLeft} wrong tries`;
  return html`<li><a href="sign-in?login=${login}">${displayName}</a><code>${login} · ${password}</code>
<span class="state ${locked ? 'locked' : 'open'}">${locked ? 'Locked' : `Open, ${tries} left until the lock`}</span></li>
`;
}
