import { describeReal } from '../../../tooling/real-servers/describe-real.ts';
import { missingForSamba, startSamba } from '../../../tooling/real-servers/samba.ts';
import { directoryRoad } from './real/directory-road.ts';

describeReal({ name: 'The road with Samba Active Directory', missing: missingForSamba() }, () => {
  directoryRoad(async () => {
    const samba = await startSamba();
    const { url, secureUrl, baseDn, certificateAuthority, serverName } = samba;
    return {
      ...samba,
      displayName: 'Active Directory',
      port: Number(new URL(url).port || 389),
      config: { directory: 'active-directory', url: secureUrl, baseDn, certificateAuthority, serverName },
    };
  });
});
