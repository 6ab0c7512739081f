import { Acl } from '@servicenow/sdk/core'
import { integrator } from './role.now'

/** Whoever has the role may use the resource; the table itself is read by it and written by the resource alone. */
export const useTickets = Acl({
  $id: Now.ID['acl_tickets_execute'],
  name: 'x_access_account_tickets',
  type: 'rest_endpoint',
  operation: 'execute',
  roles: [integrator],
})

Acl({
  $id: Now.ID['acl_ticket_read'],
  type: 'record',
  table: 'x_access_account_ticket',
  operation: 'read',
  roles: [integrator],
})
