import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { missingForSlapd, startSlapd } from '../../../tooling/real-servers/slapd.ts';
import { directoryRoad } from './real/directory-road.ts';

describeReal({ name: 'The road with OpenLDAP', missing: missingForSlapd() }, () => {
  directoryRoad(async () => {
    const slapd = await startSlapd();
    const { url, baseDn, defaultPolicyDn } = slapd;
    return {
      ...slapd,
      displayName: 'OpenLDAP',
      port: Number(new URL(url).port),
      config: { directory: 'openldap', url, baseDn, defaultPolicyDn },
    };
  });
});
