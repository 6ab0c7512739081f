import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigurationInvalidError } from '@access-account/contract';
import type { LdapConfig } from './ldap-config.ts';

export interface ReadCertificateAuthorityOptions {
  readonly config: LdapConfig;
  readonly system: string;
  /** Where a relative path starts. */
  readonly folder: string;
}

/** @throws ConfigurationInvalidError when the file cannot be read or holds no certificate. */
export function readCertificateAuthority(options: ReadCertificateAuthorityOptions): string | undefined {
  const { config, system, folder } = options;
  if (config.certificateAuthority === undefined) return undefined;
  const path = resolve(folder, config.certificateAuthority);
  const summary = `The certificate authority ${path} cannot be used.`;
  const remedy = 'Let certificateAuthority name a readable PEM file with the certificate that signed the server’s.';
  try {
    const pem = readFileSync(path, 'utf8');
    if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem;
  } catch (cause) {
    throw new ConfigurationInvalidError({ system, summary, remedy, cause });
  }
  throw new ConfigurationInvalidError({ system, summary, remedy });
}
