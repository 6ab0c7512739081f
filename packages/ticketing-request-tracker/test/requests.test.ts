import type { Desk, TicketFeature } from '@access-account/contract';
import { fakeCall, fakeClock, fakeContext, startFakeServer, ticketRequest } from '@access-account/testkit';
import { requestTrackerConnector } from '../src/index.ts';

/** Requests in the life of a ticket that is resolved after so many minutes, at a server that does what it is told: the real one is asked in the real tests. */
async function life(minutes: number): Promise<readonly string[]> {
  let status = 'new';
  const fake = await startFakeServer({
    answer: ({ method, path }) => {
      if (method === 'GET') return { status: 200, body: { id: '1', Status: status, _hyperlinks: [] } };
      if (path.endsWith('/comment')) status = 'resolved';
      return path.endsWith('/ticket') ? { status: 201, body: { id: '1' } } : { status: 201, body: ['Comments added'] };
    },
    tooMany: () => ({ status: 429 }),
  });
  try {
    const clock = fakeClock();
    const { value } = (await requestTrackerConnector.config['~standard'].validate({ url: fake.url, token: 't' })) as {
      value: Parameters<typeof requestTrackerConnector.connect>[0];
    };
    const connection = await requestTrackerConnector.connect(value, fakeContext({ clock }));
    const operations = requestTrackerConnector.operations(connection.client);
    const ticket = await operations['ticket.open'](ticketRequest(), fakeCall());
    clock.advance(minutes * 60_000);
    const { status: after } = await operations['ticket.resolve']({ ticket, resolution: 'Unlocked.' }, fakeCall());
    expect(after).toBe('resolved');
    await connection.close();
    return fake.requests.map((one) => one.replace('/REST/2.0', ''));
  } finally {
    await fake.close();
  }
}

test('three where a ticket is opened and resolved within a quarter of an hour; later it is looked at before', async () => {
  expect(await life(14)).toEqual(['POST /ticket', 'POST /ticket/1/comment', 'GET /ticket/1']);
  expect(await life(15)).toEqual(['POST /ticket', 'GET /ticket/1', 'POST /ticket/1/comment', 'GET /ticket/1']);
});

describe('GEN-9 queue and priority by what a ticket is about', () => {
  const features = { mfaReset: { queue: 'Identity', priority: 80 } };

  async function written(feature: TicketFeature | undefined, to: Desk): Promise<readonly unknown[]> {
    const bodies: unknown[] = [];
    const fake = await startFakeServer({
      answer: ({ method, path, body }) => {
        if (method === 'GET') return { status: 200, body: { id: '1', Status: 'open', _hyperlinks: [], RefersTo: [] } };
        if (!path.endsWith('/comment')) bodies.push(JSON.parse(body));
        return path.endsWith('/ticket') ? { status: 201, body: { id: '1' } } : { status: 201, body: ['done'] };
      },
      tooMany: () => ({ status: 429 }),
    });
    const given = { url: fake.url, token: 't', features, desks: { 'service-desk': 'Desk', security: 'Security' } };
    const { value } = (await requestTrackerConnector.config['~standard'].validate(given)) as {
      value: Parameters<typeof requestTrackerConnector.connect>[0];
    };
    const connection = await requestTrackerConnector.connect(value, fakeContext({ clock: fakeClock() }));
    const operations = requestTrackerConnector.operations(connection.client);
    const about = feature === undefined ? {} : { feature };
    const ticket = await operations['ticket.open']({ ...ticketRequest(), ...about }, fakeCall());
    // This server does not say to whom it refers: that it changed hands is not confirmed.
    await operations['ticket.hand-off']({ ticket, to, reason: 'People.', ...about }, fakeCall()).catch(() => undefined);
    await connection.close();
    await fake.close();
    return bodies;
  }

  test('its own', async () => {
    expect(await written('mfaReset', 'service-desk')).toMatchObject([{ Priority: 80 }, { Queue: 'Identity' }]);
  });

  test('what the security team takes over is theirs', async () => {
    expect(await written('mfaReset', 'security')).toMatchObject([{ Priority: 80 }, { Queue: 'Security' }]);
  });

  test.each(['unlockAccount', undefined] as const)('nothing is said of %s: the desk’s', async (feature) => {
    const [opened, handedOff] = await written(feature, 'service-desk');
    expect(opened).not.toHaveProperty('Priority');
    expect(handedOff).toMatchObject({ Queue: 'Desk' });
  });
});
