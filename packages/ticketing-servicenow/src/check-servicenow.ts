import { type Call, ConnectorError, type Diagnostic } from '@access-account/contract';
import type { AboutApp } from './app-api.ts';
import { namedGroups } from './by-feature.ts';
import type { ServiceNowClient } from './servicenow-client.ts';
import { term } from './table-api.ts';
import { ticketFields } from './tickets.ts';

type Finding = Omit<Diagnostic, 'operation'>;

/** One diagnostic per operation, without opening anything; never throws. */
export async function checkServiceNow(client: ServiceNowClient, call: Call): Promise<readonly Diagnostic[]> {
  if (client.config.mode === 'app') return checkApp(client, call);
  return [
    await judge(
      'ticket.open',
      async () =>
        (await missingFields(client, call)) ?? (await missingRole(client, call)) ?? ok('Tickets can be opened.'),
    ),
    await judge('ticket.find', async () => {
      const { tables, config } = client;
      await tables.list(
        { table: config.table, query: 'correlation_idISNOTEMPTY', fields: ticketFields, limit: 1 },
        call,
      );
      return ok('Tickets can be looked up.');
    }),
    await judge('ticket.note', async () => {
      const table = 'sys_journal_field';
      await client.tables.list({ table, query: 'element=work_notes', fields: ['sys_id'], limit: 1 }, call);
      return ok('Work notes can be found again.');
    }),
    await judge('ticket.resolve', () => closeCode(client, call)),
    await judge('ticket.hand-off', () => groups(client, call)),
  ];
}

/** The app tells everything in one answer; where it does not, every operation fails for the same reason. */
async function checkApp({ app, config }: ServiceNowClient, call: Call): Promise<readonly Diagnostic[]> {
  const named = namedGroups(config);
  const asked = app.about(
    named.map(({ group }) => group),
    call,
  );
  const judged = (operation: string, find: (about: AboutApp) => Finding) =>
    judge(operation, async () => find(await asked));
  return Promise.all([
    judged('ticket.open', ({ version }) => ok(`Tickets are opened by the companion app, version ${version}.`)),
    judged('ticket.find', () => ok('Tickets can be looked up.')),
    judged('ticket.note', () => ok('Notes are written once.')),
    judged('ticket.resolve', ({ close_codes: codes }) => codeFinding(codes, config.closeCode)),
    judged('ticket.hand-off', ({ groups: there }) => {
      const missing = named.find(({ group }) => !there.includes(group));
      return missing === undefined ? ok('Tickets can be given to people.') : noGroup(missing);
    }),
  ]);
}

/** Fields that are not in the table, or not for us, are dropped without a word: the dictionary says which there are. */
async function missingFields({ tables, config }: ServiceNowClient, call: Call): Promise<Finding | undefined> {
  // The table itself, and those it extends.
  const query = `nameIN${config.table},task^elementINcorrelation_id,correlation_display`;
  const rows = await tables.list({ table: 'sys_dictionary', query, fields: ['element'], limit: 10 }, call);
  const there = new Set(rows.map(({ element }) => element));
  const missing = ['correlation_id', 'correlation_display'].filter((field) => !there.has(field));
  return missing.length === 0
    ? undefined
    : {
        severity: 'error',
        summary: `${config.table} shows us no ${missing.join(' and no ')}: tickets cannot be found again.`,
        remedy: 'Choose a table that extends task, and let the integration’s user read sys_dictionary and the field.',
      };
}

/** A row that nobody may write cannot be told from one that is not there; the roles of whoever asks can be read. Other tables have other roles. */
async function missingRole({ tables, config }: ServiceNowClient, call: Call): Promise<Finding | undefined> {
  if (config.table !== 'incident') return undefined;
  const query = `user=javascript:gs.getUserID()^role.nameIN${writers.join(',')}`;
  const rows = await tables.list({ table: 'sys_user_has_role', query, fields: ['sys_id'], limit: 1 }, call);
  return rows.length > 0
    ? undefined
    : {
        severity: 'error',
        summary: 'The integration’s user holds no role that writes incidents, or may not read its own roles.',
        remedy: `Grant it one of: ${writers.join(', ')}; and the right to read sys_user_has_role.`,
      };
}

/** Roles that write incidents: the ITIL user's, the incident writer's of newer instances, the administrator's. */
const writers = ['itil', 'sn_incident_write', 'admin'];

/** The values differ by release. */
async function closeCode({ tables, config }: ServiceNowClient, call: Call): Promise<Finding> {
  const query = `nameIN${config.table},task^element=close_code^inactive=false`;
  const rows = await tables.list({ table: 'sys_choice', query, fields: ['value'], limit: 200 }, call);
  return codeFinding(
    rows.flatMap(({ value }) => (value === undefined ? [] : [value])),
    config.closeCode,
  );
}

function codeFinding(values: readonly string[], wanted: string): Finding {
  return values.includes(wanted)
    ? ok(`Tickets are resolved as “${wanted}”.`)
    : {
        severity: 'error',
        summary: `The instance has no resolution code “${wanted}”.`,
        remedy:
          values.length === 0 ? 'Let the user read sys_choice.' : `Set closeCode to one of: ${values.join(', ')}.`,
      };
}

async function groups({ references, config }: ServiceNowClient, call: Call): Promise<Finding> {
  for (const named of namedGroups(config)) {
    const { group } = named;
    if (term('name', '=', group) === undefined || (await references.group(group, call)) === undefined)
      return noGroup(named);
  }
  return ok('Tickets can be given to people.');
}

function noGroup({ at, group }: ReturnType<typeof namedGroups>[number]): Finding {
  return {
    severity: 'error',
    summary: `There is no active group “${group}”, or more than one.`,
    remedy: `Correct ${at}, or name it by its sys_id.`,
  };
}

const ok = (summary: string): Finding => ({ severity: 'ok', summary, remedy: '' });

async function judge(operation: string, look: () => Promise<Finding>): Promise<Diagnostic> {
  try {
    return { operation, ...(await look()) };
  } catch (error) {
    if (!ConnectorError.isInstance(error)) throw error;
    return { operation, severity: 'error', summary: error.summary, remedy: error.remedy };
  }
}
