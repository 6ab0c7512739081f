import { Role } from '@servicenow/sdk/core'

/** All that the integration's user needs. */
export const integrator = Role({
  name: 'x_access_account.integrator',
  description: 'Lets Access Account open, note, hand over and resolve its own tickets, and nothing else.',
})
