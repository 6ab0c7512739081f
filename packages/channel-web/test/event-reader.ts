import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { RawResponse } from '@access-account/contract';

export interface ReadEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: Record<string, unknown>;
}

export interface EventReader {
  /** Everything the stream has to say right now. */
  available(): Promise<readonly ReadEvent[]>;
  /** Everything until the stream ends. */
  rest(): Promise<readonly ReadEvent[]>;
  /** The raw text so far. */
  readonly text: string;
}

/** Reads server-sent events the way a browser does. */
export function eventReader(response: RawResponse): EventReader {
  const { body } = response;
  assert.ok(typeof body === 'object' && Symbol.asyncIterator in body, 'the answer is not a stream');
  const chunks = body[Symbol.asyncIterator]();
  let text = '';
  let pending = chunks.next();
  const take = async (wait: boolean) => {
    const events: ReadEvent[] = [];
    for (;;) {
      const next = await (wait ? pending : Promise.race([pending, setImmediate(undefined)]));
      if (next === undefined || next.done) return events;
      text += next.value;
      events.push(...parse(next.value));
      pending = chunks.next();
    }
  };
  return {
    available: () => take(false),
    rest: () => take(true),
    get text() {
      return text;
    },
  };
}

function parse(chunk: string): ReadEvent[] {
  const fields = Object.fromEntries(
    chunk
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
  );
  return fields.data === undefined
    ? []
    : [{ event: fields.event ?? 'message', id: fields.id, data: JSON.parse(fields.data) }];
}
