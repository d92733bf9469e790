// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from 'preact/hooks'
import type { Option } from '../../components/forms/OptionsField.tsx'
import type { Integration, Target } from '../../data/server/integrations.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { fieldLabel } from '../texts/target-texts.ts'
import type { ListedPlaces, Places } from './rules/places.ts'
import { listOptions } from './target-settings.ts'

/** The server takes no longer folders. */
const maxFolderLength = 150

/** null if rules can't choose places at the target. */
export function usePlaces(target: Target, integration: Integration): Places | null {
  const { account } = useStore()
  const [options, setOptions] = useState<Option[]>([])
  const [isBusy, setBusy] = useState(false)
  const [said, setSaid] = useState<ListedPlaces['said']>(null)
  if (target.ruled_place === 'subfolder') return foldersForNotes()
  const field = target.fields.find(({ key }) => key === target.ruled_place)
  if (!field) return null
  const list = async () => {
    if (isBusy) return
    setBusy(true)
    setSaid(null)
    const listed = await listOptions(account, target, field.key, integration.settings).finally(() => setBusy(false))
    if ('text' in listed) return setSaid(listed)
    setOptions(listed.options)
    setSaid({ text: t('options.listed', { count: listed.options.length }), detail: null })
  }
  const textOf = (place: string) => options.find(({ value }) => value === place)?.label ?? t('options.chosen')
  return { label: fieldLabel(target.name, field), options, isBusy, said, list, textOf }
}

function foldersForNotes(): Places {
  const textOf = (folder: string) => folder
  return { label: t('rules.folder'), hint: t('rules.folderHint'), maxLength: maxFolderLength, textOf }
}
