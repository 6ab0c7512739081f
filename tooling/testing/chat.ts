/** A message as the web chat's stream tells it. */
export interface ShownMessage {
  readonly id: string;
  readonly from: 'assistant' | 'person';
  readonly text: string;
  readonly links: readonly { readonly label: string; readonly url: string }[];
  readonly choices: readonly { readonly label: string; readonly token: string }[];
  readonly form: {
    readonly fields: readonly {
      readonly name: string;
      readonly options: readonly { readonly label: string; readonly value: string }[];
    }[];
    readonly submit: { readonly label: string; readonly token: string };
  } | null;
  readonly replaces?: string;
}

export interface Answer {
  readonly status: number;
  readonly body: { readonly event?: string; readonly error?: { readonly code: string; readonly message: string } };
}

export interface ChatOptions {
  /** The server's address. */
  readonly url: string;
  /** The login to sign in as. */
  readonly person: string;
  /** The channel's name in the configuration. */
  readonly channel?: string;
}

/** Milliseconds anything in a test may take before it has failed. */
const patience = 20_000;

/** A person at the web chat, over real HTTP and server-sent events. Reconnects as a browser does. */
export class Chat {
  readonly #base: string;
  readonly #cookie: string;
  readonly #closed = new AbortController();
  readonly #waiting = new Set<() => void>();
  /** Every message event in the order it came; a message that was updated is in it again. */
  readonly events: ShownMessage[] = [];
  /** When each event came: `performance.now()`. */
  readonly times: number[] = [];
  #lastEventId = '';

  private constructor(base: string, cookie: string) {
    this.#base = base;
    this.#cookie = cookie;
  }

  static async open({ url, person, channel = 'web' }: ChatOptions): Promise<Chat> {
    const base = `${url}/connectors/${channel}`;
    const response = await fetch(`${base}/persona`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ person }),
    });
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
    if (!response.ok || cookie === undefined)
      throw new Error(`${person} could not sign in to the chat: ${response.status} ${await response.text()}`);
    const chat = new Chat(base, cookie);
    void chat.#listen();
    return chat;
  }

  /** Somebody who signed in by another way, with the cookie that it left. */
  static signedIn({ url, cookie, channel = 'web' }: Omit<ChatOptions, 'person'> & { readonly cookie: string }): Chat {
    const chat = new Chat(`${url}/connectors/${channel}`, cookie);
    void chat.#listen();
    return chat;
  }

  /** The same person after a restart that moved the server to another address. */
  async at(url: string, channel = 'web'): Promise<Chat> {
    this.close();
    const chat = new Chat(`${url}/connectors/${channel}`, this.#cookie);
    void chat.#listen();
    return chat;
  }

  /** The messages as a person sees them: each once, as it is now, oldest first. */
  get messages(): readonly ShownMessage[] {
    const now = new Map<string, ShownMessage>();
    for (const event of this.events) now.set(event.replaces ?? event.id, event);
    return [...now.values()];
  }

  say(text: string): Promise<Answer> {
    return this.post({ text });
  }

  /** Says something and resolves to the first new answer that fits. An older message that is updated is no answer. */
  async ask(text: string, fits: (message: ShownMessage) => boolean = () => true): Promise<ShownMessage> {
    const before = this.events.length;
    await this.say(text);
    return this.shown(
      (message) =>
        this.events.indexOf(message) >= before &&
        message.from === 'assistant' &&
        message.replaces === undefined &&
        fits(message),
    );
  }

  press(token: string, form?: Readonly<Record<string, string>>): Promise<Answer> {
    return this.post(form === undefined ? { choice: token } : { choice: token, form });
  }

  /** Presses the button of this label on the newest message that has it, waiting until one does. */
  async choose(label: string): Promise<Answer> {
    await this.shown(({ choices }) => choices.some((choice) => choice.label === label));
    return this.press(this.tokenOf(label));
  }

  tokenOf(label: string): string {
    const choices = this.messages.toReversed().flatMap((message) => message.choices);
    const found = choices.find((choice) => choice.label === label);
    if (found === undefined)
      throw new Error(
        `No message has a button “${label}”. Shown: ${JSON.stringify(this.messages.map(({ text }) => text))}`,
      );
    return found.token;
  }

  async post(body: unknown): Promise<Answer> {
    const response = await fetch(`${this.#base}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: this.#cookie },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
  }

  /** Resolves to the first message, shown already or still to come, that fits. */
  async shown(fits: string | RegExp | ((message: ShownMessage) => boolean), within = patience): Promise<ShownMessage> {
    const test =
      typeof fits === 'function'
        ? fits
        : ({ text }: ShownMessage) => (typeof fits === 'string' ? text.includes(fits) : fits.test(text));
    const overdue = AbortSignal.timeout(within);
    for (;;) {
      const found = this.events.find(test);
      if (found !== undefined) return found;
      if (overdue.aborted) {
        throw new Error(
          `Nothing like ${String(fits)} was shown within ${within} ms. Shown: ${JSON.stringify(this.messages.map(({ text }) => text))}`,
        );
      }
      await new Promise<void>((resolve) => {
        const done = () => {
          this.#waiting.delete(done);
          overdue.removeEventListener('abort', done);
          resolve();
        };
        this.#waiting.add(done);
        overdue.addEventListener('abort', done);
      });
    }
  }

  close(): void {
    this.#closed.abort();
  }

  async #listen(): Promise<void> {
    while (!this.#closed.signal.aborted) {
      try {
        const response = await fetch(`${this.#base}/stream`, {
          headers: {
            cookie: this.#cookie,
            ...(this.#lastEventId === '' ? {} : { 'last-event-id': this.#lastEventId }),
          },
          signal: this.#closed.signal,
        });
        if (response.body !== null) await this.#read(response.body);
      } catch {
        // The server is gone for the moment: a browser tries again, and so do we.
      }
      await new Promise((resolve) => setTimeout(resolve, 100).unref());
    }
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let buffer = '';
    for await (const chunk of body) {
      buffer += decoder.decode(chunk, { stream: true });
      for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
        this.#take(buffer.slice(0, end));
        buffer = buffer.slice(end + 2);
      }
    }
  }

  #take(block: string): void {
    const field = (name: string) =>
      block
        .split('\n')
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    this.#lastEventId = field('id') ?? this.#lastEventId;
    const data = field('data');
    if (field('event') !== 'message' || data === undefined) return;
    this.events.push(JSON.parse(data) as ShownMessage);
    this.times.push(performance.now());
    for (const wake of [...this.#waiting]) wake();
  }
}
