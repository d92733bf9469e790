// SPDX-License-Identifier: AGPL-3.0-or-later
import { useId, useRef } from 'preact/hooks'
import { t } from '../../../i18n/index.ts'
import { RuleValues } from './RuleValues.tsx'

interface RuleTagsProps {
  tags: string[]
  /** Tags of the library, as suggestions: a folder's tags are known to the server only. */
  known: readonly string[]
  onChange: (tags: string[]) => void
}

export function RuleTags({ tags, known, onChange }: RuleTagsProps) {
  const list = useId()
  const input = useRef<HTMLInputElement>(null)
  const add = () => {
    const tag = input.current?.value.trim() ?? ''
    if (tag !== '' && !tags.includes(tag)) onChange([...tags, tag])
    if (input.current) input.current.value = ''
  }
  return (
    <RuleValues label={t('rules.tags')} values={tags} textOf={(tag) => tag} onChange={onChange}>
      <div class="form-input">
        <input
          ref={input}
          type="text"
          list={list}
          maxLength={200}
          autocomplete="off"
          aria-label={t('rules.addTag')}
          placeholder={t('rules.addTag')}
          // A suggestion that is picked, or what was typed when the field is left.
          onChange={add}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            // Inside a form, Enter would submit it.
            event.preventDefault()
            add()
          }}
        />
        <datalist id={list}>
          {known
            .filter((tag) => !tags.includes(tag))
            .map((tag) => (
              <option key={tag} value={tag} />
            ))}
        </datalist>
      </div>
      <p class="quiet">{t('rules.tagsHint')}</p>
    </RuleValues>
  )
}
