import { IntegerColumn, ReferenceColumn, StringColumn, Table } from '@servicenow/sdk/core'

/** Which incident is the ticket of which key. The database itself keeps the key unique: two requests never open two. */
export const x_access_account_ticket = Table({
  name: 'x_access_account_ticket',
  label: 'Access Account ticket',
  display: 'key',
  accessibleFrom: 'package_private',
  audit: true,
  schema: {
    key: StringColumn({ label: 'Key', mandatory: true, maxLength: 64, unique: true }),
    incident: ReferenceColumn({ label: 'Incident', referenceTable: 'incident' }),
    desk: StringColumn({ label: 'Desk', maxLength: 40 }),
    // What was done already, by the marks of the requests: a repeat changes nothing.
    done: StringColumn({ label: 'Done', maxLength: 4000 }),
    changes: IntegerColumn({ label: 'Changes', default: 0 }),
  },
  index: [{ name: 'unique_key', element: 'key', unique: true }],
})
