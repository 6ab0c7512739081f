import type { AccountCapabilities } from '@access-account/contract';
import fc from 'fast-check';
import type { LinkedAccount } from '../src/index.ts';
import {
  alexInCorp,
  alexInOkta,
  askedFor,
  Course,
  done,
  kim,
  lockedOut,
  lockOf,
  read,
  said,
  situationOf,
  unlocked,
} from './support/course.ts';

const okta: LinkedAccount = { ...alexInOkta, system: 'okta', systemName: 'Okta', account: '00u1' };
const cloud: LinkedAccount = { ...alexInOkta, system: 'entra', systemName: 'Entra ID', account: 'e-1' };
const ad: LinkedAccount = { ...alexInCorp, system: 'ad', systemName: 'Acme Directory', account: 'guid-1' };
const otherInAd: LinkedAccount = { ...ad, account: 'guid-2', login: 'alex-admin' };

const locked = { lock: lockOf('e1') };
const named = (system: string) => ({ system: { connected: true, name: system } }) as const;

/** What an account says that is mastered elsewhere. */
function mastered(delegateTo: string, delegateAccount?: string): { readonly capabilities: AccountCapabilities } {
  const elsewhere = {
    able: false,
    reason: 'Mastered elsewhere.',
    delegateTo,
    ...(delegateAccount === undefined ? {} : { delegateAccount }),
  } as const;
  const able = { able: true } as const;
  return {
    capabilities: {
      'account.unlock': elsewhere,
      'password.start-reset': elsewhere,
      'password.start-change': elsewhere,
      'factor.remove': able,
    },
  };
}

function asked(accounts: readonly LinkedAccount[], request: Parameters<typeof askedFor>[1] = named('okta')) {
  const course = new Course('unlock-account', situationOf({ accounts }));
  course.tell(askedFor('unlock', request));
  return course;
}

describe('EC-14 an account of Okta that Active Directory masters', () => {
  test('is unlocked in Active Directory, which is named before and after', () => {
    const course = asked([okta, ad]);
    expect(course.tell(read(okta, mastered('ad')))).toEqual([
      { type: 'identity', operation: 'account.read', system: 'ad', account: 'guid-1' },
    ]);
    const [question] = course.tell(read(ad, locked));
    expect(question).toMatchObject({
      sentences: [{ key: 'unlock.confirm', parameters: { accounts: [{ login: 'alex', system: 'Acme Directory' }] } }],
      question: { about: ['ad/guid-1'] },
    });
    const acts = course.choose('yes');
    expect(acts[0]).toMatchObject({ operation: 'account.unlock', system: 'ad', account: 'guid-1', episode: 'e1' });
    expect(acts[1]).toMatchObject({ operation: 'ticket.open', description: expect.stringContaining('alex (Okta)') });
    expect(course.tell(unlocked(ad))[0]).toMatchObject({
      sentences: [{ key: 'unlock.done', parameters: { unlocks: [{ name: { system: 'Acme Directory' } }] } }],
    });
  });

  test('is asked about once, where no system is named and both are looked at', () => {
    for (const order of [0, 1]) {
      const course = asked([okta, ad], {});
      const reads = [read(okta, mastered('ad')), read(ad, locked)];
      const effects = (order === 0 ? reads : reads.toReversed()).flatMap((event) => course.tell(event));
      expect(said(effects)).toEqual(['unlock.confirm']);
      expect(course.question?.about).toEqual(['ad/guid-1']);
    }
  });

  test('is not called open where its master is not linked: that is not known here', () => {
    const course = asked([okta]);
    expect(done(course.tell(read(okta, mastered('ad'))))).toEqual(['instructions']);
  });

  test('is not unlocked anywhere where two accounts could be its master', () => {
    const course = asked([okta, ad, otherInAd]);
    expect(done(course.tell(read(okta, mastered('ad'))))).toEqual(['instructions']);
  });

  test('is followed to the account that the provider names by its immutable id, and to no other', () => {
    const right = asked([okta, ad, otherInAd]);
    expect(right.tell(read(okta, mastered('ad', 'guid-2')))).toMatchObject([{ system: 'ad', account: 'guid-2' }]);
    const wrong = asked([okta, ad]);
    expect(done(wrong.tell(read(okta, mastered('ad', 'guid-9'))))).toEqual(['instructions']);
  });

  test('has its own lock told of where its master is open', () => {
    const course = asked([okta, ad]);
    course.tell(read(okta, { ...mastered('ad'), ...locked }));
    expect(course.tell(read(ad))).toEqual([
      expect.objectContaining({ type: 'instructions', topic: 'unlock-account', system: 'okta' }),
    ]);
  });

  test('is left alone where its master is disabled', () => {
    const course = asked([okta, ad]);
    course.tell(read(okta, mastered('ad')));
    expect(said(course.tell(read(ad, { standing: 'disabled', ...locked })))).toContain('unlock.refused');
  });

  test('is told of once, whichever of the two systems noticed the lock', () => {
    const course = new Course('lockout-notification', situationOf({ accounts: [okta, ad] }));
    course.tell(lockedOut(okta));
    course.tell(read(okta, { ...mastered('ad'), ...locked }));
    course.tell(read(ad, locked));
    expect(course.question?.about).toEqual(['ad/guid-1']);
  });

  test('is nobody’s news while its master is open and it shows no lock', () => {
    const course = new Course('lockout-notification', situationOf({ accounts: [okta] }));
    course.tell(lockedOut(okta));
    expect(done(course.tell(read(okta, mastered('ad'))))).toEqual(['close self-resolved']);
  });

  test('comes to a new password where that is kept', () => {
    const course = new Course('password-reset', situationOf({ accounts: [okta, ad] }));
    course.tell(askedFor('password', named('okta')));
    expect(course.tell(read(okta, mastered('ad')))).toMatchObject([{ operation: 'account.read', system: 'ad' }]);
    expect(course.tell(read(ad))).toMatchObject([{ type: 'instructions', topic: 'reset-password', system: 'ad' }]);
  });

  test.each([
    ['locked, which it tells of before the new password is begun there', locked, ['password.still-locked']],
    ['open, of which there is nothing to tell', {}, []],
  ] as const)('EC-09 comes to a new password where that is kept, itself %s', (_, status, keys) => {
    const course = new Course('password-reset', situationOf({ accounts: [okta, ad] }));
    course.tell(askedFor('password', named('okta')));
    course.tell(read(okta, { ...mastered('ad'), ...status }));
    const effects = course.tell(read(ad));
    expect(said(effects)).toEqual(keys);
    expect(done(effects)).toContain('instructions');
    if (keys.length > 0)
      expect(effects[0]).toMatchObject({
        sentences: [{ parameters: { accounts: [{ login: 'alex', system: 'Okta' }] } }],
      });
  });

  test('keeps its second factors in Okta', () => {
    const course = new Course('mfa-reset', situationOf({ accounts: [okta, ad] }));
    course.tell(askedFor('mfa', named('okta')));
    expect(course.tell(read(okta, mastered('ad')))).toMatchObject([{ operation: 'factor.list', system: 'okta' }]);
  });

  test('is looked through where somebody cannot get in, and a lost device is still Okta’s', () => {
    const course = new Course('help', situationOf({ accounts: [okta, ad] }));
    course.tell(askedFor('sign-in', named('okta')));
    course.tell(read(okta, mastered('ad')));
    expect(said(course.tell(read(ad)))).toContain('help.open');
    const [handed] = course.choose('lost-device');
    expect(handed).toMatchObject({
      to: 'mfa-reset',
      event: { request: { about: 'mfa', system: { connected: true, name: 'okta' }, accounts: ['okta/00u1'] } },
    });
  });

  test('GEN-8 EC-20 is what is looked at again where it was named, and a lost device is still its own', () => {
    const course = new Course('help', situationOf({ accounts: [okta, ad] }));
    course.tell(askedFor('sign-in', named('okta')));
    course.tell(read(okta, mastered('ad')));
    course.tell(read(ad));
    expect(course.choose('check-again')).toMatchObject([{ operation: 'account.read', system: 'okta' }]);
    course.tell(read(okta, mastered('ad')));
    course.tell(read(ad));
    expect(course.choose('lost-device')[0]).toMatchObject({ event: { request: { system: { name: 'okta' } } } });
  });

  test('GEN-4 may be either’s device where no system was named', () => {
    const course = new Course('help', situationOf({ accounts: [okta, ad] }));
    course.tell(askedFor('sign-in'));
    course.tell(read(okta, mastered('ad')));
    course.tell(read(ad));
    expect(course.choose('lost-device')[0]).toMatchObject({
      event: { request: { system: null, accounts: ['okta/00u1', 'ad/guid-1'] } },
    });
  });

  test('of somebody else is followed among their accounts, never among those of whoever asks', () => {
    const kims = [okta, ad].map(({ operations: _, canUnlock: __, lockoutsToday: ___, ...account }) => account);
    const helped = (accounts: typeof kims) => {
      const course = new Course('another-person', situationOf({ accounts: [okta, ad] }));
      course.tell(askedFor('unlock', { forSomebodyElse: true, somebody: { words: 'kim' } }));
      course.tell({ type: 'people-found', people: [{ ...kim, accounts }] });
      course.choose('continue', { person: kim.person });
      return course;
    };
    const [first] = kims;
    const followed = helped(kims);
    expect(followed.tell(read(okta, mastered('ad')))).toEqual([]);
    followed.tell(read(ad, locked));
    expect(JSON.stringify(followed.state)).toContain('guid-1');
    expect(done(helped(first === undefined ? [] : [first]).tell(read(okta, mastered('ad'))))).not.toContain(
      'account.read',
    );
  });
});

test('EC-14 a chain of several systems is followed to its end', () => {
  const course = asked([okta, cloud, ad]);
  expect(course.tell(read(okta, mastered('entra')))).toMatchObject([{ system: 'entra' }]);
  expect(course.tell(read(cloud, { ...mastered('ad'), hidesLocks: true }))).toMatchObject([{ system: 'ad' }]);
  course.tell(read(ad, locked));
  expect(course.question?.about).toEqual(['ad/guid-1']);
});

test('EC-15 a synchronised account of Entra ID whose directory shows no lock may be locked in the cloud all the same', () => {
  const course = asked([cloud, ad], named('entra'));
  course.tell(read(cloud, { ...mastered('ad'), hidesLocks: true }));
  expect(course.tell(read(ad))).toMatchObject([{ type: 'instructions', system: 'entra' }]);
});

test('EC-14 however systems point at each other, the following ends, and nothing that points away is ever unlocked', () => {
  const accounts = [okta, cloud, ad];
  const names = accounts.map(({ system }) => system);
  const directions = fc.array(fc.constantFrom(...names, 'gone', null), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(directions, fc.constantFrom(...names), (delegateTo, first) => {
      const course = asked(accounts, named(first));
      const todo = [first];
      let looks = 0;
      while (todo.length > 0) {
        looks += 1;
        const system = todo.shift();
        const at = accounts.findIndex((account) => account.system === system);
        const account = accounts[at];
        if (account === undefined) throw new Error(`Nobody may look into ${system}.`);
        const to = delegateTo[at] ?? null;
        const effects = course.tell(read(account, { ...locked, ...(to === null ? {} : mastered(to)) }));
        for (const effect of effects)
          if (effect.type === 'identity' && effect.operation === 'account.read') todo.push(effect.system);
      }
      expect(looks).toBeLessThanOrEqual(accounts.length);
      const [about] = course.question?.about ?? [];
      const asking = accounts.findIndex(({ system, account }) => `${system}/${account}` === about);
      if (asking >= 0) expect(delegateTo[asking]).toBeNull();
      else expect(done(course.effects)).toContain('instructions');
    }),
  );
});
