import { webConnector } from '@access-account/channel-web';
import { channelConformance } from '@access-account/testkit';
import { webWorld } from './web-world.ts';

channelConformance({ runner: { describe, test }, connector: webConnector, world: webWorld() });
