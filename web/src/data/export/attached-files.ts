// SPDX-License-Identifier: AGPL-3.0-or-later
// The attachments of texts that are exported.
import { fetchAttachment } from '@rmirror/shared/api'
import type { ExportTools } from '@rmirror/shared/workshop'
import { isMissing } from '../attachments/attachment-calls.ts'
import type { Remote } from '../server/remote.ts'
import { mapServerErrors } from './server-exports.ts'

type Fetch = NonNullable<ExportTools['fetchAttachment']>

/** null: the server no longer has it, or nobody is signed in. */
export async function fetchAttachedFile(
  { account, user }: Remote,
  ...[id, signal]: Parameters<Fetch>
): ReturnType<Fetch> {
  if (user.peek() === null) return null
  try {
    return await mapServerErrors(async () => {
      try {
        return await fetchAttachment({ api: account.patientApi }, id, signal)
      } catch (error) {
        if (isMissing(error)) return null
        throw error
      }
    })
  } catch (error) {
    signal.throwIfAborted()
    throw error
  }
}
