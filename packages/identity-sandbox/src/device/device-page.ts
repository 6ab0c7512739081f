import { html } from '../web/html.ts';
import { type Notice, page } from '../web/page.ts';

/** One second factor as its owner's phone shows it. */
export interface DeviceFactor {
  readonly id: string;
  readonly label: string;
  /** What an authenticator app shows now; null: it is none. */
  readonly code: string | null;
  /** What it asks now. */
  readonly asks: readonly { readonly challenge: string; readonly numbers: readonly string[] }[];
}

export interface DevicePageOptions {
  readonly displayName: string;
  /** null: nobody has that login. */
  readonly person: {
    readonly login: string;
    readonly displayName: string;
    readonly factors: readonly DeviceFactor[];
  } | null;
  readonly notice: Notice | null;
}

export function devicePage({ displayName, person, notice }: DevicePageOptions): string {
  const title = `A phone for ${displayName}`;
  if (person === null) {
    const content = html`<p class="soft">Choose somebody whose phone it is.</p>
<p class="links"><a href="sign-in">Demo people</a></p>`;
    return page({ title, notice, content });
  }
  const { login, displayName: name, factors } = person;
  return page({
    title,
    notice,
    content: html`<p class="soft">What the phone of ${name} shows. A real directory shows this to nobody but them.</p>
${factors.length === 0 ? html`<p class="soft">Nothing is set up on it.</p>` : ''}
${factors.map(
  ({ label, code, asks }) => html`<h2 class="fields">${label}</h2>
${code === null ? '' : html`<p>Code: <code>${code}</code></p>`}
${code === null && asks.length === 0 ? html`<p class="soft">It asks nothing now.</p>` : ''}
${asks.map(
  ({ challenge, numbers }) => html`<form class="fields" method="post" action="device">
<input type="hidden" name="login" value="${login}"><input type="hidden" name="challenge" value="${challenge}">
<p>Is it you who is signing in? Press the number that you are shown.</p>
${numbers.map((number) => html`<button type="submit" name="number" value="${number}">${number}</button>\n`)}
<button type="submit">No, it is not me</button>
</form>
`,
)}`,
)}
<p class="links"><a href="device?login=${encodeURIComponent(login)}">Look again</a><a href="sign-in?login=${encodeURIComponent(login)}">Sign in</a></p>`,
  });
}
