// SPDX-License-Identifier: AGPL-3.0-or-later
// The attachments that exported texts mention, fetched from the server. Those of a single file are saved in a folder
// beside it.
import { dirname, join, parse } from 'node:path'
import { ApiProblem, affectsAllPages, fetchAttachment } from '@rmirror/shared/api'
import type { ExportTools } from '@rmirror/shared/workshop'
import { ArchivedAttachments } from '@rmirror/shared/workshop/exports'
import { type Connection, commandErrorFrom } from '../account/connection.ts'
import { CommandError } from '../errors.ts'
import { makeFolder, writeWhole } from '../outcome.ts'
import { visibleLine } from '../visible.ts'

type Fetch = NonNullable<ExportTools['fetchAttachment']>
type PathsFor = NonNullable<ExportTools['attachmentPaths']>

/** `name`: the one attachment that is missing; undefined: all that follow are. */
type OnMissing = (name: string | undefined, why: string) => void

/** What can't be fetched is reported and left out. Rejects only when aborted. */
export function attachmentsOf(connection: Connection, onMissing: OnMissing): Fetch {
  let isOver = false
  return async (id, signal, name) => {
    if (isOver) return null
    try {
      return await fetchAttachment(connection, id, signal)
    } catch (error) {
      signal.throwIfAborted()
      const why = reasonFor(error, connection)
      // Of several pages that wait for the server, the first reports it.
      if (!isOver) onMissing(affectsAllPages(error) ? undefined : name, why)
      isOver ||= affectsAllPages(error)
      return null
    }
  }
}

function reasonFor(error: unknown, connection: Connection): string {
  if (error instanceof ApiProblem && error.status === 404) return 'the server no longer has it'
  const failure = commandErrorFrom(error, connection)
  if (!(failure instanceof CommandError)) throw failure
  return visibleLine(failure.message)
}

/** For an export that is one file: saves attachments in "diary-attachments" beside "diary.md". */
export function attachmentsBeside(output: string, fetch: Fetch, signal: AbortSignal): PathsFor {
  const { dir, name } = parse(output)
  const attachments = new ArchivedAttachments({ fetchAttachment: fetch, signal }, { folder: `${name}-attachments` })
  const add = async (path: string, content: Uint8Array | string) => {
    const file = join(dir, path)
    await makeFolder(dirname(file))
    await writeWhole(file, (write) => write(content))
  }
  return async (markdown) => {
    const paths = await attachments.pathsFor(markdown, '')
    await attachments.addTo({ add }, 0)
    return paths
  }
}
