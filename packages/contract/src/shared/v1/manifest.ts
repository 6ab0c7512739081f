export type ConnectorKind = 'identity' | 'instructions' | 'channel' | 'ticketing';

/** The `accessAccount` field of a connector package's package.json: read before any of the package's code runs. */
export interface ConnectorManifest {
  readonly kind: ConnectorKind;
  readonly id: string;
  readonly specification: 'v1';
  /** True for a connector that plays a provider for trying the product out; the product then only listens on loopback. */
  readonly sandbox?: boolean;
}
