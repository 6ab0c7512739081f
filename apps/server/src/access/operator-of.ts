import type { SignedIn } from '@access-account/connector-kit/open-id';
import { type Operator, type OperatorRole, operatorRoles } from './operator.ts';

/** Which values of which claim give which role. */
export interface RoleRules extends Readonly<Record<OperatorRole, readonly string[]>> {
  readonly claim: string;
}

/** OpenID Connect Core 1.0, §2: a subject is at most 255 ASCII characters. */
const subjectForm = /^[\x20-\x7e]{1,255}$/;
const longestName = 200;

/** Who signed in, without a role where none of the values they bring gives one. Undefined: the provider's answer names nobody. */
export function operatorOf(
  { account, name, claims }: SignedIn,
  { issuer, rules }: { readonly issuer: string; readonly rules: RoleRules },
): (Omit<Operator, 'role'> & { readonly role: OperatorRole | null }) | undefined {
  if (!subjectForm.test(account)) return undefined;
  return { issuer, subject: account, name: readable(name ?? '') || account, role: roleOf(claims, rules) };
}

/** The highest of the roles that they have. Values are compared whole: no pattern and no other case gives a role. */
function roleOf(claims: SignedIn['claims'], { claim, ...values }: RoleRules): OperatorRole | null {
  const claimed = Object.hasOwn(claims, claim) ? claims[claim] : [];
  const theirs = new Set(Array.isArray(claimed) ? claimed : [claimed]);
  return operatorRoles.findLast((role) => values[role].some((value) => theirs.has(value))) ?? null;
}

/** Without what would break a line, hide in it, or turn it round. */
function readable(name: string): string {
  return name
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, '')
    .slice(0, longestName)
    .trim();
}
