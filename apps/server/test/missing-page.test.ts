import { sandboxConfiguration } from '../../../tooling/testing/index.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({
    people: ['alex'],
    configuration: sandboxConfiguration({ people: ['alex'], lockAfter: 2 }),
  });
}, 60_000);
afterAll(() => world.close());

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-language': 'de-CH,de;q=0.9' };

describe('an address that there is not', () => {
  test.each(['/nowhere', '/console/nowhere', '/a/../b%00c'])(
    'GEN-10 a browser that follows it gets a page in its language: %s',
    async (path) => {
      const answer = await fetch(`${world.url}${path}`, { headers: browser });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      const text = await answer.text();
      expect(text).toContain('<html lang="de-CH">');
      expect(text).toContain('Diese Seite gibt es nicht.');
      expect(text).not.toContain('nowhere');
    },
  );

  test.each([
    ['a program', '/nowhere', { headers: { accept: 'application/json' } }],
    ['one that says nothing', '/nowhere', {}],
    ['a browser at the API', '/api/v1/nowhere', { headers: browser }],
    ['a form that is sent', '/nowhere', { headers: browser, method: 'POST', body: 'a=b' }],
  ])('%s is answered as by the API', async (_, path, request) => {
    const answer = await fetch(`${world.url}${path}`, request);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await answer.json()).toMatchObject({ error: { code: expect.any(String) } });
  });
});

test('LIM-10 whoever opens the page for help, where there is none, is sent to the service desk', async () => {
  const answer = await fetch(`${world.url}/recover`, { headers: { ...browser, 'accept-language': 'en' } });
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('Please ask the service desk.');
});
