import { identityConformance } from '@access-account/testkit';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { missingForSlapd, type Slapd, startSlapd } from '../../../tooling/real-servers/slapd.ts';
import { ldapConnector } from '../src/index.ts';
import { patientRunner } from './patient-runner.ts';
import { slapdWorld } from './slapd-world.ts';

describeReal({ name: 'OpenLDAP', missing: missingForSlapd() }, () => {
  let slapd: Slapd;
  const world = slapdWorld(() => slapd);
  beforeAll(async () => {
    slapd = await startSlapd();
  }, 60_000);
  afterAll(() => slapd?.stop());

  identityConformance({ runner: patientRunner, connector: ldapConnector, world });
});
