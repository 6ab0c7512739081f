/** A request to `/connectors/<name>/<path>` as it arrived. */
export interface RawRequest {
  readonly method: string;
  /** Without the leading `/connectors/<name>/`, percent-decoded once; never starts with a slash. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names; several values of one name are joined by `, ` (cookies by `; `). */
  readonly headers: ReadonlyMap<string, string>;
  /** Exactly the bytes that arrived, for signature checks. */
  readonly body: Uint8Array;
  /** The address of the peer that opened the connection; a proxy's address where there is one. */
  readonly remoteAddress: string;
  /** Aborted when the client is gone or the server says goodbye. */
  readonly signal: AbortSignal;
}

/** An answer. An async iterable is streamed chunk by chunk (server-sent events) and ends when `RawRequest.signal` aborts. */
export interface RawResponse {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string | readonly string[] };
  readonly body?: string | Uint8Array | AsyncIterable<string>;
  /** Of a stream: who reads it, in the connector's own words. The server lets each have a few. Absent: the address that asked. */
  readonly reader?: string;
}

/** A page or an endpoint of the connector's own. `path` is exact, or ends in `/*` to take everything below it. */
export interface HttpRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  handle(request: RawRequest): Promise<RawResponse>;
}

/** Where a connector mounts its routes while it connects. A channel's `webhook.receive` gets every request that no route takes. */
export interface HttpRoutes {
  add(route: HttpRoute): void;
}
