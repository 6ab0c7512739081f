import { webConnector } from '@access-account/channel-web';
import type { ConnectContext, HttpRoute, Message, RawRequest, RawResponse } from '@access-account/contract';
import { fakeCall, fakeContext, type RawRequestOptions, rawRequest } from '@access-account/testkit';

export interface WebHarness {
  readonly context: ConnectContext;
  readonly operations: ReturnType<typeof webConnector.operations>;
  check(): Promise<readonly { severity: string; summary: string; remedy: string }[]>;
  routeOf(request: RawRequest): HttpRoute | undefined;
  /** Answers a request by its route, as the server does. */
  ask(options: RawRequestOptions): Promise<RawResponse>;
  /** Signs in and answers the cookie to send along. */
  signIn(person: string): Promise<string>;
  say(person: string, message: Partial<Message>): Promise<string>;
}

export interface WebHarnessOptions {
  readonly config?: object;
  readonly context?: Partial<ConnectContext>;
}

/** The connector in a sandbox, without a server around it. */
export async function webHarness(options: WebHarnessOptions = {}): Promise<WebHarness> {
  const context = fakeContext({ name: 'web', sandbox: true, ...options.context });
  const validated = await webConnector.config['~standard'].validate(options.config ?? {});
  if (validated.issues) throw new Error(JSON.stringify(validated.issues));
  const connection = await webConnector.connect(validated.value, context);
  const operations = webConnector.operations(connection.client);
  const routeOf = (request: RawRequest) =>
    context.routes.find(({ method, path }) => method === request.method && matches(path, request));
  const ask = async (requested: RawRequestOptions) => {
    const request = rawRequest(requested);
    const route = routeOf(request);
    if (route !== undefined) return route.handle(request);
    return (await operations['webhook.receive'](request, fakeCall())).respond([]);
  };
  return {
    context,
    operations,
    routeOf,
    ask,
    check: () => connection.check(fakeCall()),
    signIn: async (person) => {
      const answer = await ask({ path: 'persona', body: { person } });
      const cookie = answer.headers?.['set-cookie'];
      if (answer.status !== 200 || typeof cookie !== 'string') throw new Error(`could not sign in: ${answer.body}`);
      return cookie.split(';', 1).join();
    },
    say: async (person, message) => {
      const input = { to: { id: person }, message: { text: 'hello', locale: 'en', ...message } };
      return (await operations['message.send'](input, fakeCall())).id;
    },
  };
}

const matches = (path: string, request: RawRequest) =>
  path.endsWith('/*') ? request.path.startsWith(path.slice(0, -1)) : path === request.path;
