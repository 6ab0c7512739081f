import { identityConformance } from '@access-account/testkit';
import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { missingForSamba, type Samba, startSamba } from '../../../tooling/real-servers/samba.ts';
import { ldapConnector } from '../src/index.ts';
import { patientRunner } from './patient-runner.ts';
import { sambaWorld } from './samba-world.ts';

describeReal({ name: 'Samba Active Directory', missing: missingForSamba() }, () => {
  let samba: Samba;
  const world = sambaWorld(() => samba);
  beforeAll(async () => {
    samba = await startSamba();
  }, 120_000);
  afterAll(() => samba?.stop());

  identityConformance({ runner: patientRunner, connector: ldapConnector, world });
});
