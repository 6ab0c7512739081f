import fc from 'fast-check';
import {
  messagePayload,
  pressedPayload,
  sign,
  threadStartedPayload,
} from '../../packages/channel-slack/src/fake/index.ts';
import { FakeSigner, messageActivity, pressedActivity } from '../../packages/channel-teams/src/fake/index.ts';
import type { Answered } from './exchange.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { anyBody, anyHeaders, anyQuery, anyText, encode, tampered } from './garbage.ts';
import { asking, type Route } from './route.ts';

type Signed = Readonly<{ headers: Readonly<Record<string, string>>; body: string | Uint8Array; isProven: boolean }>;

/** Where other systems call us, and the pages behind a mail's links. */
export function connectorRoutes(target: FuzzTarget): readonly Route[] {
  return [slackRoute(target), teamsRoute(target), hookRoute(target), linkRoute(target)];
}

/** What somebody says or presses there. Buttons of other people and other channels are among them. */
function anyDeed(target: FuzzTarget) {
  const text = fc.oneof(anyText, fc.constantFrom('help', 'cancel', 'I am locked out', 'unlock my account', 'no'));
  const token = fc.oneof(
    anyText.map((text) => () => text),
    fc.nat(30).map((which) => () => target.tokens.at(-1 - which) ?? 'none'),
    fc.constant(() => tokenIn(target.linkTo('Yes'))),
  );
  return fc.oneof(
    text.map((text) => ({ text })),
    token.map((token) => ({ token })),
  );
}

/** Signed as Slack does, by somebody who knows the secret, and by somebody who does not. */
function slackRoute(target: FuzzTarget): Route {
  const { slack, slacker } = target.providers;
  const { workspace, signingSecret } = slack;
  const user = slacker.user.id;
  const deed = fc.oneof({ weight: 4, arbitrary: anyDeed(target) }, { weight: 1, arbitrary: fc.constant(undefined) });
  const payload = deed.map((deed) => {
    if (deed === undefined) return threadStartedPayload(workspace, user);
    return 'token' in deed
      ? pressedPayload({ workspace, user, token: deed.token() })
      : messagePayload({ workspace, user, text: deed.text });
  });
  const challenge = fc.jsonValue().map((challenge) => ({ type: 'url_verification', challenge }));
  const said = fc.oneof(
    { weight: 2, arbitrary: payload },
    { weight: 4, arbitrary: tampered(payload) },
    { weight: 1, arbitrary: challenge },
    { weight: 2, arbitrary: anyBody.filter((body) => typeof body === 'string') },
  );
  const now = () => String(Math.floor(Date.now() / 1000));
  const proven = said.map((payload) => ({
    ...sign({ payload, secret: signingSecret, timestamp: now() }),
    isProven: true,
  }));
  // The right secret at a time that is none or long gone, or another secret now.
  const noTime = fc.oneof(fc.constantFrom('0', '1', '-1', 'NaN', '1e10'), anyText);
  const guessed = fc.tuple(said, fc.option(noTime, { nil: undefined })).map(([payload, timestamp]) => ({
    ...sign(
      timestamp === undefined
        ? { payload, secret: 'another', timestamp: now() }
        : { payload, secret: signingSecret, timestamp },
    ),
    isProven: false,
  }));
  return webhookRoute(target, { name: 'slack', path: 'events', requests: fc.oneof(proven, proven, guessed, unsigned) });
}

/** With a token as Teams has it, and with others. */
function teamsRoute(target: FuzzTarget): Route {
  const { teams, teamed } = target.providers;
  const happened = () => teams.happened(teamed.user);
  const activity = anyDeed(target).map((deed) =>
    'token' in deed
      ? pressedActivity({ ...happened(), token: deed.token() })
      : messageActivity({ ...happened(), text: deed.text }),
  );
  const said = fc.oneof({ weight: 1, arbitrary: activity }, { weight: 2, arbitrary: tampered(activity) });
  const proven = said.map((activity) => ({ ...teams.signed(activity), isProven: true }));
  const garbage = anyBody.map((body) => ({ ...teams.signed({}), body, isProven: true }));
  const stranger = new FakeSigner({ now: () => new Date() });
  const tokens = fc.oneof(
    anyText,
    fc.constant(stranger.sign(stranger.claims(teams.tenant.appId, teams.serviceUrl))),
    tampered(fc.constant(teams.signer.claims(teams.tenant.appId, teams.serviceUrl))).map(
      (claims) => `${teams.signer.sign(claims).split('.').slice(0, 2).join('.')}.${stranger.sign({}).split('.')[2]}`,
    ),
  );
  const guessed = fc.tuple(said, tokens).map(([activity, token]) => ({
    headers: { ...teams.signed(activity).headers, authorization: `Bearer ${token}` },
    body: JSON.stringify(activity),
    isProven: false,
  }));
  return webhookRoute(target, {
    name: 'teams',
    path: 'messages',
    requests: fc.oneof(proven, proven, garbage, guessed, unsigned),
  });
}

/** Okta's event hook. */
function hookRoute(target: FuzzTarget): Route {
  const { hookSecret } = target.providers;
  const secret = fc.oneof(fc.constant(hookSecret), fc.constantFrom('', hookSecret.slice(1), `${hookSecret} `), anyText);
  const challenge = fc.option(anyText, { nil: undefined });
  const request = fc.tuple(secret, challenge, anyBody).map(([authorization, challenge, body]) => ({
    headers: {
      authorization,
      ...(challenge === undefined ? {} : { 'x-okta-verification-challenge': challenge }),
    },
    body,
    // Blanks around a header's value are no part of it.
    isProven: authorization.trim() === hookSecret,
  }));
  return webhookRoute(target, { name: 'okta', path: 'hook', requests: request });
}

const unsigned = fc.tuple(anyBody, anyHeaders).map(([body, headers]) => ({ body, headers, isProven: false }));

interface Webhook {
  readonly name: string;
  readonly path: string;
  readonly requests: fc.Arbitrary<Signed>;
}

/** Whoever does not show that it is the provider is refused, by whatever method and below whatever address. */
function webhookRoute(target: FuzzTarget, { name, path, requests }: Webhook): Route {
  const tail = fc.oneof(
    { weight: 12, arbitrary: fc.constant('') },
    fc.constantFrom('/', '/x', '%00'),
    anyText.map(encode),
  );
  const method = fc.oneof(
    { weight: 8, arbitrary: fc.constant('POST') },
    fc.constantFrom('GET', 'HEAD', 'PUT', 'DELETE'),
  );
  return {
    name: `${name}: /connectors/${name}/${path}`,
    cases: fc
      .tuple(requests, method, tail, anyQuery(['validationToken']), fc.oneof(fc.constant({}), anyHeaders))
      .map(([{ headers, body, isProven }, method, tail, query, more]) =>
        asking({
          target,
          sent: {
            method,
            path: `/connectors/${name}/${path}${tail}${query}`,
            headers: { ...headers, ...more },
            body: method === 'GET' || method === 'HEAD' ? '' : body,
          },
          more: ({ status, text }) => {
            // Everything that is needed is there: “unavailable” would be untrue, and have the provider send it again and again.
            if (status >= 500) return `fails: ${status} ${text}`;
            return isProven || status >= 400 ? undefined : `answers ${status} to somebody who is not ${name}`;
          },
        }),
      ),
    afterwards: () => target.mailedIsNotHelped(),
  };
}

/** A mail's links as scanners, broken browsers and liars open them: everything but the button itself. */
function linkRoute(target: FuzzTarget): Route {
  const links = target.mail.buttons.map(({ url }) => tokenIn(url));
  const token = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...links) },
    fc.constantFrom(...links).map((link) => link.slice(1)),
    fc.tuple(fc.constantFrom(...links), anyText).map(([link, text]) => `${link}${encode(text)}`),
    fc.nat(30).map((which) => encode(target.tokens.at(-1 - which) ?? 'none')),
    anyText.map(encode),
  );
  const field = fc.constantFrom('press', 'List-Unsubscribe', 'account', '__proto__');
  const value = fc.oneof(fc.constantFrom('no', 'YES', 'yes ', 'One-Click'), anyText);
  const form = fc
    .array(fc.tuple(field, value), { maxLength: 4 })
    .map((fields) => new URLSearchParams(fields.map(([name, value]) => [name, value.toWellFormed()])).toString());
  return {
    name: 'pages behind links: /connectors/email/confirm/:token',
    cases: fc
      .tuple(
        fc.constantFrom('GET', 'POST', 'POST', 'HEAD', 'PUT', 'DELETE'),
        token,
        anyQuery(['press', 'token']),
        fc.oneof(form, anyBody),
        anyHeaders,
      )
      .filter(([, , , body]) => !isPressed(body))
      .map(([method, token, query, body, headers]) =>
        asking({
          target,
          sent: {
            method,
            path: `/connectors/email/confirm/${token}${query}`,
            headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
            body: method === 'GET' || method === 'HEAD' ? '' : body,
          },
          more: (answer) => isTaken(method, answer),
        }),
      ),
    afterwards: () => target.mailedIsNotHelped(),
  };
}

function isPressed(body: string | Uint8Array): boolean {
  return new URLSearchParams(Buffer.from(body).toString('utf8')).get('press') === 'yes';
}

/** Nothing that is sent here presses a button. */
function isTaken(method: string, { status, text }: Answered): string | undefined {
  return method === 'POST' && status < 400 ? `answers ${status} where nothing was pressed: ${text}` : undefined;
}

function tokenIn(url: string): string {
  return new URL(url).pathname.split('/').at(-1) ?? '';
}
