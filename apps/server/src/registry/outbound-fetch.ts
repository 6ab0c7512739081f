const deadline = 10_000;

/**
 * The one outbound HTTP client: a total deadline (a slow drip ends too) and no redirects.
 * A caller's own signal shortens the deadline, never lengthens it.
 */
export const outboundFetch: typeof globalThis.fetch = (input, init = {}) => {
  const signals = [AbortSignal.timeout(deadline), ...(init.signal ? [init.signal] : [])];
  return globalThis.fetch(input, { ...init, redirect: 'error', signal: AbortSignal.any(signals) });
};
