import type { Effect, FoundPerson, Situation } from '../src/index.ts';
import {
  alexInCorp,
  askedFor,
  Course,
  failed,
  kim,
  kimInCorp,
  lockOf,
  proofGiven,
  read,
  situationOf,
  unlocked,
} from './support/course.ts';

const signsIn = situationOf({ settings: { proof: { freshLogin: 'corp' } } });
const asked = (about: 'unlock' | 'password' | 'mfa' | 'sign-in' = 'unlock') =>
  askedFor(about, { forSomebodyElse: true, somebody: { words: 'kim' } });

function found(
  people: readonly FoundPerson[],
  situation: Situation = signsIn,
  about?: Parameters<typeof asked>[0],
): Course {
  const course = new Course('another-person', situation);
  course.tell(asked(about));
  course.tell({ type: 'people-found', people });
  return course;
}

function proving(situation?: Situation): Course {
  const course = found([kim], situation);
  course.choose('continue', { person: kim.person });
  course.tell(read(kimInCorp, { lock: lockOf('e1') }));
  return course;
}

const saidIn = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.type === 'say' ? effect.sentences.map(({ key }) => key) : []));
const unlocks = ({ effects }: Course) =>
  effects.filter((effect) => effect.type === 'identity' && effect.operation === 'account.unlock');

test('UA-4 somebody is looked for by the words they were named in, or by the mention', () => {
  const user = { channel: 'chat', id: 'T1/U1' };
  expect(new Course('another-person', signsIn).tell(asked())).toEqual([
    { type: 'people', words: 'kim', user: null, system: null },
  ]);
  const mentioned = askedFor('unlock', { forSomebodyElse: true, somebody: { words: '@kim', user } });
  expect(new Course('another-person', signsIn).tell(mentioned)).toMatchObject([{ type: 'people', user }]);
});

test('UA-4 nobody is chosen for whoever asks, not even where there is only one', () => {
  const course = found([kim]);
  expect(course.question).toMatchObject({
    choices: ['continue', 'service-desk', 'cancel'],
    form: { field: 'person', options: [{ label: 'Kim (kim)', value: 'person-7' }] },
  });
  expect(course.effects.filter(({ type }) => type === 'identity')).toEqual([]);
  course.choose('continue', { person: 'person-8' });
  expect(course.effects.filter(({ type }) => type === 'identity')).toEqual([]);
});

test('EC-20 EC-38 an old list of people is not shown again: they are looked for afresh', () => {
  const course = found([kim]);
  course.tell({ type: 'choice-expired', choice: 'continue' });
  expect(course.choose('check-again')).toEqual([{ type: 'people', words: 'kim', user: null, system: null }]);
  expect(saidIn(course.tell({ type: 'people-found', people: [] }))).toEqual(['another.not-found']);
  course.choose('continue', { person: kim.person });
  expect(course.effects.filter(({ type }) => type === 'identity')).toEqual([]);
});

test('EC-42 whom they may not help is as unknown as who is not there, and the service desk is offered', () => {
  const course = found([]);
  expect(saidIn(course.effects)).toEqual(['another.not-found']);
  course.choose('yes');
  expect(course.effects.filter(({ type }) => type === 'ticket')).toMatchObject([
    { operation: 'ticket.open', description: expect.stringContaining('“kim”') as string },
    { operation: 'ticket.hand-off' },
  ]);
});

test('EC-39 an unlock for somebody else waits for a proof, is theirs who was chosen, and its owner hears of it', () => {
  const course = proving();
  expect(saidIn(course.effects)).toContain('another.prove');
  expect(course.effects).toContainEqual(
    expect.objectContaining({ type: 'say', proof: expect.objectContaining({ system: 'corp', account: '7' }) }),
  );
  expect(unlocks(course)).toEqual([]);
  course.tell(proofGiven(kimInCorp, 'unlock', 'fresh-login'));
  expect(unlocks(course)).toMatchObject([{ system: 'corp', account: '7', episode: 'e1' }]);
  const done = course.tell(unlocked(kimInCorp));
  expect(done).toMatchObject([
    {
      type: 'hand-over',
      to: 'security-notice',
      owner: { system: 'corp', account: '7' },
      event: { type: 'unlocked-by-another', by: 'Alex' },
    },
    { type: 'say', sentences: [{ key: 'another.done' }] },
    { type: 'ticket', operation: 'ticket.resolve' },
    { type: 'close', outcome: 'unlocked' },
  ]);
});

test('a proof for another account, or for something else, proves nothing here', () => {
  const course = proving();
  course.tell(proofGiven(alexInCorp, 'unlock', 'fresh-login'));
  course.tell(proofGiven(kimInCorp, 'remove-factor', 'fresh-login'));
  expect(unlocks(course)).toEqual([]);
});

test('where nothing can prove it, the desk takes over and knows who it is about', () => {
  const course = proving(situationOf());
  expect(saidIn(course.effects)).toContain('another.desk');
  expect(course.effects).toContainEqual(
    expect.objectContaining({ operation: 'ticket.open', description: expect.stringContaining('Kim (kim)') as string }),
  );
  expect(unlocks(course)).toEqual([]);
});

test.each(['password', 'mfa', 'sign-in'] as const)(
  '%s of somebody else is for the desk, which is told who it is about',
  (about) => {
    const course = found([kim], signsIn, about);
    course.choose('continue', { person: kim.person });
    expect(course.effects).toContainEqual(
      expect.objectContaining({
        operation: 'ticket.open',
        description: expect.stringContaining('Kim (kim)') as string,
      }),
    );
    expect(course.effects.filter(({ type }) => type === 'identity')).toEqual([]);
  },
);

test('an account that is not locked is left alone, and one that is disabled is for the desk', () => {
  const open = found([kim]);
  open.choose('continue', { person: kim.person });
  expect(saidIn(open.tell(read(kimInCorp)))).toEqual(['another.not-locked']);
  const disabled = found([kim]);
  disabled.choose('continue', { person: kim.person });
  expect(saidIn(disabled.tell(read(kimInCorp, { standing: 'disabled', lock: lockOf('e1') })))).toEqual([
    'another.desk',
  ]);
});

test('GEN-6 a system that cannot be reached is told of once, while it is looked at and while it is unlocked', () => {
  const delayed = { type: 'identity-delayed', system: 'Corp Directory' } as const;
  const course = found([kim]);
  expect(course.tell(delayed)).toEqual([]);
  course.choose('continue', { person: kim.person });
  expect(saidIn(course.tell(delayed))).toEqual(['unlock.delayed']);
  course.tell(read(kimInCorp, { lock: lockOf('e1') }));
  course.tell(proofGiven(kimInCorp, 'unlock', 'fresh-login'));
  expect(course.tell(delayed)).toEqual([]);
  const later = proving();
  later.tell(proofGiven(kimInCorp, 'unlock', 'fresh-login'));
  expect(saidIn(later.tell(delayed))).toEqual(['unlock.delayed']);
});

test('what could not be unlocked is told, is for the desk, and nobody hears of an unlock', () => {
  const course = proving();
  course.tell(proofGiven(kimInCorp, 'unlock', 'fresh-login'));
  const told = course.tell(failed(kimInCorp, 'unlock'));
  expect(saidIn(told)).toEqual(['another.desk']);
  expect(told.filter(({ type }) => type === 'hand-over')).toEqual([]);
});

test('the owner’s “This wasn’t me” goes to the security team', () => {
  const notice = new Course('security-notice');
  const change = { changed: true, verified: true, system: 'Corp Directory', account: { id: '7' } } as const;
  const name = { login: 'kim', system: 'Corp Directory' };
  const told = notice.tell({ type: 'unlocked-by-another', by: 'Alex', unlocks: [{ name, change }] });
  expect(told).toMatchObject([
    { type: 'say', elsewhere: true, sentences: [{ key: 'security.unlocked-by-another' }] },
    { type: 'timer' },
  ]);
  notice.choose('not-me');
  expect(notice.effects).toContainEqual(expect.objectContaining({ operation: 'ticket.hand-off', to: 'security' }));
  expect(notice.effects).toContainEqual(
    expect.objectContaining({ operation: 'ticket.open', description: expect.stringContaining('Alex') as string }),
  );
});
