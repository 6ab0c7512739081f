import { defaultIntervals } from '../../../tooling/testing/provider-costs.ts';
import { connectorDefaults } from '../src/config/configuration-schema.ts';

test('what operators are told a directory is asked goes by the intervals that a connector has by default', () => {
  const { poll, list } = connectorDefaults;
  expect({ poll: poll.every, list: list.every }).toEqual(defaultIntervals);
});
