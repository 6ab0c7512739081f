export type { Answer, ChatOptions, ShownMessage } from './chat.ts';
export { Chat } from './chat.ts';
export type { SandboxOptions } from './sandbox.ts';
export { sandboxDirectory } from './sandbox.ts';
export type { SandboxConfigurationOptions } from './sandbox-configuration.ts';
export { sandboxConfiguration } from './sandbox-configuration.ts';
export type { ServerProcess, ServerProcessOptions } from './server-process.ts';
export { startServer, temporaryDirectory } from './server-process.ts';
