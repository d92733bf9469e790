// SPDX-License-Identifier: AGPL-3.0-or-later
import type { JSX } from 'preact'
import type { ServerNotebook } from '../data/server-shelf.ts'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'
import { MissingScreen } from './MissingScreen.tsx'
import { serverText } from './server-texts.ts'

interface OnServerProps {
  uuid: string
  show: (notebook: ServerNotebook) => JSX.Element
}

/** A notebook that is not in this browser may have been synced from another one. */
export function OnServer({ uuid, show }: OnServerProps) {
  const { account, shelf } = useStore()
  const notebook = shelf.notebooks.value.get(uuid)
  if (notebook) return show(notebook)
  if (shelf.state.value === 'failed') return <p class="screen form-problem">{serverText(shelf.failure.value)}</p>
  const looking = account.state.value.kind === 'opening' || shelf.state.value === 'loading'
  return looking ? <p class="screen quiet">{t('serverShelf.loading')}</p> : <MissingScreen what="notebook" />
}
