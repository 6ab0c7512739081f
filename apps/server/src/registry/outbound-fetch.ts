/** Milliseconds from the request to the last byte of the answer. */
const deadline = 10_000;
/** Bytes of an answer. */
const sizeLimit = 8 * 1024 * 1024;

/**
 * The one outbound HTTP client: a total deadline (a slow drip ends too), no redirects, answers of limited size.
 * A caller's own signal shortens the deadline, never lengthens it.
 */
export const outboundFetch: typeof globalThis.fetch = async (input, init = {}) => {
  const signals = [AbortSignal.timeout(deadline), ...(init.signal ? [init.signal] : [])];
  const response = await globalThis.fetch(input, { ...init, redirect: 'error', signal: AbortSignal.any(signals) });
  if (response.body === null) return response;
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(limited()), { status, statusText, headers });
};

function limited(): TransformStream<Uint8Array, Uint8Array> {
  let received = 0;
  return new TransformStream({
    transform(chunk, controller) {
      received += chunk.byteLength;
      if (received > sizeLimit) controller.error(new Error(`The answer is larger than ${sizeLimit} bytes.`));
      else controller.enqueue(chunk);
    },
  });
}
