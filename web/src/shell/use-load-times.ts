// SPDX-License-Identifier: AGPL-3.0-or-later
import { effect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Telemetry, TelemetryRoute } from '../data/telemetry/telemetry.ts'
import { loadingScreens } from './lazy.tsx'
import { type RouteName, routes } from './routes.ts'

/** Notes how long each screen takes from opening its address until its scripts are loaded and it is shown. */
export function useLoadTimes(telemetry: Telemetry, name: RouteName | null): void {
  // The first screen began with the navigation to the dashboard.
  const began = useRef(0)
  const pattern: TelemetryRoute = name === null ? 'other' : routes[name].path
  const last = useRef(pattern)
  if (last.current !== pattern) {
    last.current = pattern
    began.current = performance.now()
  }
  useEffect(() => {
    telemetry.enter(pattern)
    let isNoted = false
    return effect(() => {
      if (loadingScreens.value > 0 || isNoted) return
      isNoted = true
      // In the background, browsers postpone what would be measured.
      if (!document.hidden) telemetry.loaded(pattern, performance.now() - began.current)
    })
  }, [pattern])
}
