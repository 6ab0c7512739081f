export interface SandboxOptions {
  /** The server's address. */
  readonly url: string;
  /** The connector's name in the configuration. */
  readonly connector?: string;
}

/** The sandbox directory's sign-in page, as a person's browser would use it. */
export function sandboxDirectory({ url, connector = 'sandbox' }: SandboxOptions) {
  /** 200 signed in, 401 wrong, 423 locked. */
  async function signIn(login: string, password: string): Promise<number> {
    const response = await fetch(`${url}/connectors/${connector}/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ login, password }),
    });
    await response.arrayBuffer();
    return response.status;
  }

  return {
    signIn,
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
