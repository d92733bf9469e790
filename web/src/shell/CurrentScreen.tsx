// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { matchRoute, useRouter } from 'wouter-preact'
import { ScreenTitle } from '../components/controls/ScreenTitle.tsx'
import { Breadcrumbs } from '../components/library/Breadcrumbs.tsx'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { MissingScreen } from '../screens/frame/MissingScreen.tsx'
import { type RouteName, routes } from './routes.ts'
import { SignedInOnly } from './SignedInOnly.tsx'
import { guestContent, type Place, screens } from './screens.tsx'

const names = Object.keys(routes) as RouteName[]

/** The route of a path, and the values of its parameters; null if there is none. */
export function useRoute(path: string): { name: RouteName; params: Record<string, string | undefined> } | null {
  const { parser } = useRouter()
  for (const name of names) {
    const [matches, params] = matchRoute(parser, routes[name].path as string, path)
    if (matches) return { name, params }
  }
  return null
}

interface CurrentScreenProps extends Pick<Place, 'onFiles' | 'onSample'> {
  route: ReturnType<typeof useRoute>
}

export function CurrentScreen({ route, ...adding }: CurrentScreenProps) {
  if (!route) return <MissingScreen what="address" />
  const { name, params } = route
  const { uuid = '', number = '', target = '' } = params
  return (
    <Frame key={name} name={name}>
      {screens[name]({ uuid, number, target, ...adding })}
    </Frame>
  )
}

/** The heading and breadcrumbs of screens with a title. */
function Frame({ name, children }: { name: RouteName; children: ComponentChildren }) {
  const { account, remote } = useStore()
  const route = routes[name]
  const isKept = 'isReadOffline' in route && remote.user.value !== null
  if ('hasOwnHeading' in route && (account.state.value.kind === 'signed-in' || isKept)) return <>{children}</>
  if (!('title' in route)) return <>{children}</>
  const isForm = 'isForm' in route
  return (
    <div class={`screen ${isForm ? 'sign' : name}`}>
      {!isForm && <Breadcrumbs way={[{ name: t('library.title'), href: routes.library.path }]} />}
      <ScreenTitle title={t(route.title)} />
      {guestContent[name]?.()}
      {'why' in route ? <SignedInOnly why={t(route.why)}>{children}</SignedInOnly> : children}
    </div>
  )
}
