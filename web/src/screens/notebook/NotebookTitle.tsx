// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { displayName } from '../../components/controls/display-name.ts'
import { Icon } from '../../components/controls/Icon.tsx'
import { ScreenTitle } from '../../components/controls/ScreenTitle.tsx'
import type { Notebook } from '../../data/library/notebook.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'

const maxCharacters = 200

/** A notebook's name. If its files contain none, the user can change the substitute. */
export function NotebookTitle({ notebook: { name, here, shows } }: { notebook: Notebook }) {
  const { activity } = useStore()
  const isEditing = useSignal(false)
  const wasEditing = useRef(false)
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    if (wasEditing.current && !isEditing.value) button.current?.focus()
    wasEditing.current = isEditing.value
  }, [isEditing.value])
  const title = displayName(name)
  if (shows !== 'here' || !here?.facts.isNameless) return <ScreenTitle title={title} />
  const save = (text: string) => {
    isEditing.value = false
    if (text !== '' && text !== name) void activity.rename(here, text)
  }
  return (
    <div class="notebook-title">
      <ScreenTitle title={title} hidden={isEditing.value} />
      {isEditing.value ? (
        <NameForm name={name} onSave={save} onCancel={() => (isEditing.value = false)} />
      ) : (
        <button
          ref={button}
          type="button"
          class="button button-small button-quiet"
          onClick={() => (isEditing.value = true)}
        >
          <Icon name="pen" />
          <span>{t('rename.do')}</span>
        </button>
      )}
    </div>
  )
}

interface NameFormProps {
  name: string
  onSave: (name: string) => void
  onCancel: () => void
}

function NameForm({ name, onSave, onCancel }: NameFormProps) {
  const input = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])
  const save = (event: Event) => {
    event.preventDefault()
    onSave(input.current?.value.trim() ?? '')
  }
  const cancelByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onCancel()
  }
  return (
    <form class="name-form" onSubmit={save} onKeyDown={cancelByKey}>
      <label class="field">
        <span class="visually-hidden">{t('rename.label')}</span>
        <input ref={input} type="text" defaultValue={name} maxLength={maxCharacters} autocomplete="off" />
      </label>
      <button type="submit" class="button button-primary">
        {t('rename.save')}
      </button>
      <button type="button" class="button" onClick={onCancel}>
        {t('status.cancel')}
      </button>
    </form>
  )
}
