import fc from 'fast-check';
import { type FuzzTarget, proxy } from './fuzz-target.ts';
import { anyBody, anyHeaders, anyQuery, anyText, encode } from './garbage.ts';
import { asking, type Route } from './route.ts';

/** A page that waits for a code, and the cookie of the browser it is open to. */
interface OpenPage {
  readonly path: string;
  readonly cookie: string;
}

const form = (fields: Readonly<Record<string, string>>) =>
  new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, value.toWellFormed()])).toString();

/** The pages for people who cannot reach any chat. */
export function recoveryRoutes(target: FuzzTarget): readonly Route[] {
  const open: OpenPage[] = [];
  return [beginRoute(target, open), pageRoute(target, open)];
}

/** From all over the world, since one source may not ask often. */
const source = fc.oneof({ weight: 4, arbitrary: fc.ipV4() }, fc.ipV6(), anyText);

function beginRoute(target: FuzzTarget, open: OpenPage[]): Route {
  const login = fc.oneof(fc.constantFrom('mailed', 'MAILED', 'mailed@acme.test', 'nobody'), anyText);
  const about = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('unlock', 'service-desk') }, anyText);
  const body = fc.oneof({ weight: 3, arbitrary: fc.record({ login, about }).map(form) }, anyBody);
  const method = fc.constantFrom('POST', 'POST', 'POST', 'GET', 'HEAD', 'PUT');
  return {
    name: 'POST /recover',
    cases: fc
      .tuple(method, anyQuery(['login', 'about']), body, anyHeaders, source)
      .map(([method, query, body, headers, source]) =>
        asking({
          target,
          sent: {
            method,
            path: `/recover${query}`,
            headers: {
              'content-type': 'application/x-www-form-urlencoded',
              ...headers,
              'x-forwarded-for': source,
            },
            body: method === 'GET' || method === 'HEAD' ? '' : body,
            from: proxy,
          },
          more: ({ status, headers }) => {
            if (status !== 303) return undefined;
            const [cookie = ''] = [headers['set-cookie'] ?? []].flat();
            if (!cookie.startsWith('access-account-recovery=')) return 'opens a page to every browser';
            open.push({ path: String(headers.location), cookie: cookie.split(';')[0] ?? '' });
            return method === 'POST' ? undefined : `begins at a ${method}`;
          },
        }),
      ),
    afterwards: () => target.mailedIsNotHelped(),
  };
}

function pageRoute(target: FuzzTarget, open: readonly OpenPage[]): Route {
  // Which of the newest, so that a case can be shrunk and run again although pages differ from run to run.
  const page = fc.oneof(
    { weight: 4, arbitrary: fc.nat(5).map((which) => () => open.at(-1 - which)?.path ?? '/recover/none') },
    anyText.map((text) => () => `/recover/${encode(text)}`),
  );
  const cookie = fc.oneof(
    { weight: 4, arbitrary: fc.nat(5).map((which) => () => open.at(-1 - which)?.cookie) },
    fc.constant(() => undefined),
    anyText.map((text) => () => `access-account-recovery=${encode(text)}`),
  );
  const code = fc.oneof(fc.nat(99_999_999).map(String), anyText);
  const body = fc.oneof(
    { weight: 3, arbitrary: fc.record({ code }).map(form) },
    {
      weight: 1,
      arbitrary: fc.record({ press: fc.oneof(fc.constantFrom('yes', 'no', '__proto__'), anyText) }).map(form),
    },
    { weight: 2, arbitrary: anyBody },
  );
  return {
    name: '/recover/:token',
    cases: fc
      .tuple(fc.constantFrom('GET', 'POST', 'POST', 'HEAD', 'DELETE'), page, cookie, body, anyHeaders, source)
      .map(([method, page, cookie, body, headers, source]) => {
        const [path, own] = [page(), cookie()];
        const isOpenHere = open.some((one) => one.path === path && one.cookie === own);
        return asking({
          target,
          sent: {
            method,
            path,
            headers: {
              'content-type': 'application/x-www-form-urlencoded',
              ...headers,
              ...(own === undefined ? {} : { cookie: own }),
              'x-forwarded-for': source,
            },
            body: method === 'GET' || method === 'HEAD' ? '' : body,
            from: proxy,
          },
          more: ({ status }) =>
            isOpenHere || status >= 400 ? undefined : `answers ${status} to a browser that it is not open to`,
        });
      }),
    afterwards: () => target.mailedIsNotHelped(),
  };
}
