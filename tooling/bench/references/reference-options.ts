import { parseArgs } from 'node:util';

/** What a reference is told on its command line, as JSON. */
export interface ReferenceOptions {
  /** What requests are signed with, as Slack does it. */
  readonly secret: string;
  /** postgres://… */
  readonly database: string;
  readonly ldap: {
    readonly url: string;
    readonly bindDn: string;
    readonly password: string;
    /** Where people are: `uid=<login>,<peopleDn>`. */
    readonly peopleDn: string;
  };
  /** Where the chat's API is. */
  readonly chat: string;
  /** The port of the mail server, on the loopback. */
  readonly smtp: number;
  /** A folder of its own. */
  readonly folder: string;
}

export function readReferenceOptions(): ReferenceOptions {
  const { positionals } = parseArgs({ allowPositionals: true });
  return JSON.parse(positionals[0] ?? '{}') as ReferenceOptions;
}
