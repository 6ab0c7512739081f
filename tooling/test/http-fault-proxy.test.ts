import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { httpFaults, startHttpFaultProxy } from '../real-servers/http-fault-proxy.ts';

const answer = JSON.stringify({ well: 'done', padding: 'x'.repeat(1000) });
/** Faults after which the server behind has done what it was asked. */
const passedOn = ['drip', 'truncated', 'answer-lost'];

const open = async () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const proxy = await startHttpFaultProxy(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return {
    proxy,
    asked: () => asked,
    [Symbol.asyncDispose]: async () => {
      await proxy.close();
      server.close();
    },
  };
};

/** @param patience milliseconds */
const ask = async (url: string, patience = 10_000) => {
  const response = await fetch(url, { method: 'POST', body: '{}', signal: AbortSignal.timeout(patience) });
  return { status: response.status, text: await response.text() };
};

test('without a fault everything passes', async () => {
  await using world = await open();
  expect(await ask(world.proxy.url)).toEqual({ status: 200, text: answer });
  expect(world.proxy.struck).toBe(0);
});

test.each(httpFaults)('%s: no good answer comes, and after it all is well again', async (fault) => {
  await using world = await open();
  // A connection that is kept must not hide the fault.
  await ask(world.proxy.url);
  world.proxy.break(fault);
  expect(await ask(world.proxy.url, 1000).catch(() => undefined)).not.toEqual({ status: 200, text: answer });
  expect(world.proxy.struck).toBe(1);
  expect(world.asked()).toBe(passedOn.includes(fault) ? 2 : 1);
  world.proxy.heal();
  expect(await ask(world.proxy.url)).toEqual({ status: 200, text: answer });
});

test('late: the good answer comes after a while', async () => {
  await using world = await open();
  world.proxy.break('late');
  const answered = fetch(world.proxy.url).then((response) => response.text());
  expect(world.asked()).toBe(0);
  expect(await answered).toBe(answer);
});
