import type { FoundPerson } from '../../src/index.ts';
import {
  alexInCorp,
  alexInPayroll,
  askedFor,
  changedTo,
  failed,
  hour,
  kim,
  kimInCorp,
  lockOf,
  proofGiven,
  read,
  type SettingsChange,
  situationOf,
  timerDue,
  unlocked,
} from '../support/course.ts';
import { Story, tellStories } from '../support/story.ts';

const locked = { lock: lockOf('e1') };
const kimInPayroll = { ...alexInPayroll, account: '8', login: 'kim.pay' };
const kimTwice: FoundPerson = {
  ...kim,
  accounts: [...kim.accounts, { system: 'payroll', systemName: 'Payroll', account: '8', login: 'kim.pay' }],
};

const world = (settings: SettingsChange = {}) =>
  situationOf({ settings: { ...settings, proof: { freshLogin: 'corp', ...settings.proof } } });

function found(
  people: readonly FoundPerson[] = [kim],
  situation = world(),
  request: Parameters<typeof askedFor>[1] = {},
  about: Parameters<typeof askedFor>[0] = 'unlock',
): Story {
  const story = new Story('another-person', situation);
  story.tell(askedFor(about, { forSomebodyElse: true, somebody: { words: 'kim' }, ...request }));
  story.tell({ type: 'people-found', people });
  return story;
}

function proving(situation = world(), person = kim): Story {
  const story = found([person], situation);
  story.choose('continue', { person: person.person });
  story.tell(read(kimInCorp, locked));
  return story;
}

tellStories('another-person', {
  'UA-4 EC-39 Kim is found, chosen, and unlocked once it is shown who asks': () => {
    const story = proving(world({ unlockAccount: { tickets: 'always' } }));
    story.tell(proofGiven(alexInCorp, 'unlock', 'fresh-login'));
    story.tell(proofGiven(kimInCorp, 'unlock', 'fresh-login'));
    story.tell(unlocked(kimInCorp));
    return story;
  },
  'the help desk has to show it as well': () => {
    const story = proving(world(), { ...kim, as: 'help-desk' });
    story.tell(proofGiven(kimInCorp, 'unlock', 'fresh-login'));
    story.tell({ type: 'account-found-open', system: 'corp', account: '7' });
    return story;
  },
  'of two accounts one is open': () => {
    const story = found([kimTwice]);
    story.choose('continue', { person: kim.person });
    story.tell(read(kimInCorp, locked));
    story.tell(read(kimInPayroll));
    story.tell(proofGiven(kimInCorp, 'unlock', 'fresh-login'));
    story.tell(unlocked(kimInCorp));
    return story;
  },
  'GEN-6 a system that cannot be reached is told of once': () => {
    const story = found([kim]);
    story.choose('continue', { person: kim.person });
    story.tell({ type: 'identity-delayed', system: 'Corp Directory' });
    story.tell({ type: 'identity-delayed', system: 'Corp Directory' });
    story.tell(read(kimInCorp));
    return story;
  },
  'of two accounts one cannot be unlocked': () => {
    const story = found([kimTwice]);
    story.choose('continue', { person: kim.person });
    story.tell(read(kimInCorp, locked));
    story.tell(read(kimInPayroll, locked));
    story.tell(proofGiven(kimInCorp, 'unlock', 'fresh-login'));
    story.tell(proofGiven(kimInPayroll, 'unlock', 'fresh-login'));
    story.tell(unlocked(kimInCorp));
    story.tell(failed(kimInPayroll, 'unlock'));
    story.tell({ type: 'ticket-opened', key: 'unlock:corp/7:e1', number: 'AA-1' });
    return story;
  },
  ...Object.fromEntries(
    (
      [
        ['is disabled', read(kimInPayroll, { standing: 'disabled' })],
        ['cannot be read', failed(kimInPayroll, 'read')],
        ['can only be unlocked by others', read(kimInPayroll, { lock: lockOf('e3'), able: false })],
      ] as const
    ).map(([words, event]) => [
      `EC-24 of two accounts one ${words}, which the end speaks of`,
      () => {
        const story = found([kimTwice], world({ unlockAccount: { tickets: 'on-failure' } }));
        story.choose('continue', { person: kim.person });
        story.tell(read(kimInCorp, locked));
        story.tell(event);
        story.tell(proofGiven(kimInCorp, 'unlock', 'fresh-login'));
        story.tell(unlocked(kimInCorp));
        return story;
      },
    ]),
  ),
  'both are unlocked': () => {
    const story = found([kimTwice]);
    story.choose('continue', { person: kim.person });
    story.tell(read(kimInCorp, locked));
    story.tell(read(kimInPayroll, locked));
    story.tell(proofGiven(kimInCorp, 'unlock', 'fresh-login'));
    story.tell(proofGiven(kimInPayroll, 'unlock', 'fresh-login'));
    story.tell({ type: 'account-found-open', system: 'corp', account: '7' });
    story.tell(unlocked(kimInPayroll));
    return story;
  },
  'another lock by the time of the act': () => {
    const story = proving();
    story.tell(proofGiven(kimInCorp, 'unlock', 'fresh-login'));
    story.tell(changedTo(kimInCorp, { lock: lockOf('e2') }));
    return story;
  },
  'nobody is locked': () => {
    const story = found();
    story.choose('continue', { person: kim.person });
    story.tell(read(kimInCorp));
    return story;
  },
  'EC-17 an account that may not be touched': () => {
    const story = found();
    story.choose('continue', { person: kim.person });
    story.tell(read(kimInCorp, { standing: 'disabled' }));
    return story;
  },
  'what cannot be read, where nobody gets tickets': () => {
    const story = found([kim], world({ unlockAccount: { tickets: 'never' } }));
    story.choose('continue', { person: kim.person });
    story.tell(failed(kimInCorp, 'read'));
    return story;
  },
  'only unlocking is done for others': () => {
    const story = found([kim], world(), {}, 'password');
    story.choose('continue', { person: kim.person });
    return story;
  },
  'nor where unlocking is off': () => {
    const story = found([kim], world({ unlockAccount: { enabled: false } }));
    story.choose('continue', { person: kim.person });
    return story;
  },
  'where there is no page to show it at, it is for the desk': () => proving(situationOf()),
  'whoever asks has no account at that page': () => proving(world({ proof: { freshLogin: 'payroll' } })),
  'nobody is chosen whom the question did not show': () => {
    const story = found([kim]);
    story.tell({ type: 'choice-made', choice: 'continue', about: [], values: { person: kim.person } });
    story.choose('continue', { person: 'person-8' });
    return story;
  },
  'EC-42 nobody is found, and the service desk is wanted': () => {
    const story = found([], world(), { containedSecret: true, system: { connected: true, name: 'corp' } });
    story.choose('yes');
    story.tell({ type: 'ticket-opened', key: 'case:case-1', number: 'AA-1' });
    return story;
  },
  'EC-42 nobody is found, and the service desk is not wanted': () => {
    const story = found([], world(), { system: { connected: false, words: 'fidelity' } });
    story.choose('no');
    return story;
  },
  'nobody was named': () => {
    const story = new Story('another-person', world());
    story.tell(askedFor('sign-in', { forSomebodyElse: true }));
    story.tell({ type: 'people-found', people: [] });
    story.tell({ type: 'choice-expired', choice: 'yes' });
    story.choose('check-again');
    story.choose('yes');
    return story;
  },
  'somebody was mentioned': () => {
    const story = new Story('another-person', world());
    const user = { channel: 'chat', id: 'T1/U1' };
    story.tell(askedFor('unlock', { forSomebodyElse: true, somebody: { words: '@kim', user } }));
    return story;
  },
  'the service desk, before anybody was chosen': () => {
    const story = found([kim], world({ unlockAccount: { tickets: 'never' } }));
    story.choose('service-desk');
    return story;
  },
  'Cancel, before anybody was chosen': () => {
    const story = found();
    story.tell({ type: 'choice-expired', choice: 'continue' });
    story.choose('check-again');
    story.tell({ type: 'people-found', people: [kim] });
    story.choose('cancel');
    return story;
  },
  'nobody answers': () => {
    const story = found();
    story.later(24 * hour);
    story.tell(timerDue('question'));
    return story;
  },
  'nobody shows who asks': () => {
    const story = proving(world({ unlockAccount: { tickets: 'always' } }));
    story.later(24 * hour);
    story.tell(timerDue('question'));
    return story;
  },
  'rather the service desk': () => {
    const story = proving();
    story.choose('service-desk');
    return story;
  },
  'Cancel, where it is to be shown who asks': () => {
    const story = proving();
    story.choose('cancel');
    return story;
  },
  'EC-20 an old button looks again': () => {
    const story = proving();
    story.choose('check-again');
    story.tell(read(kimInCorp));
    return story;
  },
});
