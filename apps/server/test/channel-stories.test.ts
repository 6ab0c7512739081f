import { Calendar, expiryPeople } from './support/expiry-world.ts';
import { directory } from './support/operations.ts';
import { type StoryChannel, storyChannels, storyConfiguration } from './support/story-channels.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

/** GEN-5: one conversation on every channel. What the channel table allows, on each that there is. */
describe.each(storyChannels)('GEN-5 %s', (_name, start) => {
  const { slots, password } = expiryPeople();
  const fresh = { passwordAgeDays: 1 };
  let channel: StoryChannel;
  let world: World;
  let calendar: Calendar;

  beforeAll(async () => {
    channel = await start();
    world = await openWorld({
      people: [],
      hasMovableClock: true,
      configuration: storyConfiguration({
        channel,
        people: {
          notice: fresh,
          declines: fresh,
          asks: fresh,
          edits: fresh,
          forgets: fresh,
          boss: fresh,
          report: { ...fresh, manager: 'boss' },
          factors: { ...fresh, factors: [{ kind: 'totp', label: 'Pixel 9' }] },
          several: {
            ...fresh,
            factors: [
              { kind: 'totp', label: 'Pixel 9' },
              { kind: 'totp', label: 'YubiKey 5C' },
            ],
          },
          rose: password(14),
        },
      }),
    });
    await channel.open(world);
    calendar = await Calendar.of(world.product, 10);
  }, 60_000);
  afterAll(async () => {
    await world.close();
    await channel.close();
  });

  const signIn = (login: string) => world.directoryPage.signIn(login, `password-of-${login}`);

  test('LN-5 LN-6 LN-8 LN-9 LN-10 notice → Yes → unlocked, with a ticket and the old password', async () => {
    const person = await channel.person('notice');
    await world.directoryPage.lock('notice');
    expect((await person.shown('Shall I unlock it?')).buttons).toEqual(['Yes', 'No']);
    await person.press('Yes');
    await person.shown('notice (Corp) is unlocked. You can sign in with your current password.');
    expect(await signIn('notice')).toBe(200);
    await until(async () => (await world.tickets('notice')).length === 1, 'a ticket');
    await until(() => person.buttons().length === 0, 'a card without buttons');
  });

  test('LN-14 notice → No → This wasn’t me', async () => {
    const person = await channel.person('declines');
    await world.directoryPage.lock('declines');
    await person.shown('Shall I unlock it?');
    await person.press('No');
    await person.shown('I leave it as it is');
    await until(() => person.buttons().includes('This wasn’t me'), 'the button');
    await person.press('This wasn’t me');
    await person.shown('a ticket for the security team');
    expect(await signIn('declines')).toBe(423);
  });

  test('UA-1 UA-2 UA-3 free text → Yes / Edit Request / Cancel → unlocked', async () => {
    const person = await channel.person('asks');
    await world.directoryPage.lock('asks');
    await person.shown('Shall I unlock it?');
    await person.say('help, I am locked out, can you unlock my account?');
    expect((await person.shown('Shall I unlock asks (Corp)?')).buttons).toEqual(['Yes', 'Edit Request', 'Cancel']);
    await person.press('Yes');
    await person.shown('asks (Corp) is unlocked');
    expect(await signIn('asks')).toBe(200);
  });

  test('UA-4 Edit Request → a form with one’s own accounts → Yes → unlocked', async () => {
    const person = await channel.person('edits');
    await world.directoryPage.lock('edits');
    await person.shown('Shall I unlock it?');
    await person.say('unlock my account');
    await person.shown('Shall I unlock edits (Corp)?');
    await person.press('Edit Request');
    await person.choose('edits (Corp)');
    await until(() => person.latest()?.buttons.includes('Yes') === true, 'the question again');
    await person.press('Yes');
    await person.shown('edits (Corp) is unlocked');
    expect(await signIn('edits')).toBe(200);
  });

  test('PR-1 PR-4 a forgotten password → the directory’s own link → a new one, which nobody here has seen', async () => {
    const person = await channel.person('forgets');
    await person.say('I forgot my password');
    const { links } = await person.shown('Choose a new password for forgets (Corp) with the link');
    const link = links.find(({ label }) => label === 'Choose a new password')?.url ?? '';
    expect(link).toContain('/connectors/sandbox/reset-password?link=');
    expect(await signIn('forgets')).toBe(200);
    expect(await world.directoryPage.choosePassword(link, 'a new password of mine')).toBe(200);
    expect(await world.directoryPage.signIn('forgets', 'a new password of mine')).toBe(200);
    expect(await signIn('forgets')).toBe(401);
  });

  test('UA-4 UA-9 unlock somebody else’s account → who is meant is asked, and by mail it is refused', async () => {
    await world.directoryPage.lock('report');
    // Whoever has written once is known by name.
    await (await channel.person('report')).say('hello');
    const person = await channel.person('boss');
    await person.say('please unlock report@acme.test');
    await person.shown(channel.isForOthers ? 'Whose account do you mean?' : 'I can only unlock your own account');
    expect(await signIn('report')).toBe(423);
  });

  test('MFA-1 MFA-3 a lost phone → Yes, reset MFA → it is gone', async () => {
    const person = await channel.person('factors');
    await person.say('I lost my phone');
    await until(() => person.buttons().includes('Yes, reset MFA'), 'the question');
    await person.press('Yes, reset MFA');
    await person.shown(channel.isProof ? 'Reset complete!' : 'I must be sure that it is you');
    const operations = directory(world.product);
    const [account] = await operations['account.find']({ by: 'login', value: 'factors' }, world.product.call());
    const left = await operations['factor.list']({ id: account?.id ?? '' }, world.product.call());
    expect(left.map(({ label }) => label)).toEqual(channel.isProof ? [] : ['Pixel 9']);
  });

  test('MFA-5 with several factors a form asks which one', async () => {
    const person = await channel.person('several');
    await person.say('I lost my phone');
    await person.shown(/Which second factor of/);
    await person.choose('Pixel 9');
    await person.shown(channel.isProof ? /Pixel 9.*(removed|reset)|Reset complete/ : 'I must be sure that it is you');
    const operations = directory(world.product);
    const [account] = await operations['account.find']({ by: 'login', value: 'several' }, world.product.call());
    const left = await operations['factor.list']({ id: account?.id ?? '' }, world.product.call());
    expect(left.map(({ label }) => label)).toEqual(channel.isProof ? ['YubiKey 5C'] : ['Pixel 9', 'YubiKey 5C']);
  });

  test('PE-7 PE-10 reminder → Ignore', async () => {
    const person = await channel.person('rose');
    await calendar.at(slots[0] ?? '');
    const card = await person.shown('The password of rose (Corp) expires in 14 days.');
    expect(card.buttons).toEqual(['Change password', 'Ignore']);
    await person.press('Ignore');
    await person.shown('when the next one is about to expire');
  });
});
