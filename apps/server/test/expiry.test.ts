import { nextSlot, type SlotRules } from '@access-account/policies';
import { type MovableClock, movableClock } from './support/movable-clock.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

const dayLength = 24 * 60 * 60_000;
const losAngeles: SlotRules = {
  at: '10:00',
  timeZone: 'America/Los_Angeles',
  weekends: 'send',
  holidays: new Set<string>(),
};

/** The people of the sandbox, each with whatever differs. */
function configuration(people: Readonly<Record<string, object>>, more = ''): string {
  const entries = Object.entries(people).map(([login, differences]) => ({
    login,
    displayName: `Test ${login}`,
    email: `${login}@acme.test`,
    password: `password-of-${login}`,
    ...differences,
  }));
  return `
dataDirectory: data
connectors:
  sandbox:
    package: "@access-account/identity-sandbox"
    poll: { every: 250ms }
    list: { every: 250ms }
    config: ${JSON.stringify({ displayName: 'Corp', people: entries })}
  web: { package: "@access-account/channel-web" }
  desk: { package: "@access-account/ticketing-local" }
people: { mainIdentity: sandbox, channels: [web], tickets: desk }
${more}
`;
}

/** An age at which the password expires so many days after the next slot. */
function expiresAfterSlot(days: number, now = Date.now()): { readonly passwordAgeDays: number } {
  const slot = nextSlot({ after: new Date(now).toISOString(), rules: losAngeles });
  const slotAt = Date.parse(slot?.at ?? '');
  return { passwordAgeDays: 90 - days - (slotAt - now) / dayLength };
}

describe('PE-1 a reminder', () => {
  let world: World;
  let clock: MovableClock;
  beforeAll(async () => {
    world = await openWorld({
      people: [],
      configuration: configuration({
        rose: expiresAfterSlot(14),
        carl: expiresAfterSlot(14),
        ivan: expiresAfterSlot(14),
        late: expiresAfterSlot(-1),
      }),
      hasMovableClock: true,
    });
    clock = await movableClock(world.database);
    await until(async () => (await mirrored()) === 4, 'everybody being mirrored');
  }, 60_000);
  afterAll(() => world.close());

  const mirrored = async () => {
    const [row] = await world.database.rows<{ count: number }>(
      "select count(*)::int as count from expiry where kind = 'password'",
    );
    return row?.count;
  };

  test('PE-5 PE-7 comes at the slot, with the two buttons; Change password leads on, Ignore mutes', async () => {
    const rose = await world.chat('rose');
    const slot = nextSlot({ after: (await clock.now()).toISOString(), rules: losAngeles });
    await clock.moveTo(slot?.at ?? '');
    world.product.expiry.reminders.look();
    const card = await rose.shown('expires in 14 days');
    expect(card.choices.map(({ label }) => label)).toEqual(['Change password', 'Ignore']);
    await rose.choose('Change password');
    await rose.shown('Choose a new password for rose (Corp)');
  });
});
