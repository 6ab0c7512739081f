import type { PasswordStart } from '@access-account/contract';
import {
  alexInOkta,
  at,
  capable,
  endsAt,
  failed,
  hour,
  identityFailed,
  instructions,
  minute,
  passwordStarted,
  read,
  reminderDue,
  type SettingsChange,
  setAt,
  situationOf,
  timerDue,
} from '../support/course.ts';
import { Story, tellStories } from '../support/story.ts';

const link: PasswordStart['by'] = { kind: 'link', url: 'https://id.acme.test', until: null };
const running = { ...capable, changedAt: setAt, expiresAt: endsAt };
const portals = [{ label: 'Portal', url: 'https://portal.acme.test' }];

function world(passwordExpiry: SettingsChange['passwordExpiry'] = {}, more: Parameters<typeof situationOf>[0] = {}) {
  return situationOf({ accounts: [alexInOkta], ...more, settings: { passwordExpiry, ...more.settings } });
}

function reminded(
  situation = world(),
  status: Parameters<typeof read>[1] = running,
  due = reminderDue(alexInOkta),
): Story {
  const story = new Story('password-expiry', situation);
  story.tell(due);
  story.tell(read(alexInOkta, status));
  return story;
}

const over = { ...running, expiresAt: at(-minute) };
const overDue = reminderDue(alexInOkta, { mark: 'expired', expiresAt: at(-minute) });
const ending = { ...capable, endsAt, manager: { id: '5' } };
const endingDue = reminderDue(alexInOkta, { kind: 'account' });

tellStories('password-expiry', {
  'PE-1 PE-7 a reminder, by what was read just now': () => reminded(),
  'PE-8 Change password, with a ticket': () => {
    const story = reminded(world({ tickets: 'always' }));
    story.choose('change-password');
    story.tell({ type: 'identity-delayed', system: 'Corp Directory' });
    story.tell({ type: 'identity-delayed', system: 'Corp Directory' });
    story.tell(passwordStarted(alexInOkta, link, 'password.start-change'));
    story.choose('change-password');
    return story;
  },
  'PE-8 a reset in place of a change is watched': () => {
    const operations = [...alexInOkta.operations, 'activity.read'] as const;
    const story = reminded(world({}, { accounts: [{ ...alexInOkta, operations }] }));
    story.choose('change-password');
    story.tell(identityFailed(alexInOkta, 'password.start-change', { code: 'permission-denied' }));
    story.tell(passwordStarted(alexInOkta, link));
    return story;
  },
  'PE-8 where the provider can do neither': () => {
    const story = reminded(world({ portals }, { accounts: [{ ...alexInOkta, operations: [] }] }));
    story.choose('change-password');
    return story;
  },
  'PE-8 GEN-3 where the provider turns out to do neither, for every click': () => {
    const story = reminded();
    for (const _ of ['first', 'second']) {
      story.choose('change-password');
      story.tell(identityFailed(alexInOkta, 'password.start-change', { code: 'operation-unsupported' }));
      story.tell(identityFailed(alexInOkta, 'password.start-reset', { code: 'permission-denied' }));
      story.tell(instructions('corp'));
    }
    return story;
  },
  'PE-8 where the organisation wants instructions': () => {
    const story = reminded(world({ changePassword: 'instructions', tickets: 'always' }));
    story.choose('change-password');
    story.tell(instructions('corp'));
    return story;
  },
  'PE-8 where there are none': () => {
    const story = reminded(world({ changePassword: 'instructions', tickets: 'on-failure' }));
    story.choose('change-password');
    story.tell(instructions('corp', false));
    story.tell({ type: 'ticket-opened', key: 'expiry:corp/1 2026-01-01T08:00:00.000Z', number: 'AA-1' });
    return story;
  },
  'PE-8 of an account that is the person’s no more': () => {
    const story = reminded(world({ portals }));
    story.situation = { ...story.situation, accounts: [] };
    story.choose('change-password');
    return story;
  },
  'what the provider refuses': () => {
    const story = reminded();
    story.choose('change-password');
    story.tell(identityFailed(alexInOkta, 'password.start-change', { code: 'conflict' }));
    return story;
  },
  'what fails is for people': () => {
    const story = reminded(world({ tickets: 'on-failure' }));
    story.choose('change-password');
    story.tell(identityFailed(alexInOkta, 'password.start-change'));
    return story;
  },
  'what may have been done or not': () => {
    const story = reminded();
    story.choose('change-password');
    story.tell(identityFailed(alexInOkta, 'password.start-change', { code: 'ambiguous-outcome' }));
    return story;
  },
  'PE-10 Ignore: no more of this cycle, not even its end': () => {
    const story = reminded();
    story.choose('ignore');
    story.tell(reminderDue(alexInOkta, { mark: 1 }));
    story.tell(reminderDue(alexInOkta, { mark: 'expired' }));
    story.tell(reminderDue(alexInOkta, { changedAt: at(hour), expiresAt: at(9000 * hour) }));
    return story;
  },
  'PE-10 Ignore, where the end is told all the same': () => {
    const story = reminded(world({ ignoreCoversExpired: false }));
    story.choose('ignore');
    story.tell(reminderDue(alexInOkta, { mark: 1 }));
    story.later(14 * 24 * hour);
    story.tell(reminderDue(alexInOkta, { mark: 'expired' }));
    story.tell(read(alexInOkta, running));
    story.choose('ignore');
    return story;
  },
  'PE-2 it is over': () => {
    const story = reminded(world(), over, overDue);
    story.tell(overDue);
    return story;
  },
  'PE-12 what was thought to be over is not': () => reminded(world(), running, overDue),
  'PE-12 the end was put off by a few days': () => reminded(world(), { ...running, expiresAt: at(20 * 24 * hour) }),
  'EC-04 it was changed before the reminder': () =>
    reminded(world(), { ...running, changedAt: at(-hour), expiresAt: at(9000 * hour) }),
  'EC-04 it was changed after the reminder: the card is put right': () => {
    const story = reminded();
    story.tell({ type: 'expiry-changed', system: 'corp', account: '1', kind: 'password' });
    story.tell(read(alexInOkta, { ...running, changedAt: at(hour), expiresAt: at(9000 * hour) }));
    return story;
  },
  'EC-04 the directory told of a change that is none': () => {
    const story = reminded();
    story.tell({ type: 'expiry-changed', system: 'corp', account: '1', kind: 'password' });
    story.tell(reminderDue(alexInOkta, { mark: 7 }));
    story.tell(read(alexInOkta, running));
    return story;
  },
  'EC-04 a change that is none, and nothing else due': () => {
    const story = reminded();
    story.tell({ type: 'expiry-changed', system: 'corp', account: '1', kind: 'password' });
    story.tell(read(alexInOkta, running));
    return story;
  },
  'EC-04 it was changed while a new one is being begun': () => {
    const story = reminded();
    story.choose('change-password');
    story.tell(reminderDue(alexInOkta, { mark: 7 }));
    story.tell(read(alexInOkta, { ...running, expiresAt: null }));
    story.tell(passwordStarted(alexInOkta, link, 'password.start-change'));
    return story;
  },
  'EC-20 an old button looks again': () => {
    const story = reminded();
    story.tell({ type: 'choice-expired', choice: 'change-password' });
    story.choose('check-again');
    story.choose('check-again');
    story.tell(read(alexInOkta, running));
    return story;
  },
  'EC-20 an old button, after the password was changed': () => {
    const story = reminded();
    story.choose('ignore');
    story.choose('check-again');
    story.tell(read(alexInOkta, { ...running, changedAt: at(hour), expiresAt: at(9000 * hour) }));
    return story;
  },
  'EC-20 an old button, after the account was disabled': () => {
    const story = reminded();
    story.choose('check-again');
    story.tell(read(alexInOkta, { ...running, standing: 'disabled' }));
    return story;
  },
  'EC-20 an old button, after the end': () => {
    const story = reminded();
    story.later(15 * 24 * hour);
    story.choose('check-again');
    story.tell(read(alexInOkta, running));
    return story;
  },
  'EC-17 an account that is disabled hears nothing': () => reminded(world(), { ...running, standing: 'disabled' }),
  'what cannot be read is tried again for a while': () => {
    const story = new Story('password-expiry', world());
    story.tell(reminderDue(alexInOkta));
    for (let attempt = 0; attempt < 7; attempt += 1) {
      story.tell(failed(alexInOkta, 'read'));
      story.later(15 * minute);
      story.tell(timerDue('reminder'));
    }
    story.tell(failed(alexInOkta, 'read'));
    return story;
  },
  'a look that succeeds begins the count anew': () => {
    const story = new Story('password-expiry', world());
    story.tell(reminderDue(alexInOkta));
    story.tell(failed(alexInOkta, 'read'));
    story.tell(read(alexInOkta, running));
    story.choose('check-again');
    for (let attempt = 0; attempt < 8; attempt += 1) story.tell(failed(alexInOkta, 'read'));
    return story;
  },
  'an account that is not the person’s': () => {
    const story = new Story('password-expiry', world({}, { accounts: [] }));
    story.tell(reminderDue(alexInOkta));
    return story;
  },
  'a case is about one account and one kind of end': () => {
    const story = reminded(world({}, { accounts: [alexInOkta, { ...alexInOkta, account: '2' }] }));
    story.tell(reminderDue({ ...alexInOkta, account: '2' }));
    story.tell(endingDue);
    return story;
  },
  'PE-14 the end of an account: nobody can change it here, and the manager is told': () => {
    const story = reminded(world(), ending, endingDue);
    story.choose('change-password');
    story.choose('ignore');
    return story;
  },
  'PE-14 it has ended': () =>
    reminded(
      world(),
      { ...ending, standing: 'expired', endsAt: at(-minute) },
      reminderDue(alexInOkta, { kind: 'account', mark: 'expired', expiresAt: at(-minute) }),
    ),
  'PE-14 it was put off': () => {
    const story = reminded(world(), ending, endingDue);
    story.tell({ type: 'expiry-changed', system: 'corp', account: '1', kind: 'account' });
    story.tell(read(alexInOkta, { ...ending, endsAt: null }));
    return story;
  },
  'PE-14 nobody tells of the end any more: it is as it was': () =>
    reminded(world(), { ...capable, manager: null }, endingDue),
});
