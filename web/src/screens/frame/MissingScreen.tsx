// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link } from 'wouter-preact'
import { ScreenTitle } from '../../components/controls/ScreenTitle.tsx'
import { t } from '../../i18n/index.ts'

/** For an address without content: mistyped, or of something that was removed or is in another browser. */
export function MissingScreen({ what }: { what: 'folder' | 'notebook' | 'page' | 'integration' | 'address' }) {
  return (
    <div class="screen missing">
      <ScreenTitle title={t(`missing.${what}`)} />
      {what !== 'address' && <p>{t(what === 'integration' ? 'missing.whyIntegration' : 'missing.why')}</p>}
      <Link href="/" class="button button-primary">
        {t('missing.back')}
      </Link>
    </div>
  )
}
