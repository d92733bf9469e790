// SPDX-License-Identifier: AGPL-3.0-or-later
// Compares the export of an account with that of the account it was imported into, entry by entry.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type FileEntry, Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js'

/** Tables that aren't imported. The README of the export says so. */
export const notImported = [
  ...['admins', 'agent_tokens', 'audit', 'browsers', 'connections', 'device_codes', 'favourite_pages', 'identities'],
  ...['kept_answers', 'mails', 'notice_choices', 'notice_webhooks'],
  ...['notifications', 'page_retries', 'quota_months', 'quota_usage', 'removal_warnings', 'removed_integrations'],
  ...['sealed_backups', 'sessions', 'share_links', 'stripe_subscriptions', 'subscriptions'],
  ...['sync_records', 'workspace_members'],
]

/** Numbers of changes and times of rows, which say what happened in this account. */
const ofRow = ['id', 'change', 'created_at', 'updated_at']

const ofPage = ['id', 'change', 'updated_at', 'document_created', 'document_change', 'image_at']

/** Members that must differ, by what has them. All others must be equal. */
const differing: Record<string, string[]> = {
  notebook: [...ofRow, 'items_change'],
  // Its text and its time come with the import.
  note: [...ofRow, 'items_change', 'last_modified'],
  page: ofPage,
  // Links in its text have the ids of attachments.
  'page with attachments': [...ofPage, 'text_hash'],
  todos: ofRow,
  highlights: [...ofRow, 'deleted_at'],
  images: ['id', 'created_at'],
  attachments: ['id', 'created_at'],
  users: [...ofRow, 'email', 'first_steps_ended_at'],
  // They are paused, without a credential, and nothing was delivered yet.
  integrations: [
    ...[...ofRow, 'connection_id', 'is_enabled', 'generation', 'checked_at', 'look_due_at', 'looked_at'],
    ...['cursor_change', 'cursor_kind', 'cursor_id', 'cursor_page'],
  ],
}

type Row = Record<string, unknown>

/** What has to be equal: JSON without what differs, texts, and the hashes of other files, by the names of the entries. */
export async function comparable(path: string): Promise<Map<string, unknown>> {
  const zip = new ZipReader(new Uint8ArrayReader(readFileSync(path)), { useWebWorkers: false, checkSignature: true })
  const entries = new Map<string, unknown>()
  for (const entry of await zip.getEntries()) {
    const { filename } = entry
    if (notImported.some((table) => filename === `account/${table}.json`)) continue
    const bytes = await (entry as FileEntry).getData(new Uint8ArrayWriter())
    // The name of an attachment's file begins with the end of its id.
    entries.set(filename.replace(/(\/attachments\/)[\da-f]{8}-/, '$1'), contentOf(filename, bytes))
  }
  return entries
}

function contentOf(name: string, bytes: Uint8Array): unknown {
  if (!/\.(json|md)$/.test(name)) return createHash('sha256').update(bytes).digest('hex')
  const text = new TextDecoder().decode(bytes).replaceAll(/attachment:[\da-f-]{36}/g, 'attachment:ID')
  if (!name.endsWith('.json')) return text
  const parsed = JSON.parse(text)
  const [, table] = /^account\/(\w+)\.json$/.exec(name) ?? []
  if (table) return parsed.map((row: Row) => without(row, table))
  if (name.endsWith('/notebook.json')) return without(parsed, parsed.document_type === 'notes' ? 'note' : 'notebook')
  return pageOf(parsed)
}

function pageOf(page: Row): Row {
  const lists = ['todos', 'highlights', 'images', 'attachments'].map((name) => [
    name,
    // What is deleted isn't imported, except for pen marks that are on the page but aren't shown.
    (page[name] as Row[])
      .filter(({ deleted_at = null, hidden = null }) => deleted_at === null || hidden !== null)
      .map((row) => without(row, name))
      .toSorted(byPlace),
  ])
  const isNote = page.page_uuid === page.id
  const kind = (page.attachments as Row[]).length > 0 ? 'page with attachments' : 'page'
  return { ...without(page, kind), ...Object.fromEntries(lists), ...(isNote && { id: page.id }) }
}

/** Rows are exported in the order of their ids. */
const byPlace = (a: Row, b: Row) => placeOf(a).localeCompare(placeOf(b))
const placeOf = ({ source = '', ordinal = 0, part = 0 }: Row) =>
  `${source} ${String(ordinal).padStart(8)} ${String(part).padStart(8)}`

/** What differs is there in both or in neither, apart from what integrations lack. */
function without(row: Row, kind: string): Row {
  const differs = differing[kind] ?? []
  const shown = (name: string, value: unknown) => {
    if (!differs.includes(name)) return value
    return value === null && kind !== 'integrations' ? null : 'differs'
  }
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, shown(name, value)]))
}
