import { Client } from 'ldapts';
import { type Slapd, startSlapd } from '../real-servers/slapd.ts';

/** Connections that type wrong passwords. */
const typists = 8;

/** A real OpenLDAP that waits for its disk, in which one wrong password locks until somebody lifts it. */
export class BenchDirectory {
  readonly slapd: Slapd;
  /** People are `person-<number>`; those of one run are never the same in two directories. */
  #next: number;

  private constructor(slapd: Slapd, first: number) {
    this.slapd = slapd;
    this.#next = first;
  }

  static async start(first: number): Promise<BenchDirectory> {
    const slapd = await startSlapd({ durable: true });
    await slapd.setPolicy({ attempts: 1, seconds: 0 });
    return new BenchDirectory(slapd, first);
  }

  get peopleDn(): string {
    return `ou=people,${this.slapd.baseDn}`;
  }

  /** New people, nobody locked; or, with the time of their lock, everybody. */
  async recruit(count: number, lockedAt?: string): Promise<readonly string[]> {
    const logins = Array.from({ length: count }, () => `person-${this.#next++}`);
    const users = logins.map((login) => ({
      login,
      email: `${login}@acme.test`,
      displayName: login,
      password: 'right',
    }));
    await this.slapd.createUsers(users, lockedAt === undefined ? {} : { pwdAccountLockedTime: lockedAt });
    return logins;
  }

  /** Locks everybody by a wrong password, as fast as the directory takes them, or so many per second. */
  async lock(logins: readonly string[], perSecond = Number.POSITIVE_INFINITY): Promise<void> {
    const queue = logins.entries();
    const begun = performance.now();
    const type = async () => {
      const client = new Client({ url: this.slapd.url });
      for (const [index, login] of queue) {
        const early = begun + (index * 1000) / perSecond - performance.now();
        if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
        await client.bind(this.slapd.dnOf(login), 'wrong').catch(() => undefined);
      }
      await client.unbind();
    };
    await Promise.all(Array.from({ length: typists }, type));
  }

  /** Who is locked now. */
  async locked(): Promise<ReadonlySet<string>> {
    const client = new Client({ url: this.slapd.url });
    await client.bind(this.slapd.service.bindDn, this.slapd.service.password);
    const { searchEntries } = await client.search(this.peopleDn, {
      filter: '(pwdAccountLockedTime=*)',
      attributes: ['uid'],
      paged: { pageSize: 500 },
    });
    await client.unbind();
    return new Set(searchEntries.map(({ uid }) => String(uid)));
  }
}
