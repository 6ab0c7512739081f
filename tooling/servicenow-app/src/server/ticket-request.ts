/** Fields of an incident, as the instance stores them. */
export type Fields = Readonly<Record<string, string>>

/** What `PUT /tickets/{key}` is asked. Whatever is there is done, in this order; what was done before is not done again. */
export interface TicketRequest {
  readonly open?: {
    readonly short_description: string
    readonly description: string
    readonly caller_email: string | null
    readonly fields: Fields
  }
  readonly note?: { readonly mark: string; readonly text: string }
  readonly hand_off?: {
    readonly mark: string
    readonly to: string
    /** A name or a sys_id; null: the instance's own assignment rules decide. */
    readonly group: string | null
    readonly reason: string
    readonly fields: Fields
  }
  readonly resolve?: { readonly code: string; readonly notes: string }
}

const longest = 8000
const parts = ['open', 'note', 'hand_off', 'resolve']
/** What only this app sets. */
const ours = ['number', 'state', 'correlation_id', 'correlation_display', 'work_notes', 'comments']

/** The key of a ticket, as Access Account makes them; undefined: it is none. */
export function readKey(value: unknown): string | undefined {
  return typeof value === 'string' && /^[a-z0-9][a-z0-9-]{3,63}$/.test(value) ? value : undefined
}

/** What was asked; a sentence where it is not what is asked here. */
export function readRequest(body: unknown): TicketRequest | string {
  if (!isObject(body)) return 'Send a JSON object.'
  const unknown = Object.keys(body).filter((name) => !parts.includes(name))
  if (unknown.length > 0) return `There is no ${unknown[0]}.`
  const { open, note, hand_off, resolve } = body
  if (open === undefined && note === undefined && hand_off === undefined && resolve === undefined)
    return 'Say what is to be done: open, note, hand_off or resolve.'
  try {
    return {
      ...(open === undefined ? {} : { open: readOpen(open) }),
      ...(note === undefined ? {} : { note: readNote(note) }),
      ...(hand_off === undefined ? {} : { hand_off: readHandOff(hand_off) }),
      ...(resolve === undefined ? {} : { resolve: readResolve(resolve) }),
    }
  } catch (problem) {
    return (problem as Error).message
  }
}

function readOpen(value: unknown) {
  const open = object('open', value)
  return {
    short_description: text('open.short_description', open.short_description).slice(0, 160),
    description: text('open.description', open.description),
    caller_email: open.caller_email === null || open.caller_email === undefined ? null : text('open.caller_email', open.caller_email),
    fields: fields('open.fields', open.fields),
  }
}

function readNote(value: unknown) {
  const note = object('note', value)
  return { mark: mark('note.mark', note.mark), text: text('note.text', note.text) }
}

function readHandOff(value: unknown) {
  const handOff = object('hand_off', value)
  return {
    mark: mark('hand_off.mark', handOff.mark),
    to: text('hand_off.to', handOff.to).slice(0, 40),
    group: handOff.group === null || handOff.group === undefined ? null : text('hand_off.group', handOff.group),
    reason: text('hand_off.reason', handOff.reason),
    fields: fields('hand_off.fields', handOff.fields),
  }
}

function readResolve(value: unknown) {
  const resolve = object('resolve', value)
  return { code: text('resolve.code', resolve.code), notes: text('resolve.notes', resolve.notes) }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function object(name: string, value: unknown): Record<string, unknown> {
  if (isObject(value)) return value
  throw new Error(`${name} must be an object.`)
}

function text(name: string, value: unknown): string {
  if (typeof value === 'string' && value !== '' && value.length <= longest) return value
  throw new Error(`${name} must be text of 1 to ${longest} characters.`)
}

function mark(name: string, value: unknown): string {
  if (typeof value === 'string' && /^[a-z0-9]{8,32}$/.test(value)) return value
  throw new Error(`${name} must be 8 to 32 letters and digits.`)
}

function fields(name: string, value: unknown): Fields {
  if (value === undefined) return {}
  const given = object(name, value)
  for (const field of Object.keys(given)) {
    if (!/^[a-z][a-z0-9_]*$/.test(field) || field.startsWith('sys_') || ours.includes(field))
      throw new Error(`${name} must not set ${field}.`)
    if (typeof given[field] !== 'string') throw new Error(`${name}.${field} must be text.`)
  }
  return given as Fields
}
