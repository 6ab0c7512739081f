import { webHarness } from './web-harness.ts';

test('only files of the page are served', async () => {
  const { ask } = await webHarness();
  for (const name of ['..', '../index.html', '../../package.json', '%2e%2e/index.html', '/etc/passwd', 'a\0b', '']) {
    expect((await ask({ path: `assets/${name}` })).status).toBe(404);
  }
});

test('the page allows nothing inline and no other site around it, or says that it is not built', async () => {
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
