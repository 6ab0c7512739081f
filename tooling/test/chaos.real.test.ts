import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { judge } from '../chaos/ledger.ts';
import { playMfaStory } from '../chaos/mfa-story.ts';
import { places } from '../chaos/places.ts';
import { playStory, type Surroundings } from '../chaos/story.ts';
import { World } from '../chaos/world.ts';

let world: World;
beforeAll(async () => {
  world = await World.build({ database: 'embedded', place: places.process });
  await world.start();
}, 60_000);
afterAll(() => world.remove());

/** Says “stored” to every click at once, and brings it to the server a moment later: the fault that chaos is there to find. */
async function hasty(): Promise<Surroundings & { close(): void }> {
  const front = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.writeHead(202).end();
    await delay(200);
    const { 'content-length': _length, connection: _connection, host: _host, ...headers } = request.headers;
    const forwarded = { method: 'POST', headers: headers as Record<string, string>, body: Buffer.concat(chunks) };
    await fetch(new URL(request.url ?? '/', world.url), forwarded).catch(() => undefined);
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  const { port } = front.address() as AddressInfo;
  const { standIn, secret } = world;
  return { standIn, secret, url: `http://127.0.0.1:${port}`, now: () => world.now(), close: () => front.close() };
}

/** One person's story; the server is killed in the moment in which the click is acknowledged, and started again. */
async function struckStory(surroundings: Surroundings) {
  let restart: Promise<void> | undefined;
  const login = world.newLogin();
  const story = await playStory({
    world: surroundings,
    login,
    patience: 15_000,
    entered: (chapter) => {
      if (chapter === 'unlocking') restart = world.seat.kill().then(() => world.seat.start());
    },
  });
  await restart;
  return { story, verdict: (await judge(world, [story])).get(login) };
}

test('a click that was acknowledged and then stored survives the death of the server', async () => {
  const { story, verdict } = await struckStory(world);
  expect(story.acknowledged).toBe(true);
  expect(verdict).toMatchObject({ unlocks: { lost: 0, doubled: 0 }, tickets: { lost: 0 }, findings: [] });
});

test('a click that is acknowledged before it is stored is found to be lost', async () => {
  const front = await hasty();
  const { verdict } = await struckStory(front);
  front.close();
  expect(verdict).toMatchObject({ unlocks: { lost: 1 }, tickets: { lost: 1 }, messages: { lost: 1 } });
  expect(verdict?.findings).toContainEqual(expect.stringContaining('0 unlocks of an acknowledged click'));
});

test('what happens twice is found, however honest it was the first time', async () => {
  const { standIn } = world;
  const login = world.newLogin();
  const story = await playStory({ world, login });
  const [ticket] = await standIn.tickets({ login });
  // The same desk is asked once more, past the product.
  await fetch(new URL('/desk/tickets', standIn.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'another' },
    body: JSON.stringify(ticket),
  });
  expect((await judge(world, [story])).get(login)).toMatchObject({
    tickets: { lost: 0, doubled: 1 },
    findings: [expect.stringMatching(/2 tickets opened \(\d+ ms apart\), 1 resolved/)],
  });
});

test('MFA-8 a second factor that nobody had confirmed and that is gone all the same is found to be harm', async () => {
  const { standIn } = world;
  const login = world.newLogin();
  const story = await playMfaStory({ world, login });
  expect((await judge(world, [story])).get(login)).toMatchObject({ harmful: 0, removals: { lost: 0 }, findings: [] });
  // As a blind “reset all” would do it, past the product.
  const [survivor] = await standIn.factors(login);
  const [account] = (await (
    await fetch(new URL(`/directory/accounts?by=login&value=${login}`, standIn.url))
  ).json()) as {
    readonly id: string;
  }[];
  const path = `/directory/accounts/${account?.id}/factors/${survivor?.id}/remove`;
  await fetch(new URL(path, standIn.url), { method: 'POST', headers: { 'idempotency-key': 'another' }, body: '{}' });
  expect((await judge(world, [story])).get(login)).toMatchObject({
    harmful: 1,
    findings: [expect.stringMatching(/removed factor-.*, which nobody had confirmed/)],
  });
});
