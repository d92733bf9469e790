// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import type { Integration, Target } from '../../data/server/integrations.ts'
import { useStore } from '../../data/store.ts'
import { serverText } from '../texts/server-texts.ts'

interface Integrations {
  targets: Target[] | undefined
  integrations: Integration[] | undefined
  /** Why one of the two couldn't be loaded; null while loading. */
  problem: string | null
  retry: () => void
}

/** The services that the server supports, and which of them are set up. */
export function useIntegrations(): Integrations {
  const { remote } = useStore()
  const targets = useQuery(remote.targets())
  const integrations = useQuery(remote.integrations())
  const error = targets.error ?? integrations.error
  return {
    targets: targets.data,
    integrations: integrations.data,
    problem: error && serverText(error),
    retry() {
      void targets.refetch()
      void integrations.refetch()
    },
  }
}
