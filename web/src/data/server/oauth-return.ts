// SPDX-License-Identifier: AGPL-3.0-or-later
// The parameters with which a service's screen leads back here (OAuth): to /connections/… or /sign-in/…. The code gives access to the user's
// account there, so it's removed from the address before anything is rendered: browsers keep addresses and sync them
// to other devices.

/** `state` null: not every service repeats it when the user denies access. */
export type OAuthRedirect = { state: string; code: string; iss?: string } | { state: string | null; error: string }

const place = /^\/(?:connections|sign-in)\/[\w-]+$/

/** In this tab's memory, so that it survives signing in. */
let kept: { path: string; redirect: OAuthRedirect } | null = null

/** Call it before anything reads the address. */
export function captureOAuthRedirect(): void {
  const { pathname } = location
  if (!place.test(pathname) || location.search === '') return
  const redirect = redirectIn(new URLSearchParams(location.search))
  kept = redirect && { path: pathname, redirect }
  history.replaceState(history.state, '', location.pathname)
}

/** `path`: where the service led back to. The code is good for one exchange, so it's handed out once. */
export function consumeOAuthRedirect(path: string): OAuthRedirect | null {
  const taken = kept
  kept = null
  return taken?.path === path ? taken.redirect : null
}

function redirectIn(query: URLSearchParams): OAuthRedirect | null {
  const [state = null, code, error, iss] = ['state', 'code', 'error', 'iss'].map((name) => query.get(name) || null)
  if (error) return { state, error }
  return state && code ? { state, code, ...(iss && { iss }) } : null
}
