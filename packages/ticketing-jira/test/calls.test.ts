import { fakeCall } from '@access-account/testkit';
import { connected } from './connected.ts';
import type { Flavour, JiraWorld } from './jira-world.ts';

/** What was asked since the last look. */
function looker({ fake }: JiraWorld) {
  let before = fake.requests.length;
  return () => {
    const asked = fake.requests
      .slice(before)
      .map((one) => one.replace(/\/ex\/jira\/[^/]+/, '').replace(/\/\d{4,}/, '/id'));
    before = fake.requests.length;
    return asked;
  };
}

const api = '/rest/api/3';

test('three requests where a ticket is opened and resolved within a quarter of an hour: the state is in the answer to the last one', async () => {
  await connected(async (started, { open, operations }) => {
    const asked = looker(started);
    const live = async () => {
      const { ticket } = await open();
      const { status } = await operations['ticket.resolve']({ ticket, resolution: 'Unlocked.' }, fakeCall());
      expect(status).toBe('resolved');
      return asked();
    };
    // The first one finds the way through the workflow.
    expect(await live()).toEqual([
      'POST /oauth/token',
      `POST ${api}/issue`,
      `GET ${api}/issue/id`,
      `GET ${api}/issue/id/transitions`,
      `POST ${api}/issue/id/transitions`,
      `PUT ${api}/issue/id`,
    ]);
    expect(await live()).toEqual([`POST ${api}/issue`, `POST ${api}/issue/id/transitions`, `PUT ${api}/issue/id`]);
  });
});

test('in a service project two more: who asks is looked up, and a comment is written where Jira says that it is internal', async () => {
  await connected(
    async (started, { open, operations }) => {
      const { ticket: first } = await open();
      await operations['ticket.resolve']({ ticket: first, resolution: 'Unlocked.' }, fakeCall());
      const asked = looker(started);
      const { ticket } = await open();
      await operations['ticket.resolve']({ ticket, resolution: 'Unlocked.' }, fakeCall());
      expect(asked()).toEqual([
        `GET ${api}/user/search`,
        'POST /rest/servicedeskapi/request',
        `POST ${api}/issue/id/transitions`,
        `POST ${api}/issue/id/comment`,
        `GET ${api}/issue/id`,
      ]);
    },
    { flavour: 'requests' },
  );
});

test('three requests where a ticket is opened and handed over within a quarter of an hour', async () => {
  await connected(async (started, { open, operations }) => {
    const { ticket: first } = await open();
    await operations['ticket.hand-off']?.({ ticket: first, to: 'security', reason: 'Look.' }, fakeCall());
    const asked = looker(started);
    const { ticket } = await open();
    await operations['ticket.hand-off']?.({ ticket, to: 'security', reason: 'Look.' }, fakeCall());
    expect(asked()).toEqual([`POST ${api}/issue`, `POST ${api}/issue/id/comment`, `PUT ${api}/issue/id`]);
  });
});

test('later, and in a repeat, the ticket is looked at first; what the desk did meanwhile stands', async () => {
  await connected(async (started, { open, operations, atDesk }) => {
    const { ticket: first } = await open();
    await operations['ticket.resolve']({ ticket: first, resolution: 'Unlocked.' }, fakeCall());
    const { key, ticket } = await open();
    await started.world.resolveByHand?.(ticket.number);
    const asked = looker(started);
    // Soon after: Jira itself refuses the transition.
    await operations['ticket.resolve']({ ticket, resolution: 'Unlocked.' }, fakeCall());
    expect(asked()).toEqual([`POST ${api}/issue/id/transitions`, `GET ${api}/issue/id`]);
    expect((await atDesk(key)).texts).toEqual([]);
    await operations['ticket.resolve']({ ticket, resolution: 'Unlocked.' }, fakeCall());
    expect(asked()).toEqual([`GET ${api}/issue/id`]);
  });
});

test.each<[string, (started: JiraWorld) => void, readonly string[]]>([
  [
    'an answer that holds what was edited alone is completed by a look',
    ({ fake }) => {
      fake.site.answersWhole = false;
    },
    [`PUT ${api}/issue/id`, `GET ${api}/issue/id`],
  ],
  [
    'where what is done cannot be edited, the comment is a request of its own',
    ({ fake }) => {
      fake.site.doneIsEditable = false;
    },
    [`PUT ${api}/issue/id`, `POST ${api}/issue/id/comment`, `GET ${api}/issue/id`],
  ],
])('%s', async (_, prepare, last) => {
  await connected(async (started, { open, operations, atDesk }) => {
    prepare(started);
    const { key, ticket } = await open();
    const asked = looker(started);
    const { status } = await operations['ticket.resolve']({ ticket, resolution: 'Unlocked.' }, fakeCall());
    expect(status).toBe('resolved');
    expect(asked().slice(-last.length)).toEqual(last);
    expect((await atDesk(key)).texts).toEqual([expect.stringContaining('Unlocked.')]);
  });
});

test.each<Flavour>(['issues', 'requests'])(
  '%s: a resolution whose words did not arrive is completed by the repeat, once',
  async (flavour) => {
    await connected(
      async ({ fake }, { open, operations, atDesk }) => {
        const { key, ticket } = await open();
        const call = fakeCall();
        const resolve = (repeated: boolean) =>
          operations['ticket.resolve']({ ticket, resolution: 'Unlocked.' }, { ...call, repeated });
        fake.faults.plan(/^(PUT .*\/issue\/\d+|POST .*\/comment)$/, { kind: 'reset' });
        await expect(resolve(false)).rejects.toMatchObject({ code: 'ambiguous-outcome' });
        expect(await atDesk(key)).toMatchObject({ status: 'resolved', texts: [] });
        await resolve(true);
        await resolve(true);
        expect((await atDesk(key)).texts).toEqual([expect.stringContaining('Unlocked.')]);
      },
      { flavour },
    );
  },
);
