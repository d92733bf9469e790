// SPDX-License-Identifier: AGPL-3.0-or-later
import { useLocation, useSearch } from 'wouter-preact'
import { routes } from './routes.ts'

const forms: readonly string[] = [routes.signIn.path, routes.signUp.path]

/** What stands behind the address of signing in or up, so that one comes back to this screen afterwards. */
export function useWayBack(): string {
  const [path] = useLocation()
  const search = useSearch()
  const here = search ? `${path}?${search}` : path
  // These know already where one comes from.
  if (forms.includes(path)) return search && `?${search}`
  return `?next=${encodeURIComponent(here)}`
}
