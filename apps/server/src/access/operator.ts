/** What somebody may do in the console and by the API. Each may do whatever those before it may. */
export const operatorRoles = ['viewer', 'desk', 'admin'] as const;
export type OperatorRole = (typeof operatorRoles)[number];

/** Who asks for something, and with what leave. */
export interface Operator {
  /** The provider that names them. null: none does, and neither is there a subject. */
  readonly issuer: string | null;
  /** Their immutable id at that provider. */
  readonly subject: string | null;
  readonly name: string;
  readonly role: OperatorRole;
}

/** Whoever can read the token file of this machine. */
export const commandLine: Operator = { issuer: null, subject: null, name: 'the command line', role: 'admin' };
/** Whoever can read the terminal that a one-time link was printed in. */
export const linkBearer: Operator = { issuer: null, subject: null, name: 'a one-time link', role: 'admin' };

export function mayAct({ role }: Operator, needed: OperatorRole): boolean {
  return operatorRoles.indexOf(role) >= operatorRoles.indexOf(needed);
}

/** As a sentence names them. A name is whatever the provider says; the subject is nobody else's. */
export function inWords({ name, subject }: Omit<Operator, 'role'>): string {
  return subject === null ? name : `${name} (${subject})`;
}

/** As the audit names them. */
export function inDetail({ issuer, subject, name }: Omit<Operator, 'role'>) {
  return { by: { issuer, subject, name } };
}
