import type { HttpRoute } from '@access-account/contract';
import { readEmbedScript } from '../chat-page.ts';
import { errorResponse } from '../error-response.ts';
import type { WebConfig } from '../web-config.ts';

/** GET `embed.js`: what a page of the organisation's includes to offer the chat; only where any may show it. */
export function embedRoute({ embedIn }: WebConfig): HttpRoute {
  return {
    method: 'GET',
    path: 'embed.js',
    handle: async () => {
      const script = embedIn.length === 0 ? undefined : await readEmbedScript();
      if (script === undefined) {
        return errorResponse({ status: 404, code: 'not-found', message: 'No other page may show this chat.' });
      }
      return {
        status: 200,
        headers: {
          'content-type': 'text/javascript; charset=utf-8',
          // Its name never changes, so that nobody has to change the pages that include it.
          'cache-control': 'public, max-age=300',
          'cross-origin-resource-policy': 'cross-origin',
          'x-content-type-options': 'nosniff',
        },
        body: script,
      };
    },
  };
}
