import type { AccountCapabilities } from '@access-account/contract';
import type { LinkedAccount } from '../../src/index.ts';
import {
  alexInCorp,
  alexInOkta,
  askedFor,
  failed,
  instructions,
  lockOf,
  passwordStarted,
  read,
  situationOf,
  unlocked,
} from '../support/course.ts';
import { Story, tellStories } from '../support/story.ts';

const okta: LinkedAccount = { ...alexInOkta, system: 'okta', systemName: 'Okta', account: '00u1' };
const cloud: LinkedAccount = { ...alexInOkta, system: 'entra', systemName: 'Entra ID', account: 'e-1' };
const ad: LinkedAccount = { ...alexInOkta, system: 'ad', systemName: 'Acme Directory', account: 'guid-1' };
const otherInAd: LinkedAccount = { ...alexInCorp, system: 'ad', account: 'guid-2', login: 'alex-admin' };
const locked = { lock: lockOf('e1') };

/** What an account says that is mastered elsewhere. */
function mastered(delegateTo: string, able: Partial<AccountCapabilities> = {}, delegateAccount?: string) {
  const to = delegateAccount === undefined ? { delegateTo } : { delegateTo, delegateAccount };
  const elsewhere = { able: false, reason: 'Mastered elsewhere.', ...to } as const;
  return {
    capabilities: {
      'account.unlock': elsewhere,
      'password.start-reset': elsewhere,
      'password.start-change': elsewhere,
      ...able,
    },
  };
}

function asked(
  accounts: readonly LinkedAccount[],
  policy: 'unlock-account' | 'password-reset' | 'help' = 'unlock-account',
  request: Parameters<typeof askedFor>[1] = {},
): Story {
  const story = new Story(policy, situationOf({ accounts, mainSystem: 'okta' }));
  const about = { 'unlock-account': 'unlock', 'password-reset': 'password', help: 'sign-in' } as const;
  story.tell(askedFor(about[policy], request));
  return story;
}

const inOkta = { system: { connected: true, name: 'okta' } } as const;

tellStories('delegation', {
  'EC-14 the account that masters it is unlocked, and the ticket says what was asked for': () => {
    const story = asked([okta, ad], 'unlock-account', inOkta);
    story.tell(read(okta, mastered('ad')));
    story.tell(read(ad, locked));
    story.choose('yes');
    story.tell(unlocked(ad));
    return story;
  },
  'EC-14 asked for in both systems, it is one account that is helped': () => {
    const story = asked([okta, ad]);
    story.tell(read(okta, mastered('ad')));
    story.tell(read(ad, locked));
    story.choose('yes');
    return story;
  },
  'EC-14 whichever answers first': () => {
    const story = asked([okta, ad]);
    story.tell(read(ad, locked));
    story.tell(read(okta, mastered('ad')));
    story.choose('yes');
    return story;
  },
  'EC-14 two that are mastered by the same': () => {
    const story = asked([okta, cloud, ad]);
    story.tell(read(okta, mastered('ad')));
    story.tell(read(cloud, mastered('ad')));
    story.tell(read(ad, locked));
    story.choose('yes');
    return story;
  },
  'EC-14 a master that is mastered': () => {
    const story = asked([okta, cloud, ad], 'unlock-account', inOkta);
    story.tell(read(okta, mastered('entra')));
    story.tell(read(cloud, mastered('ad')));
    story.tell(read(ad, locked));
    story.choose('yes');
    return story;
  },
  'EC-14 one of several accounts there, which is named': () => {
    const story = asked([okta, ad, otherInAd], 'unlock-account', inOkta);
    story.tell(read(okta, mastered('ad', {}, 'guid-2')));
    return story;
  },
  'EC-14 one of several accounts there, and nobody says which: nothing is guessed': () => {
    const story = asked([okta, ad, otherInAd], 'unlock-account', inOkta);
    story.tell(read(okta, mastered('ad')));
    story.tell(instructions('okta'));
    return story;
  },
  'EC-14 no account there, and a lock that was seen here': () => {
    const story = asked([okta], 'unlock-account', inOkta);
    story.tell(read(okta, { ...mastered('ad'), ...locked, able: false }));
    story.tell(instructions('okta'));
    return story;
  },
  'EC-14 in a circle': () => {
    const story = asked([okta, ad], 'unlock-account', inOkta);
    story.tell(read(okta, mastered('ad')));
    story.tell(read(ad, mastered('okta')));
    story.tell(instructions('ad'));
    return story;
  },
  'EC-17 one that may not be touched is not gone on from': () => {
    const story = asked([okta, ad], 'unlock-account', inOkta);
    story.tell(read(okta, { ...mastered('ad'), standing: 'suspended' }));
    return story;
  },
  'it is not locked there, but here: that is what stands in the way': () => {
    const story = asked([okta, ad], 'unlock-account', inOkta);
    story.tell(read(okta, { ...mastered('ad'), ...locked }));
    story.tell(read(ad));
    story.tell(instructions('okta'));
    return story;
  },
  'it is not locked there, and may be here': () => {
    const story = asked([okta, ad], 'unlock-account', inOkta);
    story.tell(read(okta, { ...mastered('ad'), hidesLocks: true }));
    story.tell(read(ad));
    story.tell(instructions('okta'));
    return story;
  },
  'it is locked neither there nor here': () => {
    const story = asked([okta, ad], 'unlock-account', inOkta);
    story.tell(read(okta, mastered('ad')));
    story.tell(read(ad));
    return story;
  },
  'the master cannot be read': () => {
    const story = asked([okta, ad], 'unlock-account', inOkta);
    story.tell(read(okta, mastered('ad')));
    story.tell(failed(ad, 'read'));
    return story;
  },
  'it says that it cannot be done, and not who does it': () => {
    const story = asked([okta, ad], 'unlock-account', inOkta);
    story.tell(read(okta, { ...locked, able: false }));
    return story;
  },
  'EC-14 a new password is begun where it is mastered': () => {
    const story = asked([okta, ad], 'password-reset');
    story.tell(read(okta, mastered('ad')));
    story.tell(read(ad, { capabilities: { 'password.start-reset': { able: true } } }));
    story.tell(passwordStarted(ad, { kind: 'mail', to: 'a…@acme.test' }));
    return story;
  },
  'EC-09 EC-14 a new password is begun where it is mastered, and a lock on the way there is told of': () => {
    const story = asked([okta, ad], 'password-reset');
    story.tell(read(okta, { ...mastered('ad'), ...locked, able: false }));
    story.tell(read(ad, { capabilities: { 'password.start-reset': { able: true } } }));
    story.tell(passwordStarted(ad, { kind: 'mail', to: 'a…@acme.test' }));
    return story;
  },
  'a password that can be reset here, though not changed, is not gone on with elsewhere': () => {
    const story = asked([okta, ad], 'password-reset', { how: 'knows' });
    story.tell(read(okta, mastered('ad', { 'password.start-reset': { able: true } })));
    return story;
  },
  'what only another act is mastered for is begun here': () => {
    const story = asked([okta, ad], 'password-reset');
    const here = { 'password.start-reset': { able: false, reason: 'Off.' } } as const;
    story.tell(read(okta, mastered('ad', here)));
    return story;
  },
  'GEN-8 EC-14 “I can’t get in” looks at the master, and hands over the device of the system that was named': () => {
    const story = asked([okta, ad], 'help', inOkta);
    story.tell(read(okta, mastered('ad')));
    story.tell(read(ad));
    story.choose('lost-device');
    return story;
  },
});
