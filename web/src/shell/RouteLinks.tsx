// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link } from 'wouter-preact'
import { Icon } from '../components/controls/Icon.tsx'
import { useStore } from '../data/store.ts'
import { guestNotes } from '../data/workspace/guest-notes.ts'
import { t } from '../i18n/index.ts'
import { routes } from './routes.ts'

const linked = Object.values(routes).filter((route) => 'link' in route)

/** Links to the routes of this place that the user has access to. */
export function RouteLinks({ place }: { place: 'header' | 'menu' }) {
  const { account, pageTexts } = useStore()
  const state = account.state.value
  const visitors: string[] = [state.kind === 'guest' ? 'guests' : 'accounts']
  if ('user' in state && state.user.is_admin) visitors.push('admins')
  // Guests have to-dos too, in their notes and on pages that they transcribed with their own key.
  const hasTexts = pageTexts.isUsed.value || guestNotes.value.size > 0
  const isOwn = (route: object) => route === routes.todos && hasTexts
  const hasAccess = (route: object) => !('access' in route && !visitors.includes(String(route.access))) || isOwn(route)
  const shown = linked.filter((route) => route.link.in === place && hasAccess(route))
  return (
    <>
      {shown.map((route) => (
        <Link
          key={route.path}
          href={route.path}
          class={place === 'menu' ? 'menu-action' : 'button'}
          {...(place === 'menu' && { 'data-closes-menu': true })}
        >
          <Icon name={route.link.icon} />
          <span>{t(route.title)}</span>
        </Link>
      ))}
    </>
  )
}
