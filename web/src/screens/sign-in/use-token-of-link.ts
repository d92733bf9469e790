// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from 'preact/hooks'

/**
 * The token of a mailed link, from the address's hash, which browsers don't send to servers. It is removed from the
 * address, so that it isn't in the history.
 */
export function useTokenOfLink(): string | undefined {
  const [token] = useState(takeToken)
  return token
}

function takeToken(): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get('token') || undefined
  if (token) history.replaceState(history.state, '', location.pathname)
  return token
}
