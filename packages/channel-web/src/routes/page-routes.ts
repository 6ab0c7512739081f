import type { HttpRoute } from '@access-account/contract';
import { readChatAsset, readChatPage } from '../chat-page.ts';
import { errorResponse } from '../error-response.ts';
import type { WebConfig } from '../web-config.ts';

/** The Trusted Types policies are the Adaptive Cards renderer's own; the page itself writes no HTML. */
const contentSecurityPolicy = (embedIn: readonly string[]) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${["'self'", ...embedIn].join(' ')}`,
    "require-trusted-types-for 'script'",
    'trusted-types adaptivecards#deprecatedExportedFunctionPolicy adaptivecards#markdownPassthroughPolicy adaptivecards#restoreContentsPolicy',
  ].join('; ');

/** GET ``: the chat page; GET `assets/*`: its files, whose names change with their content. */
export function pageRoutes({ embedIn }: WebConfig): readonly HttpRoute[] {
  return [
    {
      method: 'GET',
      path: '',
      handle: async () => {
        const page = await readChatPage();
        if (page === undefined) {
          const message = 'The chat page is not built. Run "npm start", which builds it, or build this package.';
          return errorResponse({ status: 503, code: 'page-not-built', message });
        }
        return {
          status: 200,
          headers: {
            'content-type': 'text/html; charset=utf-8',
            'content-security-policy': contentSecurityPolicy(embedIn),
            'cache-control': 'no-cache',
            'referrer-policy': 'no-referrer',
            'x-content-type-options': 'nosniff',
            'cross-origin-opener-policy': 'same-origin',
          },
          body: page,
        };
      },
    },
    {
      method: 'GET',
      path: 'assets/*',
      handle: async ({ path }) => {
        const file = await readChatAsset(path.slice('assets/'.length));
        if (file === undefined) {
          return errorResponse({ status: 404, code: 'not-found', message: 'There is nothing here.' });
        }
        return {
          status: 200,
          headers: {
            'content-type': file.contentType,
            'cache-control': 'public, max-age=31536000, immutable',
            'x-content-type-options': 'nosniff',
          },
          body: file.content,
        };
      },
    },
  ];
}
