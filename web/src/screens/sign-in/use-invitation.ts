// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useState } from 'preact/hooks'

/** The code of an invitation's link, from the address's hash, which browsers don't send to servers. */
export function useInvitation(): string | undefined {
  const [invitation, setInvitation] = useState(invitationHere)
  useEffect(() => {
    // A link that differs only in the hash doesn't reload the page.
    const follow = () => setInvitation(invitationHere())
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  return invitation
}

function invitationHere(): string | undefined {
  return new URLSearchParams(location.hash.slice(1)).get('invitation') || undefined
}
