import type { ConnectorError, Desk, RateLimitedError, TicketFeature } from '@access-account/contract';
import { type FakeExchange, fakeCall, ticketRequest, withTicketingSubject } from '@access-account/testkit';
import fc from 'fast-check';
import type { FakeRow } from '../src/fake/fake-instance.ts';
import { term } from '../src/table-api.ts';
import { correlationOf, journalText } from '../src/tickets.ts';
import { servicenowOpenApi } from './servicenow-openapi.ts';
import { connector, type ServiceNowWorld, startServiceNowWorld, worldOf } from './servicenow-world.ts';

const good: FakeExchange = {
  method: 'GET',
  path: '/api/now/v2/table/incident',
  query: new URLSearchParams({ sysparm_query: 'number=INC1', sysparm_limit: '1' }),
  headers: { accept: 'application/json' },
  body: '',
  status: 200,
  answer: { result: [{ sys_id: 'x' }] },
};

const appTickets = { path: `/api/x_access_account/v1/tickets/aa-${'0'.repeat(32)}`, query: new URLSearchParams() };

/** The judge itself: one that finds nothing wrong with anything proves nothing. */
const wrong: readonly (readonly [string, Partial<FakeExchange>])[] = [
  ['an endpoint that does not exist', { path: '/api/now/table/incident' }],
  ['a method that does not exist', { method: 'DELETE' }],
  ['a query that is ignored', { query: new URLSearchParams({ sysparm_querry: 'x' }) }],
  ['a number where text belongs', { method: 'POST', body: '{"state":6}', status: 201, answer: { result: {} } }],
  ['an answer without a result', { answer: { rows: [] } }],
  ['a part that the app does not know', { method: 'PUT', ...appTickets, body: '{"close":{}}' }],
  ['an answer of the app without a state', { ...appTickets, answer: { result: { number: 'INC1' } } }],
  ['an answer with a number', { answer: { result: [{ state: 6 }] } }],
];

test('the judge finds nothing wrong with what is right', async () => {
  const spec = await servicenowOpenApi();
  spec.observe(good);
  expect(spec.violations).toEqual([]);
});

test.each(wrong)('the judge finds %s', async (_, differences) => {
  const spec = await servicenowOpenApi();
  spec.observe({ ...good, ...differences });
  expect(spec.violations).not.toEqual([]);
});

async function inWorld(
  run: (started: ServiceNowWorld, subject: Parameters<Parameters<typeof withTicketingSubject>[1]>[0]) => Promise<void>,
  options: Parameters<typeof startServiceNowWorld>[0] = {},
  config?: (started: ServiceNowWorld) => Promise<unknown>,
): Promise<void> {
  const started = await startServiceNowWorld(options);
  const { world } = started;
  try {
    const given = config === undefined ? {} : { config: () => config(started) };
    await withTicketingSubject({ connector, world, ...given }, (subject) => run(started, subject));
  } finally {
    await started.fake.close();
  }
}

test('every request of a ticket’s life, and every answer to it, is as ServiceNow describes them; three requests where it is opened, noted and resolved, and a look for the caller', async () => {
  const spec = await servicenowOpenApi();
  await inWorld(
    async ({ fake }, { operations, open }) => {
      const { ticket } = await open();
      await operations['ticket.note']?.({ ticket, text: 'Unlocked.' }, fakeCall());
      await operations['ticket.resolve']({ ticket, resolution: 'Unlocked and verified.' }, fakeCall());
      expect(fake.requests.map((one) => one.replace(/[0-9a-f]{32}/, 'id'))).toEqual([
        'POST /oauth_token.do',
        'GET /api/now/v2/table/sys_user',
        'POST /api/now/v2/table/incident',
        'PATCH /api/now/v2/table/incident/id',
        'PATCH /api/now/v2/table/incident/id',
      ]);
    },
    { observe: spec.observe },
  );
  expect(spec.looked()).toBe(4);
  expect(spec.violations).toEqual([]);
});

describe('requests in the life of a ticket', () => {
  const life = async (minutes: number, operation: 'ticket.resolve' | 'ticket.hand-off') => {
    let asked: readonly string[] = [];
    await inWorld(async ({ fake, clock }, { operations, open }) => {
      const { ticket } = await open();
      clock.advance(minutes * 60_000);
      if (operation === 'ticket.resolve') await operations[operation]({ ticket, resolution: 'Unlocked.' }, fakeCall());
      else await operations[operation]?.({ ticket, to: 'security', reason: 'Look.' }, fakeCall());
      asked = fake.requests
        .filter((one) => !/oauth_token|sys_user_group/.test(one))
        .map((one) => one.split(' ')[0] ?? '');
    });
    return asked;
  };

  test.each(['ticket.resolve', 'ticket.hand-off'] as const)(
    'three, the look for the caller among them, where %s comes at once; later it is looked at before',
    async (operation) => {
      expect(await life(0, operation)).toEqual(['GET', 'POST', 'PATCH']);
      expect(await life(1, operation)).toEqual(['GET', 'POST', 'GET', 'PATCH']);
    },
  );

  test('what the desk resolved in the meantime keeps its words', async () => {
    await inWorld(async ({ fake, world, clock }, { operations, open }) => {
      const { ticket } = await open();
      await world.resolveByHand?.(ticket.number);
      clock.advance(60_000);
      await operations['ticket.resolve']({ ticket, resolution: 'Unlocked.' }, fakeCall());
      expect(fake.instance.find('incident', ticket.id)?.close_notes).toBe('');
    });
  });
});

async function appConfig({ fake, world }: ServiceNowWorld) {
  return { ...((await world.config()) as object), ...fake.clientConfig() };
}

describe('by the companion app', () => {
  const inApp = (run: Parameters<typeof inWorld>[0], options: Parameters<typeof inWorld>[1] = {}) =>
    inWorld(run, { ...options, mode: 'app' }, appConfig);

  test('a ticket’s life is three requests, the look for the caller in them; every one and every answer is as the app describes them', async () => {
    const spec = await servicenowOpenApi();
    await inApp(
      async ({ fake }, { operations, open }) => {
        const { ticket } = await open();
        await operations['ticket.note']?.({ ticket, text: 'Unlocked.' }, fakeCall());
        await operations['ticket.resolve']({ ticket, resolution: 'Unlocked and verified.' }, fakeCall());
        expect(fake.requests.map((one) => one.replace(/[0-9a-f]{32}/, 'key'))).toEqual([
          'POST /oauth_token.do',
          ...Array.from({ length: 3 }, () => 'PUT /api/x_access_account/v1/tickets/aa-key'),
        ]);
      },
      { observe: spec.observe },
    );
    expect(spec.looked()).toBe(3);
    expect(spec.violations).toEqual([]);
  });

  test.each(['page', 'truncated', 'lost', 'reset', 'unavailable'] as const)(
    '%s at the opening, the note and the resolution: each repeat is the same request, and everything is there once',
    async (kind) => {
      await inApp(async ({ fake }, { operations, atDesk }) => {
        const request = ticketRequest();
        const twice = async <Answer>(act: (call: ReturnType<typeof fakeCall>) => Promise<Answer>) => {
          fake.faults.plan(/^PUT/, { kind });
          const call = fakeCall();
          await expect(act(call)).rejects.toMatchObject({ code: 'ambiguous-outcome' });
          return act({ ...call, repeated: true });
        };
        const ticket = await twice((call) => operations['ticket.open'](request, call));
        await twice(async (call) => operations['ticket.note']?.({ ticket, text: 'Unlocked once.' }, call));
        await twice((call) => operations['ticket.resolve']({ ticket, resolution: 'Done once.' }, call));
        const { status, texts } = await atDesk(request.key);
        expect(status).toBe('resolved');
        expect(texts.filter((text) => text.includes('Unlocked once.'))).toHaveLength(1);
        expect(fake.instance.select('incident', '')).toHaveLength(1);
      });
    },
  );

  test('a ticket goes on where it was opened, when the mode is changed in between', async () => {
    await inApp(async ({ fake, clock }, { operations, open }) => {
      const byApp = await open();
      const config = { ...fake.clientConfig() };
      const world = worldOf(() => fake, clock);
      await withTicketingSubject({ connector, world: { ...world, config: async () => config } }, async (subject) => {
        await subject.operations['ticket.resolve']({ ticket: byApp.ticket, resolution: 'Done.' }, fakeCall());
        const byTable = await subject.open();
        await operations['ticket.resolve']({ ticket: byTable.ticket, resolution: 'Done.' }, fakeCall());
      });
      expect(fake.instance.select('incident', '').map(({ state }) => state)).toEqual(['6', '6']);
    });
  });

  const remedies = async (
    prepare: (fake: ServiceNowWorld['fake']) => object,
  ): Promise<Readonly<Record<string, string>>> => {
    const found = new Map<string, string>();
    await inWorld(
      async (_, { connection }) => {
        for (const { operation, severity, remedy } of await connection.check(fakeCall()))
          if (severity === 'error') found.set(operation ?? '', remedy);
      },
      { mode: 'app' },
      async (started) => ({ ...(await appConfig(started)), ...prepare(started.fake) }),
    );
    return Object.fromEntries(found);
  };
  const every = ['ticket.open', 'ticket.find', 'ticket.note', 'ticket.resolve', 'ticket.hand-off'];

  test('check tells an app that is not installed from a role that is missing, a code and a group that are not there', async () => {
    const absent = await remedies((fake) => {
      fake.app.isInstalled = false;
      return {};
    });
    expect(Object.keys(absent)).toEqual(every);
    expect(absent['ticket.open']).toContain('Install app/access-account-servicenow-app.zip');
    const elsewhere = await remedies(() => ({ appScope: 'x_acme_access' }));
    expect(elsewhere['ticket.open']).toContain('appScope');
    const forbidden = await remedies((fake) => fake.clientConfig({ integrator: false }));
    expect(forbidden['ticket.open']).toContain('x_access_account.integrator');
    expect(await remedies(() => ({ closeCode: 'Solved (Permanently)' }))).toEqual({
      'ticket.resolve': expect.stringContaining('Solution provided'),
    });
    expect(await remedies(() => ({ desks: { security: { group: 'Nobody' } } }))).toEqual({
      'ticket.hand-off': expect.stringContaining('desks.security.group'),
    });
    expect(await remedies(() => ({}))).toEqual({});
  });

  test('another request that opens the same ticket at this moment is waited for', async () => {
    await inApp(async ({ fake }, { operations }) => {
      const request = ticketRequest();
      fake.app.claimed.add(correlationOf(request.key));
      await expect(operations['ticket.open'](request, fakeCall())).rejects.toMatchObject({
        code: 'rate-limited',
        retryAfter: 2000,
      });
    });
  });
});

describe('who a ticket is for', () => {
  const callerOf = async (email: string | null, users: readonly object[]) => {
    let caller: string | undefined;
    let description: string | undefined;
    await inWorld(async ({ fake }, { open }) => {
      for (const user of users) fake.instance.insert('sys_user', { active: 'true', ...user });
      const { ticket } = await open({ requester: { displayName: 'Zoë Example', login: 'zoe', email } });
      const row = fake.instance.find('incident', ticket.id);
      caller = row?.caller_id;
      description = row?.description;
    });
    return { isNamed: description?.includes('Requester: Zoë Example') === true, hasCaller: caller !== '' };
  };
  test.each([
    ['the one active user with the address', 'zoe@acme.test', [{ email: 'zoe@acme.test' }], true],
    ['nobody where two have it', 'zoe@acme.test', [{ email: 'zoe@acme.test' }, { email: 'zoe@acme.test' }], false],
    ['nobody where the one is gone', 'zoe@acme.test', [{ email: 'zoe@acme.test', active: 'false' }], false],
    ['nobody by no address', null, [{ email: 'zoe@acme.test' }], false],
    ['nobody by an address that is a query', 'x^ORactive=true', [{ email: 'zoe@acme.test' }], false],
  ])('%s: otherwise the ticket says it in words', async (_, email, users, hasCaller) => {
    expect(await callerOf(email, users)).toEqual({ hasCaller, isNamed: !hasCaller });
  });
});

test('no value ends its term of a query', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const made = term('email', '=', value);
      return made === undefined || (made === `email=${value}` && !/[\^\r\n]/.test(made));
    }),
  );
  expect(term('email', '=', 'a^ORactive=true')).toBeUndefined();
  expect(term('email', '=', 'a\nb')).toBeUndefined();
});

test.each(['javascript:gs.getUserID()', ' JavaScript:gs.getUserID()', '\u00a0javascript:1'])(
  'no value is run by the instance: %j',
  (value) => expect(term('name', '=', value)).toBeUndefined(),
);

test('a value that only speaks of javascript: is compared as it is', () => {
  expect(term('name', '=', 'About javascript: links')).toBe('name=About javascript: links');
});

test('nothing that is written into the journal is shown as HTML', async () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('[code]', '[/code]', '[CODE]', '[', 'code]', '<b>', 'Zoë')), (parts) => {
      expect(journalText(parts.join(''))).not.toMatch(/\[\/?code\]/i);
      expect(journalText(parts.join('')).replaceAll('\u200b', '')).toBe(parts.join(''));
    }),
  );
  const written = async (
    { world }: ServiceNowWorld,
    { open, operations }: Parameters<Parameters<typeof inWorld>[0]>[1],
  ) => {
    const { key, ticket } = await open();
    const text = '[code]<img src=x onerror=alert(1)>[/code] said Zoë';
    await operations['ticket.note']?.({ ticket, text }, fakeCall());
    await operations['ticket.resolve']({ ticket, resolution: text }, fakeCall());
    const [seen] = await world.ticketsOf(key);
    expect(seen?.texts.join('\n')).toContain('said Zoë');
    expect(seen?.texts.join('\n')).not.toMatch(/\[\/?code\]/);
  };
  await inWorld(written);
  await inWorld(written, { mode: 'app' }, appConfig);
});

describe('signing in', () => {
  test.each(['jwtConfig', 'basicConfig'] as const)('by %s', async (kind) => {
    await inWorld(
      async ({ fake }, { open }) => {
        const { ticket } = await open();
        expect(fake.instance.find('incident', ticket.id)).toBeDefined();
      },
      {},
      async ({ fake }) => fake[kind](),
    );
  });

  test('a token that was revoked is replaced, once; a client that is unknown is said', async () => {
    await inWorld(async ({ fake }, { open }) => {
      await open();
      fake.revokeTokens();
      await open();
      expect(fake.requests.filter((one) => one === 'POST /oauth_token.do')).toHaveLength(2);
    });
    await inWorld(
      async (_, { open }) => {
        await expect(open()).rejects.toMatchObject({ code: 'authentication-failed' });
      },
      {},
      async ({ fake }) => ({ ...fake.clientConfig(), clientSecret: 'wrong' }),
    );
  });
});

describe('faults', () => {
  const creating = /^POST \/api\/now\/v2\/table\/incident/;
  test.each([
    ['page', 'ambiguous-outcome'],
    ['truncated', 'ambiguous-outcome'],
    ['lost', 'ambiguous-outcome'],
    ['reset', 'ambiguous-outcome'],
    ['unavailable', 'ambiguous-outcome'],
    ['hang', 'ambiguous-outcome'],
  ] as const)('%s at the opening is %s, and the repeat finds or opens the one ticket', async (kind, code) => {
    await inWorld(async ({ fake }, { operations, atDesk }) => {
      fake.faults.plan(creating, { kind });
      const request = ticketRequest();
      const signal = kind === 'hang' ? AbortSignal.timeout(300) : AbortSignal.timeout(10_000);
      const failed = await operations['ticket.open'](request, fakeCall({ signal })).catch((error: unknown) => error);
      expect((failed as ConnectorError).code).toBe(code);
      await operations['ticket.open'](request, fakeCall({ repeated: true }));
      expect((await atDesk(request.key)).status).toBe('open');
    });
  });

  test('the hour that is used up is waited for, by Retry-After and by X-RateLimit-Reset', async () => {
    const wait = async (seconds: number | null) => {
      let error: unknown;
      await inWorld(async ({ fake }, { open }) => {
        fake.faults.plan(/incident/, { kind: 'too-many', seconds });
        error = await open().catch((thrown: unknown) => thrown);
      });
      return (error as RateLimitedError).retryAfter;
    };
    expect(await wait(40)).toBe(40_000);
    expect(await wait(null)).toBe(60_000);
  });

  test('a note whose answer was lost is written once', async () => {
    await inWorld(async ({ fake }, { operations, open, atDesk }) => {
      const { key, ticket } = await open();
      fake.faults.plan(/^PATCH/, { kind: 'lost' });
      const call = fakeCall();
      const note = { ticket, text: 'Unlocked once.' };
      await expect(operations['ticket.note']?.(note, call)).rejects.toMatchObject({ code: 'ambiguous-outcome' });
      await operations['ticket.note']?.(note, { ...call, repeated: true });
      expect((await atDesk(key)).texts.filter((text) => text.includes('Unlocked once.'))).toHaveLength(1);
    });
  });
});

test('a resolution code the instance does not know, and a group that is not there, are found by check with what there is', async () => {
  const check = async (differences: object) => {
    const found = new Map<string, string>();
    await inWorld(
      async (_, { connection }) => {
        for (const { operation, severity, remedy } of await connection.check(fakeCall()))
          if (severity === 'error') found.set(operation ?? '', remedy);
      },
      {},
      async ({ fake }) => ({ ...fake.clientConfig(), ...differences }),
    );
    return Object.fromEntries(found);
  };
  expect(await check({ closeCode: 'Solved (Permanently)' })).toEqual({
    'ticket.resolve': expect.stringContaining('Solution provided'),
  });
  expect(await check({ desks: { security: { group: 'Nobody' } } })).toEqual({
    'ticket.hand-off': expect.stringContaining('desks.security.group'),
  });
});

describe.each(['table', 'app'] as const)('GEN-9 group and fields by what a ticket is about, mode %s', (mode) => {
  const features = { mfaReset: { group: 'Identity', fields: { urgency: '1', category: 'security' } } };

  const handedOff = async (feature: TicketFeature | undefined, to: Desk) => {
    const key = `case:${mode}`;
    let row: FakeRow | undefined;
    let group: string | undefined;
    await inWorld(
      async ({ fake: { instance } }, { operations }) => {
        instance.insert('sys_user_group', { name: 'Identity', active: 'true' });
        const about = feature === undefined ? {} : { feature };
        const ticket = await operations['ticket.open']({ ...ticketRequest({ key }), ...about }, fakeCall());
        await operations['ticket.hand-off']?.({ ticket, to, reason: 'People.', ...about }, fakeCall());
        [row] = instance.select('incident', `correlation_id=${correlationOf(key)}`);
        group = instance.find('sys_user_group', row?.assignment_group ?? '')?.name;
      },
      { mode },
      async ({ world }) => ({ ...((await world.config()) as object), fields: { urgency: '3', impact: '2' }, features }),
    );
    return { group, urgency: row?.urgency, impact: row?.impact, category: row?.category };
  };

  test('its own, beside what is common', async () => {
    expect(await handedOff('mfaReset', 'service-desk')).toEqual({
      group: 'Identity',
      urgency: '1',
      impact: '2',
      category: 'security',
    });
  });

  test('what the security team takes over is theirs, whatever it was opened about', async () => {
    expect(await handedOff('mfaReset', 'security')).toMatchObject({ group: 'Security', urgency: '1' });
  });

  test.each(['unlockAccount', undefined] as const)('nothing is said of %s: the desk’s', async (feature) => {
    expect(await handedOff(feature, 'service-desk')).toEqual({
      group: 'Service Desk',
      urgency: '3',
      impact: '2',
      category: undefined,
    });
  });
});
