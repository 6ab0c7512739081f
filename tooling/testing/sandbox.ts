export interface SandboxOptions {
  /** The server's address. */
  readonly url: string;
  /** The connector's name in the configuration. */
  readonly connector?: string;
}

/** The sandbox directory's sign-in page, as a person's browser would use it. */
export function sandboxDirectory({ url, connector = 'sandbox' }: SandboxOptions) {
  /** 200 signed in, 401 wrong, 423 locked. `from`: home, abroad, or hidden. */
  async function signIn(login: string, password: string, from = 'home'): Promise<number> {
    return (await post('sign-in', { login, password, from })).status;
  }

  async function post(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const response = await fetch(`${url}/connectors/${connector}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    await response.arrayBuffer();
    return response;
  }

  return {
    signIn,
    /** Chooses a new password behind a link to one: 200, or 410 when the link is over. */
    async choosePassword(link: string, newPassword: string): Promise<number> {
      const token = new URL(link).searchParams.get('link') ?? '';
      return (await post('reset-password', { link: token, newPassword })).status;
    },
    /** Changes a password that is known: 200, or as a sign-in is refused. */
    async changePassword(login: string, password: string, newPassword: string): Promise<number> {
      return (await post('change-password', { login, password, newPassword })).status;
    },
    /** Signs in for good. Answers the cookie that is the session. */
    async session(login: string, password: string, from = 'home'): Promise<string> {
      const response = await post('sign-in', { login, password, from });
      return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    },
    /** Sets one more second factor up, as whoever has the session: 200, or 401 when it is over. */
    async enrol(session: string, label: string, kind = 'totp'): Promise<number> {
      return (await post('enrol', { kind, label }, { cookie: session })).status;
    },
    /** Locks an account by wrong passwords; answers `performance.now()` of the one that did it. */
    async lock(login: string): Promise<number> {
      // The try that locks is told it was wrong; the one after it is told of the lock.
      let locking = performance.now();
      for (let tries = 0; tries < 20; tries += 1) {
        const at = performance.now();
        if ((await signIn(login, 'not the password')) === 423) return locking;
        locking = at;
      }
      throw new Error(`${login} could not be locked.`);
    },
  };
}
