// SPDX-License-Identifier: AGPL-3.0-or-later
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { MissingScreen } from './MissingScreen.tsx'
import { serverText } from './server-texts.ts'

/** A notebook that is not in this browser may still come from the server. */
export function AbsentNotebook() {
  const { account, shelf } = useStore()
  if (shelf.state.value === 'failed') return <p class="screen form-problem">{serverText(shelf.failure.value)}</p>
  const looking = account.state.value.kind === 'opening' || shelf.state.value === 'loading'
  return looking ? <p class="screen quiet">{t('serverShelf.loading')}</p> : <MissingScreen what="notebook" />
}
