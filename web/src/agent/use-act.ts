// SPDX-License-Identifier: AGPL-3.0-or-later
import type { LocalActions } from '@rmirror/shared/local-page'
import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { t } from '../i18n/index.ts'
import { act, NotRunning } from './ask.ts'

export interface Act {
  /** Why the last action failed; null if it didn't. */
  problem: string | null
  /** Performs an action and refetches everything shown. Resolves to whether it succeeded. */
  do<Name extends keyof LocalActions>(name: Name, body: LocalActions[Name]): Promise<boolean>
}

export function useAct(): Act {
  const client = useQueryClient()
  const [problem, setProblem] = useState<string | null>(null)
  return {
    problem,
    async do(name, body) {
      try {
        await act(name, body)
        setProblem(null)
        await client.invalidateQueries()
        return true
      } catch (error) {
        setProblem(error instanceof NotRunning || !(error instanceof Error) ? t('local.notRunning') : error.message)
        return false
      }
    },
  }
}
