import type { Clock, ConnectContext } from '@access-account/contract';
import { activeDirectory } from './active-directory.ts';
import type { Directory } from './directory.ts';
import type { LdapConfig } from './ldap-config.ts';
import { type LdapRequests, LdapSession } from './ldap-session.ts';
import { openLdap } from './open-ldap.ts';
import { readCertificateAuthority } from './read-certificate-authority.ts';

/** What every operation works with. */
export interface LdapClient {
  readonly config: LdapConfig;
  readonly session: LdapRequests;
  readonly directory: Directory;
  readonly clock: Clock;
  close(): Promise<void>;
}

/** Opens nothing yet: the first call connects, so that a directory that is down at start is only late. */
export function connectLdap(config: LdapConfig, context: ConnectContext): LdapClient {
  const { clock } = context;
  const system = config.displayName ?? (config.directory === 'openldap' ? 'OpenLDAP' : 'Active Directory');
  const certificateAuthority = readCertificateAuthority({ config, system, folder: context.configurationDirectory });
  const session = new LdapSession({ config, system, clock, certificateAuthority });
  const directory =
    config.directory === 'openldap' ? openLdap({ config, session, clock }) : activeDirectory({ session, clock });
  return { config, session, directory, clock, close: () => session.close() };
}
