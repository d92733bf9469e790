// SPDX-License-Identifier: AGPL-3.0-or-later
import { useLocation } from 'wouter-preact'
import { ignoreServersFault } from '../data/account.ts'
import { useStore } from '../data/store.ts'

/** Signs this browser out, and leaves for the library. */
export function useSignOut(): () => void {
  const { account } = useStore()
  const [, navigate] = useLocation()
  return () => {
    navigate('/')
    // Here it is over at once; a server that does not answer is told at the next visit.
    account.signOut().catch(ignoreServersFault)
  }
}
