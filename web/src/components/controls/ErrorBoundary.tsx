// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { useEffect, useErrorBoundary, useRef } from 'preact/hooks'
import { t } from '../../i18n/index.ts'
import { ScreenTitle } from './ScreenTitle.tsx'

/** Shows a retry button in place of a screen that threw while rendering, so that the rest of the page stays usable. */
export function ErrorBoundary({ place, children }: { place: string; children: ComponentChildren }) {
  const [error, tryAgain] = useErrorBoundary((cause) => console.error(cause))
  // Navigating to another address retries.
  const failedAt = useRef(place)
  useEffect(() => {
    if (failedAt.current !== place) tryAgain()
    failedAt.current = place
  }, [place])
  if (!error) return <>{children}</>
  return (
    <div class="screen missing">
      <ScreenTitle title={t('error.title')} />
      <p>{t('error.what')}</p>
      <button type="button" class="button button-primary" onClick={tryAgain}>
        {t('error.again')}
      </button>
    </div>
  )
}
