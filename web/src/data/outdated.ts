// SPDX-License-Identifier: AGPL-3.0-or-later
// Detects that the server has another version of the dashboard than this tab. The files that this version hasn't loaded
// yet are then gone.
import { signal } from '@preact/signals'

export const isOutdated = signal(false)

let checking: Promise<void> | undefined

/** Call it when one of the dashboard's own files failed to load. Changes nothing while offline. */
export function checkForUpdate(): Promise<void> {
  checking ??= compare()
    .catch(() => {})
    .finally(() => {
      checking = undefined
    })
  return checking
}

async function compare(): Promise<void> {
  const own = document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.getAttribute('src')
  const answer = await fetch('/', { cache: 'no-store', headers: { Accept: 'text/html' } })
  if (own && answer.ok && !(await answer.text()).includes(own)) isOutdated.value = true
}
