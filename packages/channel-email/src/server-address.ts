export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte. */
  readonly isSecure: boolean;
  readonly isLoopback: boolean;
}

const ports = { 'imaps:': 993, 'imap:': 143, 'smtps:': 465, 'smtp:': 587 } as const;

/** Where a server of the configuration is. */
export function addressOf(address: string): ServerAddress {
  const { protocol, hostname, port } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, '');
  return {
    host,
    port: port === '' ? ports[protocol as keyof typeof ports] : Number(port),
    isSecure: protocol.endsWith('s:'),
    isLoopback: /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host),
  };
}
