import { fakeCall, rawRequest } from '@access-account/testkit';
import fc from 'fast-check';
import { forgingIssuer, type TokenDifferences } from './issuer.ts';
import { type WebHarness, webHarness } from './web-harness.ts';

/** Whatever is made up or changed about who is signed in: it is nobody, and nothing is stored of it. */
const rowsOf = async ({ context }: WebHarness) => (await context.store.list('')).length;
const byte = fc.record({ at: fc.nat(), to: fc.integer({ min: 1, max: 255 }) });

function withByte(text: string, { at, to }: { readonly at: number; readonly to: number }): string {
  const bytes = Buffer.from(text, 'latin1');
  const index = at % bytes.length;
  bytes[index] = (bytes[index] ?? 0) ^ to;
  return bytes.toString('latin1');
}

describe('sessions', () => {
  const name = 'access-account-chat';

  /** Neither is anybody with this cookie, nor does anything they send count. */
  async function isNobody(web: WebHarness, cookie: string): Promise<boolean> {
    const rows = await rowsOf(web);
    const session = await web.ask({ method: 'GET', path: 'session', headers: { cookie } });
    const stream = await web.ask({ method: 'GET', path: 'stream', headers: { cookie } });
    const said = { path: 'messages', headers: { cookie }, body: { text: 'unlock my account' } };
    const { events, respond } = await web.operations['webhook.receive'](rawRequest(said), fakeCall());
    return (
      JSON.parse(String(session.body)).person === null &&
      stream.status === 401 &&
      events.length === 0 &&
      (await respond([])).status === 401 &&
      (await rowsOf(web)) === rows
    );
  }

  test('one that was given out is somebody (K)', async () => {
    const web = await webHarness();
    expect(await isNobody(web, await web.signIn('alice'))).toBe(false);
  });

  test('no byte of it can be another (K)', async () => {
    const web = await webHarness();
    const id = (await web.signIn('alice')).slice(name.length + 1);
    await fc.assert(fc.asyncProperty(byte, (change) => isNobody(web, `${name}=${withByte(id, change)}`)));
  });

  test('neither more nor less of it, nor anything that is made up (K)', async () => {
    const web = await webHarness();
    const id = (await web.signIn('alice')).slice(name.length + 1);
    const made = fc.oneof(
      fc.nat({ max: id.length - 1 }).map((length) => id.slice(0, length)),
      fc.stringMatching(/^[\w-]{1,43}$/).map((more) => id + more),
      fc.stringMatching(/^[\w-]{43}$/),
      fc.string(),
      fc.constantFrom('alice', 'null', 'undefined', '__proto__', 'session/', '%', '%00', '../', '*', "' or 1=1 --"),
    );
    await fc.assert(fc.asyncProperty(made, (value) => isNobody(web, `${name}=${value}`)));
  });

  test('nothing that a copy of the store holds, and none that has ended (K)', async () => {
    const web = await webHarness();
    const ended = await web.signIn('bruno');
    await web.ask({ path: 'persona', headers: { cookie: ended }, body: { person: null } });
    await web.signIn('alice');
    const held = (await web.context.store.list('')).flatMap(({ key, value }) => [
      key,
      key.slice(key.indexOf('/') + 1),
      Buffer.from(key.slice(key.indexOf('/') + 1), 'hex').toString('base64url'),
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    for (const cookie of [ended, ...held.map((value) => `${name}=${value}`)]) {
      expect({ cookie, isNobody: await isNobody(web, cookie) }).toEqual({ cookie, isNobody: true });
    }
  });
});

describe('coming back from the sign-in page', () => {
  const issuer = forgingIssuer();

  async function away() {
    const web = await webHarness({
      config: { signIn: { issuer: issuer.issuer, clientId: issuer.clientId } },
      context: { fetch: issuer.fetch, clock: { now: () => new Date() } },
    });
    const begun = await web.ask({ path: 'sign-in', body: {} });
    const { searchParams } = new URL((JSON.parse(String(begun.body)) as { readonly location: string }).location);
    const cookie = String(begun.headers?.['set-cookie']).split(';', 1).join();
    const own = { cookie, state: searchParams.get('state') ?? '', nonce: searchParams.get('nonce') ?? '' };
    /** Whether somebody is signed in afterwards. */
    const back = async (differences: { readonly cookie?: string; readonly state?: string } = {}) => {
      const rows = await rowsOf(web);
      const { cookie: sent, state } = { ...own, ...differences };
      const query = new URLSearchParams({ state, code: 'a-code', iss: issuer.issuer });
      const { status, headers } = await web.ask({
        method: 'GET',
        path: `sign-in/callback`,
        query: query.toString(),
        headers: { cookie: sent },
      });
      const cookies = [headers?.['set-cookie'] ?? []].flat().filter((one) => one.startsWith('access-account-chat='));
      const isIn = cookies.length > 0;
      if (!isIn) {
        expect({ status, location: headers?.location }).toEqual({
          status: 303,
          location: expect.stringMatching(/\?sign-in=(failed|unavailable)$/) as string,
        });
        expect(await rowsOf(web)).toBe(rows);
      }
      return isIn;
    };
    return { own, back };
  }

  test('whoever was sent there, and signed in, is somebody (K)', async () => {
    const { own, back } = await away();
    issuer.give(issuer.token(own.nonce));
    expect(await back()).toBe(true);
  });

  test.each(['cookie', 'state'] as const)(
    'no byte of the %s can be another, and the provider is not even asked (K)',
    async (what) => {
      const { own, back } = await away();
      issuer.give(issuer.token(own.nonce));
      // Of the cookie, what the browser keeps: its name is no secret.
      const start = what === 'cookie' ? own.cookie.indexOf('=') + 1 : 0;
      const codes = issuer.codes();
      await fc.assert(
        fc.asyncProperty(byte, async (change) => {
          const changed = own[what].slice(0, start) + withByte(own[what].slice(start), change);
          return !(await back({ [what]: changed }));
        }),
      );
      expect(issuer.codes()).toBe(codes);
    },
  );

  test('no byte of the ID token can be another (K)', async () => {
    const { own, back } = await away();
    const token = issuer.token(own.nonce);
    const meant = (one: string) => one.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex'));
    await fc.assert(
      fc.asyncProperty(byte, async (change) => {
        const changed = withByte(token, change);
        // The last letter of base64 has bits that count for nothing.
        fc.pre(meant(changed).join() !== meant(token).join());
        issuer.give(changed);
        return !(await back());
      }),
    );
  });

  const now = () => Math.floor(Date.now() / 1000);
  const forgeries: fc.Arbitrary<TokenDifferences> = fc.oneof(
    fc
      .constantFrom('by another key' as const, 'by the public key as a secret' as const, 'not at all' as const)
      .map((signed) => ({ signed })),
    fc
      .record({
        jku: fc.constantFrom(undefined, 'https://evil.example/keys'),
        x5u: fc.constantFrom(undefined, 'https://evil.example/chain'),
        kid: fc.constantFrom('own', 'other', '', '../keys', undefined),
        crit: fc.constantFrom(undefined, ['exp'], []),
      })
      .map((header) => ({ header, signed: 'by another key' as const })),
    fc
      .constantFrom('none', 'None', 'HS256', 'HS512', 'RS512', 'PS256', 'ES256', 'EdDSA', '', null)
      .map((alg) => ({ header: { alg } })),
    fc
      .oneof(
        fc.constantFrom('https://login.acme.test/', 'https://login.acme.test.evil.example'),
        fc.webUrl(),
        fc.string(),
      )
      .map((iss) => ({ claims: { iss } })),
    fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(undefined)).map((aud) => ({ claims: { aud } })),
    fc.oneof(fc.string(), fc.base64String(), fc.constant(undefined)).map((nonce) => ({ claims: { nonce } })),
    fc.integer({ min: 60, max: 10 ** 9 }).map((ago) => ({ claims: { exp: now() - ago, iat: now() - ago - 300 } })),
    fc.constantFrom(undefined, null, 'tomorrow', -1, 0).map((exp) => ({ claims: { exp } })),
    fc.integer({ min: 600, max: 10 ** 9 }).map((ahead) => ({ claims: { nbf: now() + ahead } })),
    fc.constantFrom(undefined, null, '', 7, true, ['00u1'], { id: '00u1' }).map((sub) => ({ claims: { sub } })),
  );

  test('no ID token of another issuer, for somebody else, of another sign-in, of another time or by another key (K)', async () => {
    const { own, back } = await away();
    await fc.assert(
      fc.asyncProperty(forgeries, async (forgery) => {
        const { claims = {} } = forgery;
        fc.pre(!Object.values(claims).some((value) => value === issuer.issuer));
        issuer.give(issuer.token(own.nonce, forgery));
        return !(await back());
      }),
    );
  });

  test('what is no ID token (K)', async () => {
    const { back } = await away();
    const token = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(fc.base64String()).map((parts) => parts.join('.')),
    );
    await fc.assert(
      fc.asyncProperty(token, async (made) => {
        issuer.give(made);
        return !(await back());
      }),
    );
  });
});
