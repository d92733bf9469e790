// SPDX-License-Identifier: AGPL-3.0-or-later
import { isSignOutWanted } from '../../data/outbox/unsent-counts.ts'

/** Signs this browser out, after a question if texts are unsent: screens/unsent/SignOut.tsx. */
export function useSignOut(): () => void {
  return () => {
    isSignOutWanted.value = true
  }
}
