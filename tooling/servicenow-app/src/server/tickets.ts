import { GlideRecord, gs } from '@servicenow/glide'
import { ServiceError } from '@servicenow/glide/sn_ws_err'
import type { RESTAPIRequest, RESTAPIResponse } from '@servicenow/glide/sn_ws_int'
import { changesFor, statusOf } from './ticket-changes.ts'
import { readKey, readRequest, type TicketRequest } from './ticket-request.ts'

const version = '0.1.0'
const table = 'x_access_account_ticket'
/** Seconds after which whoever began to open a ticket is not waited for any more. */
const patience = 60

/** `GET about/app`: which version this is, the resolution codes there are, and the groups that were asked for. */
export function about(request: RESTAPIRequest, response: RESTAPIResponse) {
  const codes: string[] = []
  const choice = new GlideRecord('sys_choice')
  choice.addQuery('name', 'IN', 'incident,task')
  choice.addQuery('element', 'close_code')
  choice.addQuery('inactive', false)
  choice.setLimit(200)
  choice.query()
  while (choice.next()) codes.push(String(choice.getValue('value')))
  const named = request.queryParams.group
  const groups = (named === undefined ? [] : ([] as string[]).concat(named)).filter((name) => groupOf(name) !== '')
  response.setStatus(200)
  response.setBody({ app: 'access-account', version, close_codes: codes, groups } as never)
}

/** `GET /{key}` */
export function getTicket(request: RESTAPIRequest, response: RESTAPIResponse) {
  const key = readKey(request.pathParams.key)
  if (key === undefined) return refuse(response, 400, 'The key is none of Access Account’s.')
  const link = linkOf(key)
  if (link === undefined || !link.getValue('incident')) return refuse(response, 404, 'There is no ticket of this key.')
  return answer(response, 200, link)
}

/** `PUT /{key}`: opens the ticket of the key where there is none, and does what was not done yet. */
export function putTicket(request: RESTAPIRequest, response: RESTAPIResponse) {
  const key = readKey(request.pathParams.key)
  if (key === undefined) return refuse(response, 400, 'The key is none of Access Account’s.')
  const wanted = readRequest(request.body.data)
  if (typeof wanted === 'string') return refuse(response, 400, wanted)
  const group = wanted.hand_off?.group ?? null
  const groupId = group === null ? '' : groupOf(group)
  if (group !== null && groupId === '') return refuse(response, 422, 'There is no active group of this name, or more than one.')

  const found = linkOf(key)
  if (found === undefined && wanted.open === undefined) return refuse(response, 404, 'There is no ticket of this key.')
  const link = found ?? claim(key)
  if (link === undefined) return refuse(response, 503, 'The ticket is being opened by another request.')
  let status = 200
  if (!link.getValue('incident')) {
    if (wanted.open === undefined) return refuse(response, 404, 'There is no ticket of this key.')
    // Whoever claimed the key before may be at it still, or may be gone.
    if (found !== undefined && ageOf(found) < patience)
      return refuse(response, 503, 'The ticket is being opened by another request.')
    const incident = byCorrelation(key) ?? open(key, wanted.open)
    if (incident === '') {
      // The key is let go: nothing was opened for it.
      link.deleteRecord()
      return refuse(response, 422, 'A data policy or a business rule refuses the incident.')
    }
    link.setValue('incident', incident)
    link.update()
    status = 201
  }
  return change(link, wanted, groupId) ? answer(response, status, link) : refuse(response, 422, 'A data policy or a business rule refuses the change.')
}

/** The database lets one request have the key; undefined: another one has it. */
function claim(key: string): GlideRecord | undefined {
  const link = new GlideRecord(table)
  link.initialize()
  link.setValue('key', key)
  return link.insert() ? link : undefined
}

function linkOf(key: string): GlideRecord | undefined {
  const link = new GlideRecord(table)
  return link.get('key', key) ? link : undefined
}

/** Seconds. */
function ageOf(link: GlideRecord): number {
  return (Date.now() - Date.parse(`${String(link.getValue('sys_created_on')).replace(' ', 'T')}Z`)) / 1000
}

/** The incident that a request opened which ended before it could say so. */
function byCorrelation(key: string): string | undefined {
  const incident = new GlideRecord('incident')
  incident.addQuery('correlation_id', key)
  incident.orderBy('sys_created_on')
  incident.setLimit(1)
  incident.query()
  return incident.next() ? incident.getUniqueValue() : undefined
}

function open(key: string, { short_description, description, caller_email, fields }: NonNullable<TicketRequest['open']>): string {
  const caller = caller_email === null ? '' : soleOf('sys_user', 'email', caller_email)
  const incident = new GlideRecord('incident')
  incident.initialize()
  for (const field of Object.keys(fields)) incident.setValue(field, fields[field])
  incident.setValue('short_description', short_description)
  incident.setValue('description', description)
  incident.setValue('correlation_id', key)
  incident.setValue('correlation_display', 'Access Account')
  if (caller !== '') incident.setValue('caller_id', caller)
  return incident.insert() ?? ''
}

/** Whether it is as it was wanted afterwards. */
function change(link: GlideRecord, wanted: TicketRequest, group: string): boolean {
  const incident = incidentOf(link)
  if (incident === undefined) return false
  const before = { state: String(incident.getValue('state')), desk: link.getValue('desk') ?? '', done: marksOf(link) }
  const { fields, desk, done } = changesFor(before, wanted, group)
  const names = Object.keys(fields)
  if (names.length > 0) {
    for (const field of names) incident.setValue(field, fields[field])
    if (!incident.update()) return false
  }
  if (desk !== before.desk || done.length !== before.done.length || names.length > 0) {
    link.setValue('desk', desk)
    link.setValue('done', done.join(' '))
    link.setValue('changes', Number(link.getValue('changes') ?? 0) + 1)
    link.update()
  }
  return true
}

function incidentOf(link: GlideRecord): GlideRecord | undefined {
  const incident = new GlideRecord('incident')
  return incident.get(String(link.getValue('incident'))) ? incident : undefined
}

function marksOf(link: GlideRecord): string[] {
  return (link.getValue('done') ?? '').split(' ').filter((mark) => mark !== '')
}

/** The one active group of this name, or of this sys_id; empty: there is none, or more than one. */
function groupOf(name: string): string {
  return soleOf('sys_user_group', /^[0-9a-f]{32}$/.test(name) ? 'sys_id' : 'name', name)
}

/** Values are given as values, never as part of an encoded query. */
function soleOf(from: string, field: string, value: string): string {
  const found = new GlideRecord(from)
  found.addQuery(field, value)
  found.addQuery('active', true)
  found.setLimit(2)
  found.query()
  if (!found.next()) return ''
  const id = found.getUniqueValue()
  return found.next() ? '' : id
}

/** Read again, as it is now. */
function answer(response: RESTAPIResponse, status: number, link: GlideRecord) {
  const incident = incidentOf(link)
  if (incident === undefined) return refuse(response, 404, 'The incident of this ticket was deleted.')
  const state = String(incident.getValue('state'))
  response.setStatus(status)
  response.setBody({
    number: String(incident.getValue('number')),
    sys_id: incident.getUniqueValue(),
    state,
    status: statusOf({ state, desk: link.getValue('desk') ?? '' }),
  } as never)
}

function refuse(response: RESTAPIResponse, status: number, message: string) {
  gs.debug(`Access Account: ${status} ${message}`)
  const error = new ServiceError()
  error.setStatus(status)
  error.setMessage(message)
  response.setError(error)
}
