import { fileURLToPath } from 'node:url';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { runCommand } from '../../../tooling/real-servers/run-command.ts';
import { missingForSlapd, type Slapd, startSlapd } from '../../../tooling/real-servers/slapd.ts';
import { slapdWorld } from './slapd-world.ts';

describeReal({ name: 'A process that leaves without closing', missing: missingForSlapd() }, () => {
  let slapd: Slapd;
  const world = slapdWorld(() => slapd);
  beforeAll(async () => {
    slapd = await startSlapd();
  }, 60_000);
  afterAll(() => slapd?.stop());

  const leave = (configuration: unknown, login: string) =>
    runCommand({
      command: process.execPath,
      arguments: [
        '--conditions=source',
        fileURLToPath(new URL('find-and-leave.ts', import.meta.url)),
        JSON.stringify(configuration),
        login,
      ],
    });

  test('is not kept alive by an idle connection', async () => {
    const { login } = await world.newPerson();
    expect(await leave(await world.config(), login)).toMatchObject({ code: 0, stdout: '1' });
  }, 20_000);

  test('ends with the error when the directory is not there', async () => {
    const { code, stderr } = await leave(await world.unreachableConfig?.(), 'somebody');
    expect(code).toBe(1);
    expect(stderr).toMatch(/OpenLDAP: ldap:\/\/127\.0\.0\.1:1 cannot be reached/);
  }, 20_000);
});
