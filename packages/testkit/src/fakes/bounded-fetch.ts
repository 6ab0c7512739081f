/** Bytes of an answer: far more than any of a stand-in has. */
const sizeLimit = 1024 * 1024;

/** `fetch` as the core hands it in: it resolves with the whole answer, follows no redirect, and ends with an answer that has no end. */
export const boundedFetch: typeof globalThis.fetch = async (input, init) => {
  const answer = await globalThis.fetch(input, { ...init, redirect: 'error' });
  const { status, headers } = answer;
  if (answer.body === null) return answer;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > sizeLimit) throw new TypeError(`The answer is longer than ${sizeLimit} bytes.`);
  }
  return new Response(chunks.length === 0 ? null : Buffer.concat(chunks), { status, headers });
};
