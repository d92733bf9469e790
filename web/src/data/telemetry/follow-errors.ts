// SPDX-License-Identifier: AGPL-3.0-or-later
import type { QueryClient } from '@tanstack/preact-query'
import type { Telemetry } from './telemetry.ts'

/** Reports errors that nothing handled, and those of queries; sends what is waiting when the tab is left. */
export function followErrors(telemetry: Telemetry, client: QueryClient): void {
  // Some browsers report without an error that an observer was slow.
  addEventListener('error', ({ error }) => error && telemetry.failed(error))
  addEventListener('unhandledrejection', ({ reason }) => telemetry.failed(reason))
  client.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error') telemetry.failed(event.action.error)
  })
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) void telemetry.send()
  })
}
