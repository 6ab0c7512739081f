export interface ModelFetchOptions {
  /** The one outbound client. */
  readonly fetch: typeof globalThis.fetch;
  /** What the configuration names. */
  readonly url: string;
}

/** Bytes of an answer: an intent and a name, and what a server of models says about itself. */
const largest = 64 * 1024;

/** Goes to the configured server and nowhere else, whatever the library makes of an answer, and takes no long ones. */
export function modelFetch({ fetch, url }: ModelFetchOptions): typeof globalThis.fetch {
  const { origin } = new URL(url);
  return async (input, init) => {
    const asked = new URL(input instanceof Request ? input.url : input);
    if (asked.origin !== origin) throw new TypeError('The model is asked at its own address alone.');
    const answer = await fetch(input, init);
    const body = await answer.arrayBuffer();
    if (body.byteLength > largest) throw new RangeError(`The answer of the model has more than ${largest} bytes.`);
    return new Response(body, { status: answer.status, statusText: answer.statusText, headers: answer.headers });
  };
}
