import { type Call, NotFoundError, RateLimitedError, TimedOutError, UnavailableError } from '@access-account/contract';
import { fakeCall } from '@access-account/testkit';
import { Bulkhead } from '../src/registry/bulkhead.ts';
import { guarded, operationDeadline } from '../src/registry/guarded-operation.ts';
import { isUnasked } from '../src/registry/put-off-error.ts';
import { fakeTime, settled } from './support/fake-time.ts';
import { guardOptions } from './support/guard-options.ts';

const said = { system: 'corp', summary: 'is down.', remedy: 'Wait.' };
const never = new AbortController().signal;
const poll = fakeCall({ actor: { kind: 'schedule' }, signal: never });
const click = fakeCall({ actor: { kind: 'person', id: 'alex' }, signal: never });

describe('a read that failed', () => {
  const failing = (failures: readonly Error[], operation = 'account.read') => {
    const time = fakeTime();
    const tries: number[] = [];
    const read = guarded(
      async () => {
        const failure = failures[tries.length];
        tries.push(time.now());
        if (failure !== undefined) throw failure;
        return 'there';
      },
      guardOptions<string>({ operation, time, random: () => 0.5 }),
    );
    return { time, tries, read };
  };

  test.each([new UnavailableError(said), new TimedOutError(said), new TypeError('lost')])(
    'is tried twice more, after pauses that are short and random: %s',
    async (failure) => {
      const { time, tries, read } = failing([failure, failure]);
      const answer = read('', click);
      await settled();
      await time.advance(50);
      await time.advance(100);
      await expect(answer).resolves.toBe('there');
      expect(tries).toEqual([0, 50, 150]);
    },
  );

  test('and fails a third time is told of', async () => {
    const failure = new UnavailableError(said);
    const { time, tries, read } = failing([failure, failure, failure]);
    const answer = read('', click);
    answer.catch(() => undefined);
    await settled();
    await time.advance(1000);
    await expect(answer).rejects.toBe(failure);
    expect(tries).toHaveLength(3);
  });

  test.each([
    ['account.read', new RateLimitedError({ ...said, retryAfter: 1 })],
    ['account.read', new NotFoundError(said)],
    ['account.unlock', new UnavailableError(said)],
    ['message.send', new UnavailableError(said)],
    ['ticket.open', new UnavailableError(said)],
  ])('is not: %s, %s', async (operation, failure) => {
    const { tries, read } = failing([failure], operation);
    await expect(read('', click)).rejects.toBe(failure);
    expect(tries).toHaveLength(1);
  });

  test('is not tried again when its time is over', async () => {
    const { time, tries, read } = failing([new UnavailableError(said)]);
    const leaving = new AbortController();
    const answer = read('', { ...click, signal: leaving.signal });
    answer.catch(() => undefined);
    await settled();
    leaving.abort();
    await time.advance(operationDeadline);
    await expect(answer).rejects.toMatchObject({ code: 'timed-out' });
    expect(tries).toHaveLength(1);
  });
});

describe('a connector that hangs', () => {
  /** A connector with four places, whose calls end when the test says so. */
  function hanging() {
    const time = fakeTime();
    const order: string[] = [];
    const answers: (() => void)[] = [];
    let inside = 0;
    let most = 0;
    const run = guarded(
      async (name: string) => {
        order.push(name);
        inside += 1;
        most = Math.max(most, inside);
        await new Promise<void>((resolve) => answers.push(resolve));
        inside -= 1;
        return name;
      },
      guardOptions<string>({ operation: 'account.read', time, bulkhead: new Bulkhead({ system: 'corp', atOnce: 4 }) }),
    );
    const ask = (name: string, call: Call) => {
      const answer = run(name, call);
      answer.catch(() => undefined);
      return answer;
    };
    return { time, order, answers, ask, most: () => most };
  }

  test('has so many calls at a time, a quarter of them for people alone, and people go first', async () => {
    const { order, answers, ask, most } = hanging();
    for (let index = 0; index < 5; index += 1) void ask(`poll-${index}`, poll);
    await settled();
    expect(order).toEqual(['poll-0', 'poll-1', 'poll-2']);
    for (let index = 0; index < 3; index += 1) void ask(`click-${index}`, click);
    await settled();
    expect(order.slice(3)).toEqual(['click-0']);
    for (let done = 0; done < 8; done += 1) {
      answers[done]?.();
      await settled();
    }
    expect(order.slice(4)).toEqual(['click-1', 'click-2', 'poll-3', 'poll-4']);
    expect(most()).toBe(4);
  });

  test('for ever: its calls are left behind when their time is over, and their places are free again', async () => {
    const { time, order, ask } = hanging();
    const hung = Array.from({ length: 4 }, (_, index) => ask(`click-${index}`, click));
    await settled();
    await time.advance(operationDeadline);
    for (const one of hung) await expect(one).rejects.toMatchObject({ code: 'timed-out' });
    void ask('next', click);
    await settled();
    expect(order.slice(4)).toEqual(['next']);
  });

  test('has only so many waiting: more are put off at once', async () => {
    const { ask } = hanging();
    const asked = Array.from({ length: 30 }, (_, index) => ask(`poll-${index}`, poll));
    await settled();
    const putOff = await Promise.all(
      asked.map((one) =>
        Promise.race([one.catch((error: { code: string }) => error.code), settled().then(() => 'waits')]),
      ),
    );
    expect(putOff.filter((outcome) => outcome === 'rate-limited')).toHaveLength(30 - 3 - 16);
    expect(putOff.filter((outcome) => outcome === 'waits')).toHaveLength(3 + 16);
  });

  test('lets nobody wait longer than four seconds, so that whoever is asked has time to answer: nobody was asked', async () => {
    const { time, order, answers, ask } = hanging();
    for (let index = 0; index < 4; index += 1) void ask(`click-${index}`, click);
    const waiting = ask('waits', click);
    await settled();
    await time.advance(4000);
    const putOff = await waiting.catch((error: unknown) => error);
    expect(putOff).toMatchObject({ code: 'rate-limited', retryAfter: 1000 });
    expect(isUnasked(putOff)).toBe(true);
    answers[0]?.();
    await settled();
    expect(order).toHaveLength(4);
  });

  test('and whoever leaves while waiting takes no place', async () => {
    const { order, answers, ask } = hanging();
    for (let index = 0; index < 4; index += 1) void ask(`click-${index}`, click);
    const leaving = new AbortController();
    const left = ask('left', { ...click, signal: leaving.signal });
    void ask('stays', click);
    await settled();
    leaving.abort();
    await expect(left).rejects.toMatchObject({ code: 'timed-out' });
    answers[0]?.();
    await settled();
    expect(order.slice(4)).toEqual(['stays']);
  });
});

describe('a connector with 32 places', () => {
  /** A system that takes as many milliseconds for a call as it is told to. */
  function paced() {
    const time = fakeTime();
    let inside = 0;
    const run = guarded(
      async (takes: number) => {
        inside += 1;
        await new Promise<void>((resolve) => time.after(takes, resolve));
        inside -= 1;
        return '';
      },
      guardOptions<string>({ operation: 'account.read', time }),
    );
    /** How many are with it at a time in the last of so many rounds, in each of which so many ask and all are answered. */
    const abreast = async ({ asking, takes, rounds }: { asking: number; takes: number; rounds: number }) => {
      let most = 0;
      for (let round = 0; round < rounds; round += 1) {
        const asked = Array.from({ length: asking }, () => run(takes, click).catch(() => undefined));
        await settled();
        most = inside;
        while (inside > 0) {
          await time.advance(takes);
          await settled();
        }
        await Promise.all(asked);
      }
      return most;
    };
    return { abreast };
  }

  const quick = { asking: 40, takes: 50 };
  const slow = { asking: 10, takes: 2600 };

  test('begins with some of them, and has all of them once the system has shown that it is quick', async () => {
    const { abreast } = paced();
    expect(await abreast({ ...quick, rounds: 1 })).toBe(4);
    expect(await abreast({ ...quick, rounds: 2 })).toBe(32);
  });

  test('has four left where the system takes long for its answers, and gets the others back when it is quick again', async () => {
    const { abreast } = paced();
    await abreast({ ...quick, rounds: 2 });
    await abreast({ ...slow, rounds: 4 });
    expect(await abreast({ ...slow, rounds: 1 })).toBe(4);
    expect(await abreast({ ...quick, rounds: 3 })).toBe(32);
  });
});

test('what comes in waits for nobody: a webhook is read while the provider hangs and is left alone', async () => {
  const time = fakeTime();
  const shared = guardOptions<string>({
    operation: 'message.send',
    time,
    bulkhead: new Bulkhead({ system: 'corp', atOnce: 1 }),
  });
  const send = guarded(() => new Promise<string>(() => undefined), shared);
  send('', click).catch(() => undefined);
  shared.breaker.isolate();
  const receive = guarded(async () => 'read', { ...shared, operation: 'webhook.receive' });
  await expect(receive('', poll)).resolves.toBe('read');
});
