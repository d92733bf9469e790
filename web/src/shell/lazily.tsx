// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentType, FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { NotLoaded } from '../components/ErrorBoundary.tsx'

/** A component that is loaded when it is first shown. The error boundary around it says when that is not possible. */
export function lazily(load: () => Promise<ComponentType>): FunctionComponent {
  let loaded: ComponentType | undefined
  return function Lazy() {
    const [Component, show] = useState(() => loaded)
    const [failure, fail] = useState<NotLoaded>()
    useEffect(() => {
      if (Component) return
      load().then(
        (component) => {
          loaded = component
          show(() => component)
        },
        (cause: unknown) => fail(new NotLoaded('A screen could not be loaded', { cause })),
      )
    }, [])
    if (failure) throw failure
    return Component ? <Component /> : <div aria-busy="true" />
  }
}
