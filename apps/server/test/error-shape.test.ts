import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { openWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ people: ['alex'] });
}, 60_000);
afterAll(() => world.close());

/** What comes back for these bytes, until the server hangs up. */
async function answerTo(bytes: string): Promise<{ readonly status: number; readonly body: unknown }> {
  const socket = connect(Number(new URL(world.url).port), '127.0.0.1');
  socket.write(bytes);
  const whole = await text(socket);
  const gap = whole.indexOf('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(whole)?.[1]), body: JSON.parse(whole.slice(gap + 4)) };
}

const close = 'host: 127.0.0.1\r\nconnection: close\r\n\r\n';

test.each([
  ['an address that nothing is at', `GET /nowhere HTTP/1.1\r\n${close}`, 404, 'not-found'],
  ['an address that cannot be decoded', `GET /%zz HTTP/1.1\r\n${close}`, 400, 'invalid-request'],
  ['a folder instead of a page', `GET /console// HTTP/1.1\r\n${close}`, 403, 'forbidden'],
  [
    'no empty body where JSON is said',
    `OPTIONS /healthz HTTP/1.1\r\ncontent-type: application/json\r\n${close}`,
    400,
    'invalid-request',
  ],
  ['what is not HTTP', 'hello\r\n\r\n', 400, 'invalid-request'],
  ['headers without end', `GET /healthz HTTP/1.1\r\nx: ${'y'.repeat(40_000)}\r\n`, 431, 'too-large'],
])('errors have one shape, whoever refuses: %s', async (_name, bytes, status, code) => {
  const answer = await answerTo(bytes);
  expect(answer).toEqual({ status, body: { error: { code, message: expect.stringMatching(/\S/) } } });
});
