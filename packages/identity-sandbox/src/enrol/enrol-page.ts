import type { Factor } from '@access-account/contract';
import { html } from '../web/html.ts';
import { type Notice, page } from '../web/page.ts';
import { factorList, factorWords } from './factor-list.ts';

export interface EnrolPageOptions {
  readonly displayName: string;
  /** null: nobody is signed in. */
  readonly person: { readonly displayName: string; readonly factors: readonly Factor[] } | null;
  readonly notice: Notice | null;
}

export function enrolPage({ displayName, person, notice }: EnrolPageOptions): string {
  const title = `Second factors in ${displayName}`;
  if (person === null) {
    return page({ title, notice, content: html`<p class="links"><a href="sign-in">Sign in first</a></p>` });
  }
  return page({
    title,
    notice,
    content: html`<p class="soft">You are signed in as ${person.displayName}.</p>
${factorList(person.factors)}
<form class="fields" method="post" action="enrol">
<label for="kind">What to set up</label>
<select id="kind" name="kind">${Object.entries(factorWords).map(([kind, words]) => html`<option value="${kind}">${words}</option>`)}</select>
<label for="label">What you call it</label>
<input id="label" name="label" required maxlength="60" autocomplete="off" placeholder="My new phone">
<button type="submit">Set up</button>
</form>`,
  });
}
