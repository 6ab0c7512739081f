import fc from 'fast-check';
import { noPersonalSettings, noticeWishes, type PersonalSettings, type Say, withinBounds } from '../src/index.ts';
import {
  alexInCorp,
  askedFor,
  Course,
  lockedOut,
  lockOf,
  read,
  type SettingsChange,
  situationOf,
} from './support/course.ts';

const channels = [
  { name: 'web', displayName: 'Web chat' },
  { name: 'slack', displayName: 'Slack' },
];
const reach = { languages: ['en', 'de'], channels };

function asked(personal: Partial<PersonalSettings> = {}, bounds: SettingsChange['personalSettings'] = {}): Course {
  const course = new Course(
    'personal-settings',
    situationOf({ personal: { ...noPersonalSettings, ...personal }, reach, settings: { personalSettings: bounds } }),
  );
  course.tell(askedFor('settings'));
  return course;
}

const said = ({ effects }: Course) => effects.filter((effect): effect is Say => effect.type === 'say');
const offered = (course: Course) =>
  said(course)
    .at(-1)
    ?.question?.form?.options.map(({ value }) => value);
const kept = ({ effects }: Course) =>
  effects.flatMap((effect) => (effect.type === 'personal-settings' ? [effect.settings] : []));
const choose = (course: Course, setting: string) =>
  course.tell({ type: 'choice-made', choice: 'continue', about: [], values: { setting } });

test('LN-15 it says how it is set, and offers everything else the organisation leaves to the person', () => {
  const course = asked({ notices: 'daily', language: 'de' });
  expect(said(course)[0]?.sentences).toMatchObject([
    { key: 'settings.notices', parameters: { notices: 'daily' } },
    { key: 'settings.language', parameters: { language: 'de' } },
    { key: 'settings.channel-auto' },
    { key: 'settings.choose' },
  ]);
  expect(offered(course)).toEqual([
    'notices:normal',
    'notices:none',
    'language:',
    'language:en',
    'channel:web',
    'channel:slack',
  ]);
});

test.each([
  ['notices:daily', { notices: 'daily' }],
  ['notices:none', { notices: 'none' }],
  ['language:de', { language: 'de' }],
  ['channel:slack', { channel: 'slack' }],
] as const)('LN-15 %s is kept, the rest stays, and the case is over', (value, change) => {
  const course = asked();
  choose(course, value);
  expect(kept(course)).toEqual([{ ...noPersonalSettings, ...change }]);
  expect(said(course).at(-1)?.sentences[0]).toMatchObject({ key: 'settings.saved' });
  expect(course.effects.at(-1)).toEqual({ type: 'close', outcome: 'answered' });
});

test.each([
  ['notices', { fewestNotices: 'daily' }, 'notices:none'],
  ['language', { language: false }, 'language:de'],
  ['channel', { channel: false }, 'channel:slack'],
] as const)('LN-15 out of bounds nothing can be set: %s', (_, bounds, value) => {
  const course = asked({}, bounds);
  expect(offered(course)).not.toContain(value);
  choose(course, value);
  expect(kept(course)).toEqual([]);
  expect(course.effects.some(({ type }) => type === 'close')).toBe(false);
});

test('LN-15 where nothing is left to the person they are told so', () => {
  const course = asked({}, { fewestNotices: 'normal', language: false, channel: false });
  expect(said(course)[0]?.sentences.at(-1)).toMatchObject({ key: 'settings.fixed' });
  expect(course.effects.at(-1)).toEqual({ type: 'close', outcome: 'answered' });
});

test('LN-15 whoever is reached on one channel alone is offered no other', () => {
  const course = new Course('personal-settings', situationOf({ reach: { ...reach, channels: channels.slice(0, 1) } }));
  course.tell(askedFor('settings'));
  expect(offered(course)?.filter((value) => value.startsWith('channel:'))).toEqual([]);
});

test('LN-15 Cancel keeps everything as it is', () => {
  const course = asked();
  course.tell({ type: 'choice-made', choice: 'cancel', about: [], values: {} });
  expect(kept(course)).toEqual([]);
  expect(course.effects.at(-1)).toEqual({ type: 'close', outcome: 'cancelled' });
});

test('LN-15 whoever wants no notices is told of no lock, and the case is over', () => {
  const course = new Course(
    'lockout-notification',
    situationOf({ personal: { ...noPersonalSettings, notices: 'none' } }),
  );
  course.tell(lockedOut(alexInCorp));
  course.tell(read(alexInCorp, { lock: lockOf('e1') }));
  expect(said(course)).toEqual([]);
  expect(course.effects.at(-1)).toEqual({ type: 'close', outcome: 'not-told' });
});

test('LN-15 a security notice comes to whoever wants no notices, too', () => {
  const notices = (wanted: PersonalSettings['notices']) => {
    const course = new Course('security-notice', situationOf({ personal: { ...noPersonalSettings, notices: wanted } }));
    return course.tell({
      type: 'factors-reset',
      removals: [
        {
          name: { login: 'alex', system: 'Corp Directory' },
          factor: { label: 'Phone', kind: 'totp' },
          change: { changed: true, verified: true, system: 'Corp Directory', account: { id: '1' } },
        },
      ],
    });
  };
  expect(notices('none')).toEqual(notices('normal'));
  expect(notices('none')[0]).toMatchObject({ type: 'say', question: { choices: ['not-me'] } });
});

test('LN-15 what is set counts as it is where the bounds let it, and only the part that they do not let is taken back', () => {
  const personal = { notices: 'none', language: 'de', channel: 'slack' } as const;
  const all = { enabled: true, fewestNotices: 'none', language: true, channel: true } as const;
  const counts = (bounds: Partial<Parameters<typeof withinBounds>[0]['bounds']>, around = reach) =>
    withinBounds({ personal, bounds: { ...all, ...bounds }, reach: around });
  expect(counts({})).toEqual(personal);
  expect(counts({ fewestNotices: 'daily' })).toEqual({ ...personal, notices: 'daily' });
  expect(counts({ language: false })).toEqual({ ...personal, language: null });
  expect(counts({ channel: false })).toEqual({ ...personal, channel: null });
  expect(counts({}, { ...reach, channels: [] })).toEqual({ ...personal, channel: null });
  expect(counts({}, { ...reach, languages: [] })).toEqual({ ...personal, language: null });
  expect(counts({ enabled: false })).toEqual(noPersonalSettings);
  // Whoever wants more than the organisation's fewest is told more.
  expect(withinBounds({ personal: noPersonalSettings, bounds: all, reach })).toEqual(noPersonalSettings);
});

test('LN-15 what is set never counts for more than the bounds let it', () => {
  const wish = fc.constantFrom(...noticeWishes);
  const personal = fc.record({
    notices: wish,
    language: fc.constantFrom(null, 'en', 'de', 'tlh'),
    channel: fc.constantFrom(null, 'web', 'slack', 'gone'),
  });
  const bounds = fc.record({
    enabled: fc.boolean(),
    fewestNotices: wish,
    language: fc.boolean(),
    channel: fc.boolean(),
  });
  fc.assert(
    fc.property(personal, bounds, (own, allowed) => {
      const counts = withinBounds({ personal: own, bounds: allowed, reach });
      if (!allowed.enabled) expect(counts).toEqual(noPersonalSettings);
      expect(noticeWishes.indexOf(counts.notices)).toBeLessThanOrEqual(noticeWishes.indexOf(allowed.fewestNotices));
      expect([null, ...(allowed.language ? reach.languages : [])]).toContain(counts.language);
      expect([null, ...(allowed.channel ? channels.map(({ name }) => name) : [])]).toContain(counts.channel);
      expect(withinBounds({ personal: counts, bounds: allowed, reach })).toEqual(counts);
    }),
  );
});
