import type { Call, Capability } from '@access-account/contract';
import type { EntraClient } from './entra-client.ts';
import { readRoleAssignments, readRoleEligibilities, readRoleGroups } from './graph-reads.ts';
import type { GraphOutcome, GraphPage, GraphRead } from './graph-requests.ts';

type Ids = GraphPage<{ readonly id: string }>;

interface Privileges<Of> {
  /** Roles held. */
  readonly roles: Of;
  /** Roles that may be activated. */
  readonly eligibilities: Of;
  /** Groups that may hold roles. */
  readonly groups: Of;
}

/** What says whether somebody is an administrator. */
export const privilegeReads = (id: string): Privileges<GraphRead<Ids>> => ({
  roles: readRoleAssignments(id),
  eligibilities: readRoleEligibilities(id),
  groups: readRoleGroups(id),
});

export interface PrivilegesOptions {
  readonly client: EntraClient;
  readonly reads: Privileges<GraphRead<Ids>>;
  readonly outcomes: Privileges<GraphOutcome<Ids>>;
  readonly call: Call;
}

/** Whether an account may be helped by itself as far as privileges go. What cannot be seen is taken for the worse. */
export async function toPrivilegeCapability({ client, reads, outcomes, call }: PrivilegesOptions): Promise<Capability> {
  for (const name of ['roles', 'eligibilities', 'groups'] as const) {
    const [read, outcome] = [reads[name], outcomes[name]];
    if (outcome.ok) {
      if (await isEmpty({ client, read, page: outcome.value, call })) continue;
      return { able: false, reason: 'The account holds a directory role, or may: only an administrator may help it.' };
    }
    const { error } = outcome;
    // Without the licence nobody can have a role to activate.
    if (error.code === 'operation-unsupported') continue;
    if (error.code !== 'permission-denied') throw error;
    return { able: false, reason: `Whether the account holds a directory role cannot be read. ${error.remedy}` };
  }
  return { able: true };
}

interface IsEmptyOptions {
  readonly client: EntraClient;
  readonly read: GraphRead<Ids>;
  readonly page: Ids;
  readonly call: Call;
}

/** A page may be empty and others follow. */
async function isEmpty({ client: { requests }, read, page, call }: IsEmptyOptions): Promise<boolean> {
  if (page.value.length > 0) return false;
  const target = requests.nextOf(page);
  return target === null || (await requests.readAll({ ...read, target }, call)).length === 0;
}
