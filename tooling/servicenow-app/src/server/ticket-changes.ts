import type { TicketRequest } from './ticket-request.ts'

/** A ticket as it is before a request. */
export interface Known {
  /** The incident's. */
  readonly state: string
  /** Who took over; empty: nobody has to. */
  readonly desk: string
  /** Marks of what was done, oldest first. */
  readonly done: readonly string[]
}

/** What a request changes; nothing where everything was done before. */
export interface Changes {
  /** Of the incident. */
  readonly fields: Readonly<Record<string, string>>
  readonly desk: string
  readonly done: readonly string[]
}

export const resolved = '6'
const inProgress = '2'
/** Resolved, Closed, Canceled. */
const over = ['6', '7', '8']
/** As many marks fit into the table's column. */
const remembered = 200

export function isOver(state: string): boolean {
  return over.includes(state)
}

export type Status = 'open' | 'handed-off' | 'resolved'

export function statusOf({ state, desk }: Pick<Known, 'state' | 'desk'>): Status {
  return isOver(state) ? 'resolved' : desk === '' ? 'open' : 'handed-off'
}

/** `group`: the sys_id of the group that is named; empty: none is. */
export function changesFor(known: Known, request: TicketRequest, group: string): Changes {
  const fields: Record<string, string> = {}
  const notes: string[] = []
  const done = [...known.done]
  let { state, desk } = known
  const isNew = (mark: string) => {
    if (done.includes(mark)) return false
    done.push(mark)
    return true
  }
  const { note, hand_off: handOff, resolve } = request
  if (note !== undefined && isNew(note.mark)) notes.push(note.text)
  if (handOff !== undefined && isNew(handOff.mark)) {
    Object.assign(fields, handOff.fields)
    notes.push(handOff.reason)
    desk = handOff.to
    fields.correlation_display = `Access Account: ${desk}`
    if (group !== '') fields.assignment_group = group
    // Somebody found out later that it needs people.
    if (isOver(state)) fields.state = state = inProgress
  }
  // What the desk resolved keeps the desk's words.
  if (resolve !== undefined && !isOver(state)) {
    fields.state = resolved
    fields.close_code = resolve.code
    fields.close_notes = resolve.notes
  }
  if (notes.length > 0) fields.work_notes = notes.join('\n\n')
  return { fields, desk, done: done.slice(-remembered) }
}
