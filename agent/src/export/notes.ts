// SPDX-License-Identifier: AGPL-3.0-or-later
// The notes of an account as input of an export. They were written in the dashboard, so no file here has them.
import { fetchTree, folderOf, parentOf, type TreeItem } from '@rmirror/shared/api'
import { type Folder, isInTrash, type Notebook, rootUuid } from '@rmirror/shared/library'
import { type Connection, commandErrorFrom } from '../account/connection.ts'
import { CommandError } from '../errors.ts'
import type { Input } from '../inputs.ts'
import { isSameName } from '../names.ts'

/** The notebooks that an export was given. */
export type Given = Omit<Input, 'fileOf'>

/** Those of this name, or all. Rejects with a CommandError if there is none, or no answer. */
export async function readNotes(name: string | undefined, connection: Connection, signal: AbortSignal): Promise<Given> {
  const { server } = connection
  const items = await itemsOf(connection, signal)
  const folders = items.filter(({ document_type }) => document_type === 'folder').map(folderOf)
  const notes = items
    .filter((item) => item.document_type === 'notes' && (name === undefined || isSameName(item.visible_name, name)))
    .map((item) => noteOf(item, folders))
  if (notes.length === 0) {
    const what = name === undefined ? 'are no notes' : `is no note ${JSON.stringify(name)}`
    throw new CommandError(`there ${what} on ${server}`)
  }
  return {
    path: name ?? 'notes',
    library: { notebooks: notes, folders, problems: [], ignored: 0 },
    ...{ singlePage: false, isNamed: name !== undefined, failures: [], remarks: [] },
  }
}

async function itemsOf(connection: Connection, signal: AbortSignal): Promise<TreeItem[]> {
  try {
    return (await fetchTree(connection.api, signal)).items
  } catch (error) {
    signal.throwIfAborted()
    throw commandErrorFrom(error, connection)
  }
}

function noteOf(item: TreeItem, folders: Folder[]): Notebook {
  const { notebook_uuid: uuid, visible_name: name, tags, last_modified, is_pinned: pinned, orientation } = item
  const parent = parentOf(item)
  return {
    ...{ uuid, name, tags, pinned, orientation, kind: 'notebook', isNote: true },
    // Notes stay where people find them when their folder goes to the tablet's trash.
    parent: isInTrash(folders, { uuid, parent }) ? rootUuid : parent,
    lastModified: last_modified === null ? 0 : Date.parse(last_modified),
    ...{ lastOpened: 0, authors: [], coverPage: 0, problems: [] },
    pages: [{ uuid, number: 1, index: 0, template: '', sourcePage: null, tags: [] }],
  }
}
