// SPDX-License-Identifier: AGPL-3.0-or-later
import { useLocation, useSearch } from 'wouter-preact'
import { routes } from './routes.ts'

const forms: readonly string[] = [routes.signIn.path, routes.signUp.path]

/** The query string for links to sign in or up, with which the user returns to this screen. */
export function useReturnQuery(): string {
  const [path] = useLocation()
  const search = useSearch()
  const here = search ? `${path}?${search}` : path
  // On these forms, the query already says where to return.
  if (forms.includes(path)) return search && `?${search}`
  return `?next=${encodeURIComponent(here)}`
}
