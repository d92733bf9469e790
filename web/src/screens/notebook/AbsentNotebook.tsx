// SPDX-License-Identifier: AGPL-3.0-or-later
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { ScreenTitle } from '../../components/controls/ScreenTitle.tsx'
import { Breadcrumbs } from '../../components/library/Breadcrumbs.tsx'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { MissingScreen } from '../frame/MissingScreen.tsx'
import { serverText } from '../texts/server-texts.ts'

/** Shown for a notebook that isn't in this browser: it may still appear once the server's list is loaded. */
export function AbsentNotebook() {
  const { account, shelf } = useStore()
  if (shelf.state.value === 'failed')
    return (
      <div class="screen">
        <Breadcrumbs way={[{ name: t('library.title'), href: '/' }]} />
        <div class="screen-head">
          <ScreenTitle title={t('serverShelf.failed')} />
        </div>
        <LoadingOrError problem={serverText(shelf.failure.value)} onRetry={() => void shelf.load()} />
      </div>
    )
  const looking = account.state.value.kind === 'opening' || shelf.state.value === 'loading'
  return looking ? <p class="screen quiet">{t('serverShelf.loading')}</p> : <MissingScreen what="notebook" />
}
