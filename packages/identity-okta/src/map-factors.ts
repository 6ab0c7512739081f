import type { Factor, FactorKind } from '@access-account/contract';
import { toInstant } from './map-user.ts';
import type { OktaFactor } from './okta-shapes.ts';

/** One second factor as it is told, and Okta's own factors that stand behind it. */
export interface EnrolledFactor {
  readonly factor: Factor;
  /** All of them go when the first one is unenrolled. */
  readonly members: readonly OktaFactor[];
}

/**
 * The enrolled factors of one account. Okta Verify is one: unenrolling its push or its signed nonce unenrolls every push,
 * signed nonce and code of Okta Verify the person has, on every device, so that telling them apart would promise what Okta
 * does not keep. The oldest that takes the others along lends it its id.
 */
export function toEnrolledFactors(factors: readonly OktaFactor[]): readonly EnrolledFactor[] {
  const enrolled = factors.filter(({ status }) => status !== 'NOT_SETUP' && status !== 'PENDING_ACTIVATION');
  const verify = enrolled.filter(isOktaVerify);
  const others = enrolled.filter((factor) => !verify.includes(factor));
  const single = others.map((factor) => ({ factor: toFactor(factor), members: [factor] }));
  return verify.some(unenrollsAll) ? [toOktaVerify(verify), ...single] : [...verify.map(alone), ...single];
}

const alone = (factor: OktaFactor): EnrolledFactor => ({ factor: toFactor(factor), members: [factor] });

function isOktaVerify({ factorType, provider }: OktaFactor): boolean {
  return provider === 'OKTA' && /^(push|signed_nonce|token:software:totp)$/.test(factorType);
}

function unenrollsAll({ factorType }: OktaFactor): boolean {
  return factorType === 'push' || factorType === 'signed_nonce';
}

function toOktaVerify(factors: readonly OktaFactor[]): EnrolledFactor {
  const members = [...factors].sort(
    (a, b) => Number(unenrollsAll(b)) - Number(unenrollsAll(a)) || (ageKey(a) < ageKey(b) ? -1 : 1),
  );
  const devices = [...new Set(members.map(({ profile }) => profile?.name || profile?.deviceName).filter(Boolean))];
  const instants = members.map(({ created }) => toInstant(created)).filter((instant) => instant !== null);
  return {
    members,
    factor: {
      id: members[0]?.id ?? '',
      kind: members.some(({ factorType }) => factorType === 'push') ? 'push' : 'other',
      label: devices.length === 0 ? 'Okta Verify' : `Okta Verify (${devices.join(', ')})`,
      enrolledAt: instants.sort()[0] ?? null,
      ...(members.some((member) => verifiedByOf(member) === 'push') ? { verifiedBy: 'push' as const } : {}),
    },
  };
}

const ageKey = ({ created, id }: OktaFactor) => `${toInstant(created) ?? ''} ${id}`;

function toFactor(factor: OktaFactor): Factor {
  const verifiedBy = verifiedByOf(factor);
  return {
    id: factor.id,
    kind: toKind(factor),
    label: toLabel(factor),
    enrolledAt: toInstant(factor.created),
    ...(verifiedBy === undefined ? {} : { verifiedBy }),
  };
}

/** How Okta verifies it for an application: texts, calls and mails are easier to take over, and the rest needs a browser of Okta's own. */
export function verifiedByOf({ factorType, provider }: OktaFactor): Factor['verifiedBy'] {
  switch (factorType) {
    case 'push':
      return provider === 'OKTA' ? 'push' : undefined;
    case 'token:software:totp':
    case 'token:hotp':
    case 'token:hardware':
      return 'code';
    default:
      return undefined;
  }
}

function toKind({ factorType }: OktaFactor): FactorKind {
  switch (factorType) {
    case 'token:software:totp':
    case 'token:hotp':
      return 'totp';
    case 'push':
    case 'sms':
    case 'call':
    case 'email':
      return factorType;
    case 'u2f':
      return 'security-key';
    case 'webauthn':
      return 'passkey';
    case 'token':
    case 'token:hardware':
      return 'hardware-token';
    default:
      return 'other';
  }
}

/** Never a whole number or address. */
function toLabel({ factorType, provider, profile }: OktaFactor): string {
  switch (factorType) {
    case 'sms':
    case 'call':
      return profile?.phoneNumber ? `… ${profile.phoneNumber.slice(-4)}` : 'Phone';
    case 'email':
      return profile?.email ? maskAddress(profile.email) : 'E-mail';
    case 'question':
      return 'Security question';
    case 'u2f':
    case 'webauthn':
      return profile?.authenticatorName || 'Security key or passkey';
    case 'token:software:totp':
      return provider === 'OKTA'
        ? 'Okta Verify (code)'
        : provider === 'GOOGLE'
          ? 'Google Authenticator'
          : 'Authenticator app';
    default:
      return profile?.name || profile?.deviceName || 'Second factor';
  }
}

/** "a…@acme.test" */
export function maskAddress(address: string): string {
  const [name = '', ...domain] = address.split('@');
  return `${[...name][0] ?? ''}…${domain.length === 0 ? '' : `@${domain.join('@')}`}`;
}
