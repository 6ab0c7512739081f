import {
  type ConfigSchema,
  defineChannelConnector,
  defineIdentityConnector,
  defineInstructionsConnector,
  defineTicketingConnector,
} from '@access-account/contract';

const config: ConfigSchema<object> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: () => ({ value: {} }),
    jsonSchema: { input: () => ({}), output: () => ({}) },
  },
};

const refuse = async (): Promise<never> => {
  throw new Error('A definition is inert: nothing of it runs.');
};

const common = { specificationVersion: 'v1', id: 'test', displayName: 'Test', config, connect: refuse } as const;

test('a definition is handed back as it is, and nothing of it runs', () => {
  const identity = {
    ...common,
    kind: 'identity',
    permissions: { 'account.find': [], 'account.read': [] },
    idempotency: { 'account.find': 'readback', 'account.read': 'readback' },
    operations: () => ({ 'account.find': refuse, 'account.read': refuse }),
  } as const;
  expect(defineIdentityConnector(identity)).toBe(identity);

  const instructions = {
    ...common,
    kind: 'instructions',
    permissions: { 'instructions.list': [], 'instructions.read': [] },
    idempotency: { 'instructions.list': 'readback', 'instructions.read': 'readback' },
    operations: () => ({ 'instructions.list': refuse, 'instructions.read': refuse }),
  } as const;
  expect(defineInstructionsConnector(instructions)).toBe(instructions);

  const ticketing = {
    ...common,
    kind: 'ticketing',
    features: { atomicOpen: false, searchLag: 1_000 },
    permissions: { 'ticket.open': [], 'ticket.resolve': [] },
    idempotency: { 'ticket.open': 'none', 'ticket.resolve': 'readback' },
    operations: () => ({ 'ticket.open': refuse, 'ticket.resolve': refuse }),
  } as const;
  expect(defineTicketingConnector(ticketing)).toBe(ticketing);

  const channel = {
    ...common,
    kind: 'channel',
    features: { buttons: false, forms: false, messageIds: false, maximumTextLength: 1_000 },
    permissions: { 'webhook.receive': [], 'person.resolve': [], 'message.send': [] },
    idempotency: { 'webhook.receive': 'key', 'person.resolve': 'readback', 'message.send': 'none' },
    operations: () => ({ 'webhook.receive': refuse, 'person.resolve': refuse, 'message.send': refuse }),
  } as const;
  expect(defineChannelConnector(channel)).toBe(channel);
});
