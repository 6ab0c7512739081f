import { Browser } from './browser.ts';

/** A browser at the console: it signs in at the provider's page, and sends what the console's page sends. */
export class ConsoleBrowser extends Browser {
  readonly #url: string;

  constructor(url: string) {
    super();
    this.#url = url;
  }

  /** Goes to the provider's page. Answers where it is sent, with what. */
  async leave(query = ''): Promise<URL> {
    const response = await this.get(`${this.#url}/console/sign-in${query}`);
    return new URL(response.headers.get('location') ?? 'about:blank');
  }

  /** Signs in at a real provider's page as somebody. Answers the last answer before the console's own page, and where it leads. */
  async signIn(account: string, query = ''): Promise<{ status: number; to: string; text: string }> {
    const there = await this.leave(query);
    const form = await this.follow(await this.get(there.href), there.href);
    const isBack = ({ pathname }: URL) => pathname === '/console/callback';
    const typed = await this.post(form.url, { prompt: 'login', login: account, password: 'anything' });
    let back = await this.follow(typed, form.url, isBack);
    // Whoever has agreed before is not asked again.
    if (!isBack(new URL(back.url)))
      back = await this.follow(await this.post(back.url, { prompt: 'consent' }), back.url, isBack);
    const response = await this.get(back.url);
    this.callback = back.url;
    return { status: response.status, to: response.headers.get('location') ?? '', text: await response.text() };
  }

  /** Where it came back to last. */
  callback = '';

  async session(): Promise<{ status: number; body: SessionAnswer }> {
    const response = await this.get(`${this.#url}/api/v1/session`);
    return { status: response.status, body: (await response.json()) as SessionAnswer };
  }

  /** As the console's page posts it. */
  async act(path: string, body: object): Promise<Response> {
    const { csrfToken } = (await this.session()).body;
    const headers = { origin: this.#url, 'x-csrf-token': csrfToken ?? '' };
    return this.postJson(`${this.#url}/api/v1/${path}`, body, headers);
  }
}

interface SessionAnswer {
  readonly operator: { readonly name: string; readonly subject: string | null; readonly role: string };
  readonly csrfToken: string | null;
  readonly signIn: string | null;
}
