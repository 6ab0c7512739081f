import { webConnector } from '@access-account/channel-web';
import { webHarness } from './web-harness.ts';

test('only files of the page are served', async () => {
  const { ask } = await webHarness();
  for (const name of ['..', '../index.html', '../../package.json', '%2e%2e/index.html', '/etc/passwd', 'a\0b', '']) {
    expect((await ask({ path: `assets/${name}` })).status).toBe(404);
  }
});

test('the page allows nothing inline and no other site around it, or says that it is not built (K)', async () => {
  const { ask } = await webHarness();
  const { status, headers, body } = await ask({ path: '' });
  if (status === 503) {
    expect(JSON.parse(String(body)).error.code).toBe('page-not-built');
    return;
  }
  const policy = String(headers?.['content-security-policy']);
  for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'self'"]) {
    expect(policy.split('; ')).toContain(rule);
  }
  expect(policy).not.toContain('unsafe');
});

test('only the pages that are named may show the chat, and only then is there a script for them (E)', async () => {
  const nobody = await webHarness();
  expect((await nobody.ask({ path: 'embed.js' })).status).toBe(404);
  const { ask } = await webHarness({ config: { embedIn: ['https://intranet.acme.com'] } });
  const page = await ask({ path: '' });
  if (page.status === 503) return;
  const policy = String(page.headers?.['content-security-policy']).split('; ');
  expect(policy).toContain("frame-ancestors 'self' https://intranet.acme.com");
  const script = await ask({ path: 'embed.js' });
  expect(script.status).toBe(200);
  expect(script.headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8' });
});

test.each([
  'https://intranet.acme.com/',
  'https://intranet.acme.com/start',
  'http://intranet.acme.com',
  'https://*.acme.com; script-src *',
  '*',
  'null',
  'javascript:alert(1)',
])('“%s” is no origin that may show the chat', async (origin) => {
  const { issues } = await webConnector.config['~standard'].validate({ embedIn: [origin] });
  expect(issues).toHaveLength(1);
});
