// SPDX-License-Identifier: AGPL-3.0-or-later
import { answerTo } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'
import {
  createNote,
  deleteDocument,
  fetchDocument,
  fetchVersion,
  fetchVersions,
  nameVersion,
  putDocument,
} from '../documents/document-calls.ts'
import type { WorkspaceService } from './workspace-service.ts'

/** The documents of the signed-in user. `user`: their id, which is also that of their workspace. */
export function serverWorkspace(account: Pick<Account, 'api'>, user: () => string): WorkspaceService {
  return {
    list: ({ query, cursor }, signal) => {
      const params = {
        path: { workspace_id: user() },
        query: { limit: 100, ...(query !== undefined && { query }), ...(cursor && { cursor }) },
      }
      const options = { params, cache: 'no-store', ...(signal && { signal }) } as const
      return answerTo(account.api.GET('/api/v1/workspaces/{workspace_id}/documents', options))
    },
    read: (id) => fetchDocument(account, id),
    save: (before, content, settled) => putDocument(account, before, content, settled),
    versions: (id, cursor, signal) => fetchVersions(account, id, cursor, signal),
    version: (id, version, signal) => fetchVersion(account, id, version, signal),
    snapshot: (id, name) => nameVersion(account, id, name),
    create: (note) => createNote(account, user(), note),
    remove: (before) => deleteDocument(account, before),
  }
}
