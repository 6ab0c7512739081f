import { type Call, ConnectorError, type Diagnostic } from '@access-account/contract';
import { type Settings, usableAddresses } from '@access-account/policies';
import type { ConnectorRegistry, ReadyConnector } from '../registry/connector-registry.ts';
import { mailChannel } from '../sign-in/mail-channel.ts';
import type { Database } from '../storage/database.ts';

export interface WithoutProofOptions {
  readonly database: Database;
  readonly registry: ConnectorRegistry;
  readonly settings: Pick<Settings, 'proof' | 'mfaReset'>;
  readonly call: () => Call;
}

/** Accounts that are looked at: enough to tell a tenth from a half, and few enough for any provider. */
const sample = 40;
const abreast = 4;
/** Rows of a table from which on not all of it is read for that. */
const many = 100_000;

interface Sampled {
  readonly system: string;
  readonly account_id: string;
  /** Whether the person has an account where people sign in afresh. */
  readonly signs_in: boolean;
}

/**
 * How many people could not show by themselves, or by their manager, that it is they, if they lost a second factor today: theirs
 * is a matter of the desk. Looked at for a few accounts, live. Undefined: nobody's factor is removed here, or nothing has to be shown.
 */
export async function withoutProof(options: WithoutProofOptions): Promise<Diagnostic | undefined> {
  const { registry, settings } = options;
  if (!settings.mfaReset.enabled || settings.mfaReset.verification === 'chat') return undefined;
  const systems = registry.ofKind('identity').filter(({ operations }) => operations['factor.remove'] !== undefined);
  if (systems.length === 0) return undefined;
  const accounts = await sampled(systems, options);
  if (accounts.length === 0)
    return { severity: 'ok', summary: 'Nobody is known yet who could lose a second factor.', remedy: '' };
  const shown: (boolean | undefined)[] = [];
  for (let start = 0; start < accounts.length; start += abreast)
    shown.push(...(await Promise.all(accounts.slice(start, start + abreast).map((one) => canShow(one, options)))));
  const looked = shown.filter((one) => one !== undefined);
  if (looked.length === 0)
    return {
      severity: 'warning',
      summary:
        'No account could be looked at, so that it is not known who could show after losing a second factor that it is they.',
      remedy: 'See what the identity connectors say above.',
    };
  const none = looked.filter((can) => !can).length;
  const summary = `Of ${looked.length} accounts that were looked at, ${none} belong to people who could show in no way that it is they after losing a second factor: for them it is the desk.`;
  return none === 0
    ? { severity: 'ok', summary, remedy: '' }
    : {
        severity: 'warning',
        summary,
        remedy:
          'Give people a manager or a second address in the directory, let them enrol two factors, or configure signIn.',
      };
}

/** Any accounts of these systems, mirrored or met; where there are many, those on any pages of the tables. */
async function sampled(
  systems: readonly ReadyConnector<'identity'>[],
  { database, settings }: WithoutProofOptions,
): Promise<readonly Sampled[]> {
  const [known] = await database.rows<{ most: number }>(
    "select max(reltuples)::float8 as most from pg_class where oid in ('account'::regclass, 'expiry'::regclass)",
  );
  const some = (known?.most ?? 0) > many ? 'tablesample system (1)' : '';
  return database.rows<Sampled>(
    `select found.system, found.account_id, found.system = $2 or exists (
         select from account own join account other on other.person_id = own.person_id and other.system = $2
         where own.system = found.system and own.account_id = found.account_id) as signs_in
     from (select system, account_id from account ${some} union select system, account_id from expiry ${some}) as found
     where found.system = any($1::text[]) order by random() limit ${sample}`,
    [systems.map(({ name }) => name), settings.proof.freshLogin ?? ''],
  );
}

/** undefined: it could not be looked at, or its factors are not removed here. */
async function canShow(
  { system, account_id: id, signs_in }: Sampled,
  { registry, settings, call }: WithoutProofOptions,
): Promise<boolean | undefined> {
  const { proof } = settings;
  const operations = registry.ready('identity', system)?.operations;
  if (operations === undefined) return undefined;
  try {
    const { capabilities, manager, standing } = await operations['account.read']({ id }, call());
    if (standing !== 'enabled' || capabilities['factor.remove']?.able !== true) return undefined;
    if (signs_in || (proof.managerApproval && manager != null)) return true;
    if (proof.otherFactor && capabilities['factor.check']?.able === true) {
      const factors = (await operations['factor.list']?.({ id }, call())) ?? [];
      // One of them may be the one that is lost.
      if (factors.filter(({ verifiedBy }) => verifiedBy !== undefined).length > 1) return true;
    }
    if (!proof.code.enabled || mailChannel(registry) === undefined) return false;
    const recovery = await operations['recovery.read']?.({ id }, call());
    const instant = new Date().toISOString();
    return recovery !== undefined && usableAddresses({ recovery, rules: proof.code, instant }).length > 0;
  } catch (error) {
    if (!ConnectorError.isInstance(error)) throw error;
    return undefined;
  }
}
