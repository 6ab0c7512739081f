import type { Clock, ConnectContext } from '@access-account/contract';
import { activeDirectory } from './active-directory.ts';
import type { Directory } from './directory.ts';
import { EntriesById } from './entries-by-id.ts';
import type { LdapConfig } from './ldap-config.ts';
import { type LdapRequests, LdapSession } from './ldap-session.ts';
import { openLdap } from './open-ldap.ts';
import { readCertificateAuthority } from './read-certificate-authority.ts';

export type ClosableRequests = LdapRequests & Pick<LdapSession, 'close'>;

/** What every operation works with. */
export interface LdapClient {
  readonly config: LdapConfig;
  readonly session: LdapRequests;
  /** One more connection: a search that goes on over many calls ends where another with pages begins on the same one. */
  anotherSession(): ClosableRequests;
  readonly directory: Directory;
  readonly entries: Pick<EntriesById, 'of'>;
  readonly clock: Clock;
  close(): Promise<void>;
}

/** Opens nothing yet: the first call connects, so that a directory that is down at start is only late. */
export function connectLdap(config: LdapConfig, context: ConnectContext): LdapClient {
  const { clock } = context;
  const system = config.displayName ?? (config.directory === 'openldap' ? 'OpenLDAP' : 'Active Directory');
  const certificateAuthority = readCertificateAuthority({ config, system, folder: context.configurationDirectory });
  const options = { config, system, clock, certificateAuthority };
  const session = new LdapSession(options);
  const anotherSession = () => new LdapSession(options);
  const listing = anotherSession();
  const directory =
    config.directory === 'openldap'
      ? openLdap({ config, session, listing, clock })
      : activeDirectory({ session, listing, clock });
  const close = async () => void (await Promise.all([session.close(), listing.close()]));
  const entries = new EntriesById({ session, directory });
  return { config, session, anotherSession, directory, entries, clock, close };
}
