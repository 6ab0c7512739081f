import { ChatProblem, readSession, type Session, signIn, signOut } from './chat-api.ts';
import { createConversationView } from './conversation-view.ts';
import { element } from './element.ts';
import { onLanguage, speak, translatePage, word } from './language.ts';
import type { Words } from './words/en.ts';

const parameters = new URLSearchParams(window.location.search);
const scheme = parameters.get('scheme');
if (scheme === 'light' || scheme === 'dark') document.documentElement.dataset.scheme = scheme;

const views = ['loading', 'sign-in', 'closed', 'chat'] as const;
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

/** Looks who is signed in and shows what fits. */
async function enter(): Promise<void> {
  try {
    const session = await readSession();
    document.title = session.displayName;
    element('title', HTMLElement).textContent = session.displayName;
    element('sandbox', HTMLElement).hidden = !session.personas;
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
  conversation.open();
}

function leave({ personas, refusal }: Session): void {
  entered = null;
  if (!personas) {
    closed(refusal ?? { summary: 'Nobody can sign in to this chat yet.', remedy: 'Use another channel.' });
    return;
  }
  say('idle');
  show('sign-in');
  login.value ||= parameters.get('person') ?? '';
  if (window.top === window) login.focus();
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
    await signIn(login.value);
    await enter();
    element('text', HTMLTextAreaElement).focus();
  } catch (error) {
    signInProblem.textContent = error instanceof Error ? error.message : word('wrong');
  }
});
element('leave', HTMLButtonElement).addEventListener('click', async () => {
  await signOut().catch(() => undefined);
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
