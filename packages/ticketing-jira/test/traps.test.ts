import type { ConnectorError, Desk, OpenTicketInput, RateLimitedError, TicketFeature } from '@access-account/contract';
import { fakeCall, ticketRequest } from '@access-account/testkit';
import fc from 'fast-check';
import { adfOf, textOfAdf } from '../src/adf.ts';
import { isAdf } from '../src/fake/fake-adf.ts';
import type { FakeIssue } from '../src/fake/fake-site.ts';
import { jiraConnector } from '../src/index.ts';
import { jqlString } from '../src/jql.ts';
import { labelOf } from '../src/tickets.ts';
import { connected } from './connected.ts';
import type { JiraWorld } from './jira-world.ts';

const base = 'http://127.0.0.1:3000';

describe('what is written is words', () => {
  test('whatever they hold, a document is made of text, line breaks and links to this product', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const document = adfOf(text, base);
        return isAdf(document) && !JSON.stringify(document).includes('"marks"');
      }),
    );
    for (const text of ['{panel}', '[~accountid:1]', '@here', '<b>x</b>', 'h1. x', '||a||']) {
      expect(textOfAdf(adfOf(text, base))).toBe(text);
    }
  });

  test('no text ends the quotes of JQL', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const quoted = jqlString(value);
        return quoted === undefined || /^"(?:[^"\\]|\\["\\])*"$/s.test(quoted);
      }),
    );
    expect(jqlString('a" OR key > "A-1')).toBe('"a\\" OR key > \\"A-1"');
    expect(jqlString('a\\')).toBe('"a\\\\"');
    expect(jqlString('a\nb')).toBeUndefined();
  });

  test('no key of a case is seen in a query or a label', () => {
    fc.assert(fc.property(fc.string(), (key) => /^aa-[0-9a-f]{32}$/.test(labelOf(key))));
  });

  test('the address of the case is a link, and no other is', () => {
    const text = `See ${base}/cases/1, or ${base}.evil.test/x and https://evil.test.`;
    const [paragraph] = adfOf(text, base).content;
    expect(paragraph?.content).toEqual([
      { type: 'text', text: 'See ' },
      { type: 'text', text: `${base}/cases/1`, marks: [{ type: 'link', attrs: { href: `${base}/cases/1` } }] },
      { type: 'text', text: `, or ${base}.evil.test/x and https://evil.test.` },
    ]);
    expect(textOfAdf(adfOf(text, base))).toBe(text);
  });

  test('what is longer than a field of Jira is cut, and never within a character', () => {
    const document = adfOf('👍'.repeat(40_000), base);
    expect(textOfAdf(document).length).toBeLessThanOrEqual(30_000);
    expect(textOfAdf(document).isWellFormed()).toBe(true);
  });

  test('a summary is one line of at most 255 characters', async () => {
    await connected(async ({ fake }, { open }) => {
      await open({ subject: `Locked:\n${'x'.repeat(300)}` });
      const summary = String(fake.site.issues[0]?.fields.summary);
      expect(summary).toHaveLength(255);
      expect(summary).toMatch(/^Locked: x+…$/);
    });
  });
});

describe('the link back to the case', () => {
  const description = `Locked. ${base}/cases/1`;

  test('is a web link where that is wanted, and by its global id there once', async () => {
    await connected(
      async ({ fake }, { open, operations }) => {
        const { key } = await open({ description });
        await operations['ticket.open'](ticketRequest({ key, description }), fakeCall({ repeated: true }));
        const [issue] = fake.site.issues;
        expect([...(issue?.links.keys() ?? [])]).toEqual([`access-account=${labelOf(key)}`]);
      },
      { config: { webLink: true } },
    );
  });

  test('a ticket is opened all the same where Jira does not take it', async () => {
    await connected(
      async ({ fake }, { open, atDesk }) => {
        fake.faults.plan(/remotelink$/, { kind: 'unavailable' });
        const { key } = await open({ description });
        expect((await atDesk(key)).status).toBe('open');
      },
      { config: { webLink: true } },
    );
  });
});

describe('a request is raised for the person', () => {
  async function reporterOf(users: readonly object[], differences: Partial<OpenTicketInput> = {}, config = {}) {
    let seen = {};
    await connected(
      async ({ fake }, { open }) => {
        const added = users.map((user) => fake.site.addUser(user));
        await open({ requester: { displayName: 'Zoë Example', login: 'zoe', email: 'zoe@acme.test' }, ...differences });
        const [issue] = fake.site.issues;
        const isNamed = JSON.stringify(issue?.fields.description).includes('Requester: Zoë Example');
        seen = { isTheirs: issue?.reporter === added[0]?.accountId, isNamed };
      },
      { flavour: 'requests', config },
    );
    return seen;
  }
  const zoe = { displayName: 'Zoë Example', emailAddress: 'zoe@acme.test' };
  const inWords = { isTheirs: false, isNamed: true };

  test('who is the one active account with the address', async () => {
    expect(await reporterOf([zoe])).toEqual({ isTheirs: true, isNamed: false });
    expect(await reporterOf([{ ...zoe, emailAddress: 'ZOE@acme.test' }])).toEqual({ isTheirs: true, isNamed: false });
  });

  test.each<[string, readonly object[]]>([
    ['two have the address', [zoe, zoe]],
    ['the account is not active', [{ ...zoe, active: false }]],
    ['the address is kept to themselves', [{ displayName: 'Zoë Example' }]],
    [
      'somebody gave themselves the address for a name',
      [{ displayName: 'zoe@acme.test', emailAddress: 'eve@acme.test' }],
    ],
    ['it is an app', [{ ...zoe, accountType: 'app' }]],
  ])('nobody is guessed where %s: the ticket says it in words', async (_, users) => {
    expect(await reporterOf(users)).toEqual(inWords);
  });

  test('nobody is looked up without an address, or where that is not wanted', async () => {
    const requester = { displayName: 'Zoë Example', login: 'zoe', email: null };
    expect(await reporterOf([zoe], { requester })).toEqual(inWords);
    expect(
      await reporterOf([zoe], {}, { serviceDesk: { serviceDeskId: '1', requestTypeId: '10', onBehalf: false } }),
    ).toEqual(inWords);
  });
});

describe('signing in', () => {
  test.each([
    ['an API token at the site', {}],
    ['an API token with scopes, at the gateway', { scoped: true }],
  ])('by %s', async (_, options) => {
    await connected(
      async (_started, { open, atDesk }) => {
        const { key } = await open();
        expect((await atDesk(key)).status).toBe('open');
      },
      {
        config: ({ fake }: JiraWorld) => ({
          cloudId: undefined,
          tokenUrl: undefined,
          ...tokenConfig(fake.apiToken(options)),
        }),
      },
    );
  });

  /** Without the keys of the other way to sign in. */
  const tokenConfig = (config: object) => ({
    clientId: undefined,
    clientSecret: undefined,
    apiUrl: undefined,
    ...config,
  });

  test('an access token that was revoked is replaced, once; a credential that is unknown is said', async () => {
    await connected(async ({ fake }, { open }) => {
      await open();
      fake.revokeTokens();
      await open();
      expect(fake.tokens).toHaveLength(2);
    });
    await connected(
      async (_, { open }) => {
        await expect(open()).rejects.toMatchObject({ code: 'authentication-failed' });
      },
      { config: { clientSecret: 'wrong' } },
    );
  });

  test('a scope that is missing is named, and found by check, which opens nothing', async () => {
    await connected(
      async ({ fake }, { open, connection }) => {
        await expect(open()).rejects.toMatchObject({
          code: 'permission-denied',
          missing: expect.stringContaining('write:jira-work'),
        });
        const found = await connection.check(fakeCall());
        expect(found.find(({ operation }) => operation === 'ticket.open')).toMatchObject({ severity: 'error' });
        expect(fake.site.issues).toEqual([]);
      },
      { config: ({ fake }: JiraWorld) => fake.serviceAccount({ scope: false }) },
    );
  });
});

describe('faults', () => {
  test.each([
    ['page', 'ambiguous-outcome'],
    ['truncated', 'ambiguous-outcome'],
    ['lost', 'ambiguous-outcome'],
    ['reset', 'ambiguous-outcome'],
    ['unavailable', 'ambiguous-outcome'],
    ['hang', 'ambiguous-outcome'],
  ] as const)('%s at the opening is %s, and the repeat finds or opens the one ticket', async (kind, code) => {
    await connected(async ({ fake }, { operations, atDesk }) => {
      fake.faults.plan(/^POST .*\/issue$/, { kind });
      const request = ticketRequest();
      const signal = kind === 'hang' ? AbortSignal.timeout(300) : AbortSignal.timeout(10_000);
      const failed = await operations['ticket.open'](request, fakeCall({ signal })).catch((error: unknown) => error);
      expect((failed as ConnectorError).code).toBe(code);
      await operations['ticket.open'](request, fakeCall({ repeated: true }));
      expect((await atDesk(request.key)).status).toBe('open');
    });
  });

  test('a search that is lost has changed nothing, though it is a POST', async () => {
    await connected(async ({ fake }, { operations }) => {
      fake.faults.plan(/search\/jql$/, { kind: 'unavailable' });
      await expect(operations['ticket.find']?.({ key: 'x' }, fakeCall())).rejects.toMatchObject({
        code: 'unavailable',
      });
    });
  });

  test('what the index does not show yet would be opened again: the core waits 150 s, which the connector asks for', async () => {
    expect(jiraConnector.features).toEqual({ atomicOpen: false, searchLag: 150_000 });
    await connected(async ({ fake }, { open, operations }) => {
      fake.site.searchLag = 1;
      const { key } = await open();
      expect(await operations['ticket.find']?.({ key }, fakeCall())).toBeUndefined();
    });
  });

  test('a note whose answer was lost is written once', async () => {
    await connected(async ({ fake }, { operations, open, atDesk }) => {
      const { key, ticket } = await open();
      fake.faults.plan(/comment$/, { kind: 'lost' });
      const call = fakeCall();
      const note = { ticket, text: 'Unlocked once.' };
      await expect(operations['ticket.note']?.(note, call)).rejects.toMatchObject({ code: 'ambiguous-outcome' });
      await operations['ticket.note']?.(note, { ...call, repeated: true });
      expect((await atDesk(key)).texts).toEqual([expect.stringContaining('Unlocked once.')]);
    });
  });
});

describe('Jira’s three limits', () => {
  const refusal = async (limits: object, ask: (open: () => Promise<unknown>) => Promise<unknown>) => {
    let error: unknown;
    await connected(
      async (_, { open, operations }) => {
        const { ticket } = await open();
        const note = () => operations['ticket.note']?.({ ticket, text: 'x' }, fakeCall());
        error = await ask(async () => {
          for (let count = 0; count < 3; count += 1) await note();
        }).catch((thrown: unknown) => thrown);
      },
      { limits },
    );
    const { code, summary, retryAfter } = error as RateLimitedError;
    return { code, summary, retryAfter };
  };

  test.each([
    ['points an hour', { quota: 3 }, 'The points of this hour are used up.', 3_600_000],
    ['requests a second', { burst: 2 }, 'It asks for fewer requests a second.', 1000],
    ['writes to one ticket', { perIssue: 2 }, 'This ticket was written to too often within seconds.', 2000],
  ])('%s: said which, and waited for as long as Jira says', async (_, limits, summary, retryAfter) => {
    expect(await refusal(limits, (ask) => ask())).toEqual({ code: 'rate-limited', summary, retryAfter });
  });

  test('without Retry-After, until X-RateLimit-Reset', async () => {
    await connected(async ({ fake }, { open }) => {
      fake.faults.plan(/issue$/, { kind: 'too-many', seconds: null });
      await expect(open()).rejects.toMatchObject({ code: 'rate-limited', retryAfter: 60_000 });
    });
  });
});

describe('the workflow', () => {
  const statusOf = async (config: object, prepare: (started: JiraWorld) => void = () => {}) => {
    let status: unknown;
    await connected(
      async (started, { open, operations }) => {
        prepare(started);
        const { ticket } = await open();
        await operations['ticket.resolve']({ ticket, resolution: 'Unlocked.' }, fakeCall());
        status = started.fake.site.issues[0]?.status.name;
      },
      { config },
    );
    return status;
  };

  test('a ticket goes to the status that is named, else to the first of the category Done', async () => {
    expect(await statusOf({})).toBe('Done');
    expect(await statusOf({ statuses: { resolved: 'cancelled' } })).toBe('Cancelled');
  });

  test('a screen is given the resolution it asks for, and none is sent where there is no screen', async () => {
    expect(await statusOf({ resolution: "Won't Do" })).toBe('Done');
    const withoutScreen = ({ fake }: JiraWorld) => {
      fake.site.doneHasScreen = false;
    };
    expect(await statusOf({}, withoutScreen)).toBe('Done');
    await expect(statusOf({ resolution: 'Fixed' })).rejects.toMatchObject({
      code: 'configuration-invalid',
      remedy: expect.stringContaining("Done, Won't Do"),
    });
  });

  test('a workflow that changed is found out, and its new way taken', async () => {
    await connected(async ({ fake }, { open, operations, atDesk }) => {
      fake.site.doneHasScreen = false;
      const resolve = async () => {
        const { key, ticket } = await open();
        await operations['ticket.resolve']({ ticket, resolution: 'Unlocked.' }, fakeCall());
        return (await atDesk(key)).status;
      };
      expect(await resolve()).toBe('resolved');
      fake.site.doneHasScreen = true;
      expect(await resolve()).toBe('resolved');
      fake.site.doneHasScreen = false;
      expect(await resolve()).toBe('resolved');
    });
  });

  test('what check finds: a type, a status, a field, a component and a person that are not there', async () => {
    const found = async (config: object, prepare: (started: JiraWorld) => void = () => {}) => {
      const errors: Record<string, string> = {};
      await connected(
        async (started, { connection }) => {
          prepare(started);
          for (const { operation = '', severity, remedy } of await connection.check(fakeCall()))
            if (severity === 'error') errors[operation] = remedy;
        },
        { config },
      );
      return errors;
    };
    expect(await found({ issueType: 'Story' })).toEqual({
      'ticket.open': 'Set issueType to one of: Task.',
      'ticket.resolve': expect.any(String),
    });
    expect(await found({ statuses: { resolved: 'Fixed' } })).toEqual({
      'ticket.resolve': 'Set statuses.resolved to one of: Done, Cancelled.',
    });
    expect(await found({}, ({ fake }) => void fake.site.screen.delete('labels'))).toEqual({
      'ticket.open': expect.stringContaining('Without Labels no ticket is found again'),
    });
    expect(await found({}, ({ fake }) => void fake.site.required.add('components'))).toEqual({
      'ticket.open': expect.stringContaining('`fields`'),
    });
    expect(await found({ desks: { security: { component: 'Nobody' } } })).toEqual({
      'ticket.hand-off': expect.stringContaining('desks.security.component'),
    });
    expect(await found({ desks: { security: { assignee: 'nobody' } } })).toEqual({
      'ticket.hand-off': expect.stringContaining('desks.security.assignee'),
    });
  });

  test('a field that Jira refuses is named, and what was written into it is not', async () => {
    await connected(
      async (_, { open }) => {
        const error = (await open().catch((thrown: unknown) => thrown)) as ConnectorError;
        expect(error).toMatchObject({ code: 'configuration-invalid', summary: expect.stringContaining('priority') });
        expect(JSON.stringify(error)).not.toContain('Urgent');
      },
      { config: { priority: 'Urgent' } },
    );
  });
});

describe('what is no configuration', () => {
  const issuesOf = async (differences: object) => {
    const good = {
      siteUrl: 'https://acme.atlassian.net',
      project: 'ACC',
      cloudId: 'c',
      clientId: 'i',
      clientSecret: 's',
    };
    return (await jiraConnector.config['~standard'].validate({ ...good, ...differences })).issues;
  };

  test.each<[string, object]>([
    ['a site without TLS', { siteUrl: 'http://acme.atlassian.net' }],
    ['a site with a path', { siteUrl: 'https://acme.atlassian.net/jira' }],
    ['a site with a user', { siteUrl: 'https://a@acme.atlassian.net' }],
    ['an endpoint for tokens without TLS', { tokenUrl: 'http://auth.atlassian.com/oauth/token' }],
    ['a project’s name', { project: 'Access account' }],
    ['a label of our own', { labels: ['aa-x'] }],
    ['a label of two words', { labels: ['a b'] }],
    ['a cloud id that is a path', { cloudId: '../x' }],
    ['a service account without a cloud id', { cloudId: undefined }],
    ['a key that does not exist', { flavour: 'dc' }],
  ])('%s', async (_, differences) => {
    expect(await issuesOf(differences)).toBeDefined();
    expect(await issuesOf({})).toBeUndefined();
  });
});

describe('GEN-9 priority and component by what a ticket is about', () => {
  const features = {
    mfaReset: {
      priority: 'High',
      labels: ['mfa'],
      fields: { customfield_10050: { name: 'MFA' } },
      component: 'Identity',
    },
  };

  const handedOff = async (feature: TicketFeature | undefined, to: Desk) => {
    let found: FakeIssue | undefined;
    await connected(
      async ({ fake }, { operations }) => {
        const about = feature === undefined ? {} : { feature };
        const ticket = await operations['ticket.open']({ ...ticketRequest({ key: 'case:1' }), ...about }, fakeCall());
        await operations['ticket.hand-off']?.({ ticket, to, reason: 'People.', ...about }, fakeCall());
        [found] = fake.site.labelled(labelOf('case:1'));
      },
      { config: { features, priority: 'Low', labels: ['it'] } },
    );
    const own = found?.labels.filter((label) => !label.startsWith('aa-'));
    const { priority, customfield_10050: custom } = found?.fields ?? {};
    return { priority, custom, labels: own, components: found?.components };
  };

  test('its own, beside what is common', async () => {
    expect(await handedOff('mfaReset', 'service-desk')).toEqual({
      priority: { name: 'High' },
      custom: { name: 'MFA' },
      labels: ['it', 'mfa'],
      components: ['Identity'],
    });
  });

  test('what the security team takes over is theirs, whatever it was opened about', async () => {
    const { labels, components } = await handedOff('mfaReset', 'security');
    expect(labels).toEqual(['it', 'mfa', 'security']);
    expect(components).toEqual([]);
  });

  test.each(['unlockAccount', undefined] as const)('nothing is said of %s: the desk’s', async (feature) => {
    expect(await handedOff(feature, 'service-desk')).toEqual({
      priority: { name: 'Low' },
      custom: undefined,
      labels: ['it'],
      components: ['Service Desk'],
    });
  });
});
