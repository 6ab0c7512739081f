import type { Json } from './fake-blocks.ts';
import { messagePayload, pressedPayload, submittedPayload, threadStartedPayload } from './fake-payloads.ts';
import { type Sight, sightOf } from './fake-sight.ts';
import type { FakeMessage, FakeUser, FakeView } from './fake-workspace.ts';
import type { Delivery, SlackFake } from './slack-fake.ts';

export interface SeenMessage extends Sight {
  readonly ts: string;
  readonly thread: string | undefined;
  readonly edited: boolean;
}

export interface SlackPersonOptions {
  readonly slack: SlackFake;
  readonly user: FakeUser;
}

/** Milliseconds anything may take before it has failed. */
const patience = 20_000;

/** Somebody in front of Slack: reads what the app says to them, types, presses buttons, fills in forms. */
export class SlackPerson {
  readonly user: FakeUser;
  readonly #slack: SlackFake;

  constructor({ slack, user }: SlackPersonOptions) {
    this.#slack = slack;
    this.user = user;
  }

  get channel(): string {
    return this.#slack.workspace.directMessageWith(this.user.id);
  }

  /** What the app said, oldest first, as it is now. */
  get messages(): readonly SeenMessage[] {
    return this.#raw.map((message) => ({
      ...sightOf({
        ...message,
        readsEverythingAsMarkup: this.#slack.workspace.mutants.has('reads-everything-as-markup'),
      }),
      ts: message.ts,
      thread: message.thread,
      edited: message.edited,
    }));
  }

  /** The modal that is open. */
  get modal(): FakeView | undefined {
    return this.#slack.workspace.views.filter(({ user }) => user === this.user.id).at(-1);
  }

  say(text: string, options: { readonly thread?: string; readonly eventId?: string } = {}): Promise<Delivery> {
    return this.#slack.deliver(
      messagePayload({ workspace: this.#slack.workspace, user: this.user.id, text, ...options }),
    );
  }

  /** Opens an assistant's thread; answers its name. */
  async startThread(): Promise<string> {
    const payload = threadStartedPayload(this.#slack.workspace, this.user.id);
    await this.#slack.deliver(payload);
    const event = payload.event as { readonly assistant_thread: { readonly thread_ts: string } };
    return event.assistant_thread.thread_ts;
  }

  /** The payload of pressing the button of this label on the newest message that has it. */
  pressing(label: string, chosen: Readonly<Record<string, string>> = {}): Json {
    for (const message of this.#raw.toReversed()) {
      const { buttons, fields } = sightOf(message);
      const button = buttons.find((one) => one.label === label);
      if (button === undefined) continue;
      const { workspace } = this.#slack;
      const { token, actionId, blockId } = button;
      const state = { ...Object.fromEntries(fields.map(({ name }) => [name, null])), ...chosen };
      return pressedPayload({
        workspace,
        user: this.user.id,
        token,
        message,
        actionId,
        blockId,
        label,
        chosen: state,
      });
    }
    const shown = JSON.stringify(this.messages.map(({ text, buttons }) => [text, ...buttons.map((one) => one.label)]));
    throw new Error(`No message has a button “${label}”. Shown: ${shown}`);
  }

  /** Presses it. `chosen`: what was chosen in the message's lists before, by block. */
  press(label: string, chosen: Readonly<Record<string, string>> = {}): Promise<Delivery> {
    return this.#slack.deliver(this.pressing(label, chosen));
  }

  /** Sends the modal that is open, with the option of this label chosen in each of its lists. */
  submit(option: string): Promise<Delivery> {
    const view = this.modal;
    if (view === undefined) throw new Error('There is no modal.');
    const { fields } = sightOf({ blocks: view.view.blocks as readonly unknown[], text: '' });
    const chosen = Object.fromEntries(
      fields.map(({ name, options }) => [name, options.find(({ label }) => label === option)?.value ?? option]),
    );
    return this.#slack.deliver(submittedPayload({ workspace: this.#slack.workspace, view, chosen }));
  }

  /** Resolves to the newest message that fits, shown already or still to come. */
  shown(fits: string | RegExp | ((message: SeenMessage) => boolean), within = patience): Promise<SeenMessage> {
    const test =
      typeof fits === 'function'
        ? fits
        : ({ text }: SeenMessage) => (typeof fits === 'string' ? text.includes(fits) : fits.test(text));
    return this.#until(
      () => this.messages.findLast(test),
      () =>
        `Nothing like ${String(fits)} was shown to ${this.user.email}: ${JSON.stringify(this.messages.map(({ text }) => text))}`,
      within,
    );
  }

  /** Resolves to the modal, open already or still to be. */
  modalShown(within = patience): Promise<FakeView> {
    return this.#until(
      () => this.modal,
      () => 'No modal was opened.',
      within,
    );
  }

  get #raw(): readonly FakeMessage[] {
    return this.#slack.workspace.messages.filter(({ channel }) => channel === this.channel);
  }

  async #until<T>(look: () => T | undefined, failure: () => string, within: number): Promise<T> {
    const overdue = AbortSignal.timeout(within);
    const { listeners } = this.#slack.workspace;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (overdue.aborted) throw new Error(failure());
      await new Promise<void>((resolve) => {
        const done = () => {
          listeners.delete(done);
          overdue.removeEventListener('abort', done);
          resolve();
        };
        listeners.add(done);
        overdue.addEventListener('abort', done);
      });
    }
  }
}
