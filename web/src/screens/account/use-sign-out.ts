// SPDX-License-Identifier: AGPL-3.0-or-later
import { useLocation } from 'wouter-preact'
import { ignoreServerFailure } from '../../data/account/account.ts'
import { useStore } from '../../data/store.ts'

/** Signs this browser out, and navigates to the library. */
export function useSignOut(): () => void {
  const { account } = useStore()
  const [, navigate] = useLocation()
  return () => {
    navigate('/')
    // In this browser it takes effect immediately; a server that doesn't answer is notified at the next visit.
    account.signOut().catch(ignoreServerFailure)
  }
}
