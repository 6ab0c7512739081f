import { ChatProblem, send, type Upward } from './chat-api.ts';
import { element } from './element.ts';
import { isFramed, tellOfMessage } from './host-page.ts';
import { speak, word } from './language.ts';
import { createMessageLog } from './message-log.ts';
import { type ConnectionState, openStream } from './open-stream.ts';

const suggestions = ['lockedOut', 'unlock', 'forgot', 'lostPhone'] as const;
const patienceMilliseconds = 12_000;

export interface ConversationView {
  open(person: string): void;
  close(): void;
}

/** One signed-in person's chat. `onSignedOut` is called when the server no longer knows them. */
export function createConversationView(onSignedOut: () => void): ConversationView {
  const chat = element('chat', HTMLElement);
  const connection = element('connection', HTMLElement);
  const problem = element('problem', HTMLElement);
  const empty = element('empty', HTMLElement);
  const composer = element('composer', HTMLFormElement);
  const text = element('text', HTMLTextAreaElement);
  let stop: (() => void) | undefined;
  let patience: number | undefined;

  const log = createMessageLog((press, failed) => {
    const { token, form } = press;
    void deliver({ id: eventIdOf(token), choice: token, ...(form === undefined ? {} : { form }) }).catch(failed);
  });

  // A retry of the same press carries the same id, so it can never count twice.
  const eventIds = new Map<string, string>();
  const eventIdOf = (token: string) => {
    const id = eventIds.get(token) ?? crypto.randomUUID();
    eventIds.set(token, id);
    return id;
  };

  const waitForAnswer = () => {
    log.showTyping(true);
    window.clearTimeout(patience);
    patience = window.setTimeout(() => log.showTyping(false), patienceMilliseconds);
  };

  const deliver = async (message: Upward) => {
    problem.textContent = '';
    // Before it is sent: the answer may come before the receipt does.
    waitForAnswer();
    try {
      await send(message);
    } catch (error) {
      log.showTyping(false);
      report(error);
      throw error;
    }
  };

  const report = (error: unknown) => {
    if (error instanceof ChatProblem && error.status === 401) return onSignedOut();
    // These two are also said in the conversation.
    if (error instanceof ChatProblem && ['already-answered', 'unknown-choice', 'invalid'].includes(error.code)) return;
    problem.textContent = error instanceof Error ? error.message : word('wrong');
  };

  const say = (words: string) => {
    empty.hidden = true;
    const own = log.showOwnText(words);
    const message = { id: crypto.randomUUID(), text: words };
    const attempt = () =>
      deliver(message).then(
        () => own.settle('sent'),
        (error) => own.settle('failed', error instanceof ChatProblem && error.status !== 0 ? undefined : attempt),
      );
    void attempt();
  };

  const fit = () => {
    text.style.height = 'auto';
    text.style.height = `${text.scrollHeight}px`;
  };
  const submit = () => {
    const words = text.value.trim();
    if (words === '') return;
    text.value = '';
    fit();
    say(words);
  };
  composer.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
    text.focus();
  });
  text.addEventListener('input', fit);
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  for (const suggestion of suggestions) {
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.word = suggestion;
    button.addEventListener('click', () => {
      say(word(suggestion));
      text.focus();
    });
    element('suggestions', HTMLElement).append(button);
  }

  const showState = (state: ConnectionState) => {
    connection.dataset.state = state;
    connection.dataset.word = state;
    connection.textContent = word(state);
    if (state === 'online') {
      window.setTimeout(() => {
        empty.hidden = !log.isEmpty;
        // What was said before is not read out loud; what comes now is.
        element('log', HTMLElement).ariaBusy = 'false';
      }, 400);
    }
  };

  return {
    open: (person) => {
      stop?.();
      log.clear();
      empty.hidden = true;
      problem.textContent = '';
      element('log', HTMLElement).ariaBusy = 'true';
      chat.hidden = false;
      stop = openStream({
        onMessage: (message) => {
          empty.hidden = true;
          // The product knows best which language a person reads.
          if (message.from === 'assistant' && message.locale !== '') speak([message.locale]);
          log.show(message);
          if (message.from === 'assistant') tellOfMessage(person, message.place);
        },
        onState: showState,
        onSignedOut,
      });
      if (!isFramed) text.focus();
    },
    close: () => {
      stop?.();
      stop = undefined;
      log.clear();
      chat.hidden = true;
    },
  };
}
