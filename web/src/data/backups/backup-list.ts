// SPDX-License-Identifier: AGPL-3.0-or-later
// The encrypted backups of the account, as the server knows them.
import { answerTo, type components } from '@rmirror/shared/api'
import type { Queries, RemoteQuery } from '../server/remote-query.ts'

export type BackupList = components['schemas']['Backups']

/** Newest first. The change feed doesn't report them: refetched on mount. */
export function backupList(remote: Queries): RemoteQuery<BackupList> {
  const ask: RemoteQuery<BackupList>['queryFn'] = ({ signal }) =>
    answerTo(remote.account.api.GET('/api/v1/backups', { signal, cache: 'no-store' }))
  return { ...remote.query(['backups'], ask), staleTime: 0 }
}

export async function deleteBackup(remote: Queries, id: string): Promise<void> {
  await answerTo(remote.account.api.DELETE('/api/v1/backups/{id}', { params: { path: { id } } }))
  await remote.invalidate('backups')
}

export async function deleteAllBackups(remote: Queries): Promise<void> {
  await answerTo(remote.account.api.DELETE('/api/v1/backups'))
  await remote.invalidate('backups')
}
