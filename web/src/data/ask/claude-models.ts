// SPDX-License-Identifier: AGPL-3.0-or-later
// The models that this server lets its users ask.
import { answerTo } from '@rmirror/shared/api'
import type { Remote } from '../server/remote.ts'
import type { RemoteQuery } from '../server/remote-query.ts'

export interface ClaudeModel {
  id: string
  display_name: string
}

/** Constant while the server runs. */
export function claudeModels(remote: Remote): RemoteQuery<ClaudeModel[]> {
  return remote.query(['claude models'], async ({ signal }) => {
    const { data } = await answerTo(remote.account.api.GET('/api/claude/v1/models', { signal, cache: 'no-store' }))
    return data
  })
}
