/** A browser as far as signing in goes: it keeps cookies, follows redirects only when told to, and presses buttons. */
export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();

  async get(url: string): Promise<Response> {
    return this.#send(url, { method: 'GET' });
  }

  /** The cookies of a server, as they are sent to it. */
  cookies(url: string): string {
    const cookies = this.#cookies.get(new URL(url).host) ?? new Map<string, string>();
    return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** As a script of a page of ours does. */
  async postJson(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.#send(
      url,
      { method: 'POST', body: JSON.stringify(body) },
      { 'content-type': 'application/json', ...headers },
    );
  }

  async post(url: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    return this.#send(url, { method: 'POST', body: new URLSearchParams(fields) });
  }

  /** Goes on until something is shown, or until the next address fits. Answers where it is, and what is there. */
  async follow(
    first: Response,
    at: string,
    until?: (url: URL) => boolean,
  ): Promise<{ url: string; response: Response }> {
    let response = first;
    let url = at;
    while (response.status >= 300 && response.status < 400) {
      const next = new URL(response.headers.get('location') ?? '', url);
      url = next.href;
      if (until?.(next) === true) break;
      response = await this.get(url);
    }
    return { url, response };
  }

  async #send(url: string, init: RequestInit, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const { host } = new URL(url);
    const cookies = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, cookies);
    const cookie = this.cookies(url);
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...headers, cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const equals = pair.indexOf('=');
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) cookies.delete(pair.slice(0, equals));
      else cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
    return response;
  }
}
