import { Test } from '@servicenow/sdk/core'

const path = '/api/x_access_account/v1/tickets/aa-atf-0001'
const opening = JSON.stringify({ open: { short_description: 'ATF', description: 'Opened by a test.', caller_email: null } })
const resolving = JSON.stringify({ resolve: { code: 'Solution provided', notes: 'Resolved by a test.' } })

// Run as a user with the role x_access_account.integrator and a basic authentication profile.
Test(
  {
    $id: Now.ID['atf_put'],
    name: 'Access Account: the same key is the same ticket',
    description: 'Opens a ticket by its key twice, and resolves it twice.',
    failOnServerError: true,
  },
  (atf) => {
    atf.rest.sendRestRequest({ $id: Now.ID['atf_open'], path: path, method: 'put', auth: 'basic', body: opening, headers: {}, queryParameters: {} })
    atf.rest.assertStatusCode({ $id: Now.ID['atf_open_status'], operation: 'less_than', statusCode: 202 })
    atf.rest.assertJsonResponsePayloadElement({ $id: Now.ID['atf_open_state'], elementName: '/result/status', operation: 'equals', elementValue: 'open' })
    atf.rest.sendRestRequest({ $id: Now.ID['atf_again'], path: path, method: 'put', auth: 'basic', body: opening, headers: {}, queryParameters: {} })
    atf.rest.assertStatusCode({ $id: Now.ID['atf_again_status'], operation: 'equals', statusCode: 200 })
    atf.rest.sendRestRequest({ $id: Now.ID['atf_resolve'], path: path, method: 'put', auth: 'basic', body: resolving, headers: {}, queryParameters: {} })
    atf.rest.assertJsonResponsePayloadElement({ $id: Now.ID['atf_resolve_state'], elementName: '/result/status', operation: 'equals', elementValue: 'resolved' })
    atf.rest.sendRestRequest({ $id: Now.ID['atf_resolve_again'], path: path, method: 'put', auth: 'basic', body: resolving, headers: {}, queryParameters: {} })
    atf.rest.assertStatusCode({ $id: Now.ID['atf_resolve_again_status'], operation: 'equals', statusCode: 200 })
  },
)
