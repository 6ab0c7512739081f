import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConnectorError } from '@access-account/contract';
import { fakeCall, startFakeServer, ticketRequest, withTicketingSubject } from '@access-account/testkit';
import fc from 'fast-check';
import { isAuthentic } from '../example/receiver.ts';
import { webhookConnector as connector } from '../src/index.ts';
import { keyOf, signatureHeaders } from '../src/signature.ts';
import { newSecret, startWebhookWorld, type WebhookWorld } from './webhook-world.ts';

type Subject = Parameters<Parameters<typeof withTicketingSubject>[1]>[0];

async function inWorld(
  run: (started: WebhookWorld, subject: Subject) => Promise<void>,
  config: (started: WebhookWorld) => object = () => ({}),
): Promise<void> {
  const started = await startWebhookWorld();
  const { world } = started;
  const merged = async () => ({ ...((await world.config()) as object), ...config(started) });
  try {
    await withTicketingSubject({ connector, world, config: merged }, (subject) => run(started, subject));
  } finally {
    await started.close();
  }
}

describe('signatures', () => {
  const published = {
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    sentAt: new Date(1_614_265_330_000),
    body: '{"test": 2432232314}',
    signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  };

  test('are what Standard Webhooks publishes for its own example', () => {
    const { secret, signature, ...message } = published;
    expect(signatureHeaders(message, [keyOf(secret) ?? Buffer.alloc(0)])).toEqual({
      'webhook-id': message.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': signature,
    });
  });

  test('of any message are good for whoever knows one of the secrets, and for nobody else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uuid(), fc.boolean(), (body, id, second) => {
        const [secret, previous] = [newSecret(), newSecret()];
        const sentAt = new Date('2026-01-15T09:00:00Z');
        const keys = [secret, previous].map((one) => keyOf(one) ?? Buffer.alloc(0));
        const headers = signatureHeaders({ id, sentAt, body }, keys);
        const timestamp = headers['webhook-timestamp'] ?? '';
        const signed = { id, timestamp, signatures: headers['webhook-signature'] ?? '', body };
        const known = second ? previous : secret;
        return (
          isAuthentic(signed, known, sentAt) &&
          !isAuthentic(signed, newSecret(), sentAt) &&
          !isAuthentic({ ...signed, body: `${body} ` }, known, sentAt) &&
          !isAuthentic({ ...signed, id: `${id}x` }, known, sentAt) &&
          !isAuthentic(signed, known, new Date(sentAt.getTime() + 301_000))
        );
      }),
    );
  });

  test.each([
    ['nothing', ''],
    ['a password', 'correct horse battery staple'],
    ['something too short', `whsec_${Buffer.alloc(23, 1).toString('base64')}`],
    ['something too long', `whsec_${Buffer.alloc(65, 1).toString('base64')}`],
    ['half of Base64', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS'],
  ])('%s is no secret', async (_, secret) => {
    expect(keyOf(secret)).toBeUndefined();
    if (secret === '') return;
    await expect(
      inWorld(
        async () => {},
        () => ({ secret }),
      ),
    ).rejects.toMatchObject({ code: 'configuration-invalid' });
  });

  test.each([24, 25, 26, 27, 63, 64])('a secret of %i bytes is one, with and without its beginning', (bytes) => {
    const key = Buffer.alloc(bytes, 7);
    const encoded = key.toString('base64');
    expect(keyOf(`whsec_${encoded}`)).toEqual(key);
    expect(keyOf(encoded)).toEqual(key);
    for (const other of [` ${encoded}`, `${encoded} `, `${encoded}\n`, `x-${encoded}`, `whsec-${encoded}`])
      expect(keyOf(other)).toBeUndefined();
  });

  test('Base64 that was cut within a group is no secret, however long it is', () => {
    expect(keyOf(Buffer.alloc(30, 7).toString('base64').slice(0, -1))).toBeUndefined();
    expect(keyOf(`${Buffer.alloc(30, 7).toString('base64')}A`)).toBeUndefined();
  });

  test('a secret is replaced without a ticket that is late: first here, then at the receiver', async () => {
    const next = newSecret();
    const opens = async (config: (started: WebhookWorld) => object) => {
      let code = 'opened';
      await inWorld(async (_, { open }) => {
        await open().catch((error: ConnectorError) => {
          code = error.code;
        });
      }, config);
      return code;
    };
    expect(await opens(({ secret }) => ({ secret: next, previousSecret: secret }))).toBe('opened');
    expect(await opens(({ secret }) => ({ secret, previousSecret: next }))).toBe('opened');
    expect(await opens(() => ({ secret: next }))).toBe('authentication-failed');
  });
});

/** A receiver that does nothing but show what it was sent. */
async function sent(config: object = {}) {
  const seen: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    seen.push({ headers: request.headers, body });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"7"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/tickets`;
  const request = ticketRequest({ key: 'a case', subject: 'Locked' });
  const call = fakeCall();
  try {
    await inWorld(
      async (_, { operations }) => {
        const reference = await operations['ticket.open'](request, call);
        expect(reference).toEqual({ id: '7', number: '7', url: null });
        await operations['ticket.open'](request, { ...call, repeated: true });
      },
      () => ({ url, ...config }),
    );
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
  return { seen, call, request };
}

describe('messages', () => {
  test('a repeat is the same message with the same id, byte for byte', async () => {
    const { seen, call } = await sent();
    const [first, second] = seen;
    expect(second?.body).toBe(first?.body);
    for (const { headers } of seen) {
      expect(headers['webhook-id']).toBe(call.idempotencyKey);
      expect(headers['idempotency-key']).toBe(call.idempotencyKey);
    }
    expect(first?.headers.authorization).toBeUndefined();
  });

  test('hold what the desk needs, and the key of a case as a digest', async () => {
    const { seen, request } = await sent({ authorization: 'Bearer of the gateway' });
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      type: 'ticket.open',
      data: {
        key: expect.stringMatching(/^aa-[0-9a-f]{32}$/),
        requester: request.requester,
        subject: 'Locked',
        description: request.description,
      },
    });
    expect(seen[0]?.headers.authorization).toBe('Bearer of the gateway');
  });
});

describe('what a receiver answers', () => {
  async function codeOf(answer: {
    readonly status: number;
    readonly body?: unknown;
    readonly headers?: Record<string, string>;
  }) {
    const fake = await startFakeServer({ answer: () => answer, tooMany: () => ({ status: 429 }) });
    let code = 'opened';
    try {
      await inWorld(
        async (_, { open }) => {
          await open().catch((error: ConnectorError) => {
            code = error.code;
          });
        },
        () => ({ url: fake.url }),
      );
    } finally {
      await fake.close();
    }
    return code;
  }

  test.each<[string, Parameters<typeof codeOf>[0], string]>([
    ['an id is enough', { status: 201, body: { id: '1' } }, 'opened'],
    [
      'more than is asked for is left alone',
      { status: 200, body: { id: '1', number: 'D-1', url: null, x: 1 } },
      'opened',
    ],
    ['no reference: it may be opened', { status: 202 }, 'ambiguous-outcome'],
    ['a page', { status: 200, body: '<html></html>' }, 'ambiguous-outcome'],
    ['a link that runs', { status: 200, body: { id: '1', url: 'javascript:alert(1)' } }, 'ambiguous-outcome'],
    ['an id without an end', { status: 200, body: { id: 'x'.repeat(201) } }, 'ambiguous-outcome'],
    ['an error of its own', { status: 500 }, 'ambiguous-outcome'],
    ['no', { status: 400 }, 'conflict'],
    ['not from you', { status: 401 }, 'authentication-failed'],
    ['not for you', { status: 403 }, 'permission-denied'],
    ['later', { status: 429, headers: { 'retry-after': '9' } }, 'rate-limited'],
    [
      'elsewhere, which is not asked',
      { status: 307, headers: { location: 'http://127.0.0.1:1/' } },
      'ambiguous-outcome',
    ],
  ])('%s', async (_, answer, code) => {
    expect(await codeOf(answer)).toBe(code);
  });

  test('elsewhere: nothing is sent to where a redirect leads', async () => {
    const elsewhere = await startFakeServer({
      answer: () => ({ status: 200, body: { id: '1' } }),
      tooMany: () => ({ status: 429 }),
    });
    try {
      expect(await codeOf({ status: 307, headers: { location: `${elsewhere.url}/` } })).toBe('ambiguous-outcome');
      expect(elsewhere.requests).toEqual([]);
    } finally {
      await elsewhere.close();
    }
  });

  test('that a ticket is still open is not taken for resolved', async () => {
    await inWorld(async ({ desk }, { open, operations }) => {
      const { ticket } = await open();
      desk.resolve = () => {};
      await expect(operations['ticket.resolve']({ ticket, resolution: 'x' }, fakeCall())).rejects.toMatchObject({
        code: 'conflict',
      });
    });
  });
});

test('one request to open and one to resolve', async () => {
  const answers = [{ id: '1' }, { status: 'resolved' }];
  const fake = await startFakeServer({
    answer: () => ({ status: 200, body: answers.shift() }),
    tooMany: () => ({ status: 429 }),
  });
  try {
    await inWorld(
      async (_, { open, operations }) => {
        const { ticket } = await open();
        await operations['ticket.resolve']({ ticket, resolution: 'Unlocked.' }, fakeCall());
      },
      () => ({ url: fake.url }),
    );
    expect(fake.requests).toEqual(['POST /', 'POST /']);
  } finally {
    await fake.close();
  }
});

test('check is a message of its own, and opens nothing', async () => {
  await inWorld(async ({ desk }, { connection }) => {
    expect((await connection.check(fakeCall())).map(({ severity }) => severity)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(desk.tickets.size).toBe(0);
  });
  await inWorld(
    async (_, { connection }) => {
      const [finding] = await connection.check(fakeCall());
      expect(finding).toMatchObject({ severity: 'error', remedy: expect.stringContaining('secret') });
    },
    () => ({ secret: newSecret() }),
  );
});

test.each<[string, object]>([
  ['a receiver without TLS', { url: 'http://desk.acme.test/' }],
  ['a query', { url: 'https://desk.acme.test/?token=x' }],
  ['a password in the address', { url: 'https://a:b@desk.acme.test/' }],
  ['another protocol', { url: 'file:///etc/passwd' }],
  ['no secret', { secret: undefined }],
])('%s is no configuration', async (_, differences) => {
  const issuesOf = async (config: object) => (await connector.config['~standard'].validate(config)).issues;
  const good = { url: 'https://desk.acme.test/hooks', secret: newSecret() };
  expect(await issuesOf(good)).toBeUndefined();
  expect(await issuesOf({ ...good, ...differences })).toBeDefined();
});
