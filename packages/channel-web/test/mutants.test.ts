import { webConnector } from '@access-account/channel-web';
import { brokenChannels } from '../../../tooling/testing/index.ts';
import { webWorld } from './web-world.ts';

brokenChannels({ runner: { describe, test }, connector: webConnector, world: webWorld });
