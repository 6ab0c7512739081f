import { RestApi } from '@servicenow/sdk/core'
import { about, getTicket, putTicket } from '../server/tickets.ts'
import { useTickets } from './acl.now'

RestApi({
  $id: Now.ID['rest_tickets'],
  name: 'Access Account tickets',
  serviceId: 'tickets',
  shortDescription: 'One incident for every key.',
  consumes: 'application/json',
  produces: 'application/json',
  enforceAcl: [useTickets],
  versions: [{ $id: Now.ID['rest_v1'], version: 1, isDefault: true }],
  routes: [
    {
      $id: Now.ID['rest_get'],
      name: 'Look a ticket up',
      method: 'GET',
      path: '/{key}',
      version: 1,
      script: getTicket,
      enforceAcl: [useTickets],
    },
    {
      $id: Now.ID['rest_put'],
      name: 'Open or change a ticket',
      shortDescription: 'Opens the ticket of the key where there is none, and does what was not done yet.',
      method: 'PUT',
      path: '/{key}',
      version: 1,
      script: putTicket,
      enforceAcl: [useTickets],
    },
  ],
})

RestApi({
  $id: Now.ID['rest_about_api'],
  name: 'Access Account about',
  serviceId: 'about',
  shortDescription: 'Which version this is, and what a configuration may name.',
  produces: 'application/json',
  enforceAcl: [useTickets],
  versions: [{ $id: Now.ID['rest_about_v1'], version: 1, isDefault: true }],
  routes: [
    {
      $id: Now.ID['rest_about'],
      name: 'About the app',
      method: 'GET',
      path: '/app',
      version: 1,
      script: about,
      enforceAcl: [useTickets],
    },
  ],
})
