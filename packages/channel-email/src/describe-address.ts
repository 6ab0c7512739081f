import type { ChannelPerson } from '@access-account/contract';
import type { EmailClient } from './email-client.ts';
import { domainOf, mailAddress } from './mail-address.ts';

export interface DescribeAddressOptions {
  readonly client: Pick<EmailClient, 'config' | 'address'>;
  readonly written: string;
  readonly displayName: string;
  readonly locale: string | null;
}

/** Whoever has this address, if it is one of ours; whose it is says the directory. */
export function describeAddress({
  client,
  written,
  displayName,
  locale,
}: DescribeAddressOptions): ChannelPerson | undefined {
  const address = mailAddress(written);
  if (address === undefined) return undefined;
  const { domains } = client.config;
  const kind =
    address === client.address
      ? 'bot'
      : domains.length === 0 || domains.includes(domainOf(address))
        ? 'employee'
        : 'guest';
  return {
    user: { id: address },
    conversation: { id: address },
    kind,
    match: kind === 'employee' ? { by: 'email', value: address } : null,
    displayName,
    locale,
  };
}
