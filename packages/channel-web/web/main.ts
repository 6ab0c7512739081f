import { becomePersona, beginSignIn, ChatProblem, readSession, type Session, signOut } from './chat-api.ts';
import { createConversationView } from './conversation-view.ts';
import { element } from './element.ts';
import { isFramed, knowHost } from './host-page.ts';
import { onLanguage, speak, translatePage, word } from './language.ts';
import type { Words } from './words/en.ts';

const parameters = new URLSearchParams(window.location.search);
const scheme = parameters.get('scheme');
if (scheme === 'light' || scheme === 'dark') document.documentElement.dataset.scheme = scheme;

/** Milliseconds in which somebody signs in in another window, and between two looks whether they have. */
const windowLife = 10 * 60_000;
const lookEvery = 1500;

const views = ['loading', 'sign-in', 'welcome', 'closed', 'chat'] as const;
const login = element('login', HTMLInputElement);
const connection = element('connection', HTMLElement);
const signInProblem = element('sign-in-problem', HTMLElement);
const conversation = createConversationView(() => void enter());

const show = (view: (typeof views)[number]) => {
  for (const id of views) element(id, HTMLElement).hidden = id !== view;
  if (view !== 'chat') conversation.close();
};

const say = (key: keyof Words) => {
  connection.dataset.word = key;
  connection.textContent = word(key);
  connection.dataset.state = 'idle';
};

let entered: string | null = null;
let signsIn = false;

/** Looks who is signed in and shows what fits. */
async function enter(): Promise<void> {
  try {
    const session = await readSession();
    knowHost(session.embedIn);
    document.title = session.displayName;
    element('title', HTMLElement).textContent = session.displayName;
    element('sandbox', HTMLElement).hidden = !session.personas;
    signsIn = session.signIn;
    const out = element('leave', HTMLButtonElement);
    out.dataset.word = signsIn ? 'signOut' : 'leave';
    out.textContent = word(out.dataset.word as keyof Words);
    element('who', HTMLElement).hidden = session.person === null;
    element('person', HTMLElement).textContent = session.person;
    if (session.person === null) leave(session);
    else if (session.person !== entered) arrive(session.person);
  } catch (error) {
    if (entered !== null) return;
    closed({ summary: 'The chat cannot be reached.', remedy: 'Check that the server runs, then try again.' });
    if (error instanceof ChatProblem && error.status !== 0)
      element('closed-summary', HTMLElement).textContent = error.message;
  }
}

function arrive(person: string): void {
  entered = person;
  show('chat');
  conversation.open(person);
}

function leave({ signIn, personas, refusal }: Session): void {
  entered = null;
  if (signIn) {
    welcome();
    return;
  }
  if (!personas) {
    closed(refusal ?? { summary: 'Nobody can sign in to this chat yet.', remedy: 'Use another channel.' });
    return;
  }
  say('idle');
  show('sign-in');
  login.value ||= parameters.get('person') ?? '';
  if (!isFramed) login.focus();
}

/** The organisation's own page comes next; why it did not work last time stands in the address. */
function welcome(): void {
  const outcome = parameters.get('sign-in');
  const key = outcome === 'failed' ? 'signInFailed' : outcome === 'unavailable' ? 'signInUnavailable' : undefined;
  const problem = element('welcome-problem', HTMLElement);
  if (key === undefined) delete problem.dataset.word;
  else problem.dataset.word = key;
  problem.textContent = key === undefined ? '' : word(key);
  say('idle');
  show('welcome');
  if (!isFramed) element('go', HTMLButtonElement).focus();
}

function closed({ summary, remedy }: { summary: string; remedy: string }): void {
  say('closed');
  element('closed-summary', HTMLElement).textContent = summary;
  element('closed-remedy', HTMLElement).textContent = remedy;
  show('closed');
}

element('sign-in-form', HTMLFormElement).addEventListener('submit', async (event) => {
  event.preventDefault();
  signInProblem.textContent = '';
  try {
    await becomePersona(login.value);
    await enter();
    element('text', HTMLTextAreaElement).focus();
  } catch (error) {
    signInProblem.textContent = error instanceof Error ? error.message : word('wrong');
  }
});
element('go', HTMLButtonElement).addEventListener('click', async () => {
  const problem = element('welcome-problem', HTMLElement);
  problem.textContent = '';
  const button = element('go', HTMLButtonElement);
  button.disabled = true;
  // No provider lets its page be framed. A window may only be opened at once; it must not reach back to this page.
  const opened = isFramed ? window.open('about:blank') : window;
  try {
    if (opened === null) throw new Error(word('windowBlocked'));
    if (isFramed) opened.opener = null;
    const { location } = await beginSignIn();
    opened.location.assign(location);
    if (isFramed) await signedInElsewhere();
  } catch (error) {
    if (isFramed) opened?.close();
    problem.textContent = error instanceof Error ? error.message : word('wrong');
  }
  button.disabled = isFramed ? false : problem.textContent === '';
});
/** Looks, while somebody is away in another window, whether they have signed in there. */
async function signedInElsewhere(): Promise<void> {
  say('elsewhere');
  for (const until = Date.now() + windowLife; entered === null && Date.now() < until; ) {
    await new Promise((resolve) => window.setTimeout(resolve, lookEvery));
    if ((await readSession().catch(() => undefined))?.person != null) await enter();
  }
}

element('leave', HTMLButtonElement).addEventListener('click', async () => {
  await (signsIn ? signOut() : becomePersona(null)).catch(() => undefined);
  parameters.delete('sign-in');
  login.value = '';
  await enter();
});
element('closed-retry', HTMLButtonElement).addEventListener('click', () => {
  show('loading');
  void enter();
});

speak(navigator.languages);
onLanguage(translatePage);
show('loading');
void enter();
