import { doctorReport } from '../src/http/doctor-report.ts';
import { directoriesConfiguration } from './support/directories.ts';
import { until } from './support/until.ts';
import { openWorld, type World } from './support/world.ts';

async function told(world: World) {
  const { connectors } = await doctorReport(world.product);
  return connectors.find(({ name }) => name === '(proof)')?.diagnostics[0];
}

describe('MFA-9 doctor tells how many people could show in no way that it is they', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({
      people: [],
      configuration: directoriesConfiguration({
        people: [
          { login: 'boss' },
          { login: 'managed', factors: ['Pixel 9'], manager: 'boss' },
          { login: 'equipped', factors: ['Pixel 9', 'Token'] },
          { login: 'bare', factors: ['Pixel 9'] },
        ],
        policies: '{ mfaReset: { verification: step-up } }',
      }),
    });
  }, 60_000);
  afterAll(() => world.close());

  test('of those that the directory lists, met or not, and names nobody', async () => {
    await until(async () => (await told(world))?.summary.startsWith('Of 4 accounts') === true);
    const found = await told(world);
    expect(found).toMatchObject({
      severity: 'warning',
      summary: expect.stringMatching(/^Of 4 accounts that were looked at, 2 /),
      remedy: expect.stringContaining('second address'),
    });
    expect(JSON.stringify(found)).not.toMatch(/bare|boss/);
  });
});

test('MFA-9 where a click in the chat is enough there is nothing to tell', async () => {
  const world = await openWorld({ people: ['alex'] });
  await (await world.chat('alex')).ask('help');
  expect(await told(world)).toBeUndefined();
  await world.close();
});
