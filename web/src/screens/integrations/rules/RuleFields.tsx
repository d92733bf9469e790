// SPDX-License-Identifier: AGPL-3.0-or-later
import { useId } from 'preact/hooks'
import { Field } from '../../../components/forms/Field.tsx'
import type { LibraryIndex } from '../../../data/library/library-index.ts'
import { t } from '../../../i18n/index.ts'
import { RuleTags } from './RuleTags.tsx'
import { RuleValues } from './RuleValues.tsx'
import { type DraftRule, ruleTypes } from './rule-draft.ts'
import { folderText, typeTexts } from './rule-texts.ts'

interface RuleFieldsProps {
  rule: DraftRule
  index: LibraryIndex
  /** Uuids of folders with something in them, by their paths. */
  folders: readonly string[]
  onChange: (rule: DraftRule) => void
}

/** The conditions of a rule. */
export function RuleFields({ rule, index, folders, onChange }: RuleFieldsProps) {
  const id = useId()
  const { types } = rule
  return (
    <>
      <RuleTags tags={rule.tags} known={index.tags} onChange={(tags) => onChange({ ...rule, tags })} />
      <RuleValues
        label={t('rules.folders')}
        values={rule.folders}
        textOf={(uuid) => folderText(index, uuid)}
        onChange={(chosen) => onChange({ ...rule, folders: chosen })}
      >
        <div class="form-input">
          <select
            aria-label={t('rules.addFolder')}
            value=""
            onChange={({ currentTarget }) => {
              const uuid = currentTarget.value
              currentTarget.value = ''
              if (uuid) onChange({ ...rule, folders: [...rule.folders, uuid] })
            }}
          >
            <option value="">{t('rules.addFolder')}</option>
            {folders
              .filter((uuid) => !rule.folders.includes(uuid))
              .map((uuid) => (
                <option key={uuid} value={uuid}>
                  {folderText(index, uuid)}
                </option>
              ))}
          </select>
        </div>
      </RuleValues>
      <fieldset class="choice-tags">
        <legend>{t('rules.types')}</legend>
        {ruleTypes.map((type) => (
          <label key={type}>
            <input
              type="checkbox"
              checked={types.includes(type)}
              onChange={({ currentTarget: { checked } }) =>
                onChange({
                  ...rule,
                  types: ruleTypes.filter((each) => (each === type ? checked : types.includes(each))),
                })
              }
            />
            <span>{t(typeTexts[type])}</span>
          </label>
        ))}
      </fieldset>
      <div class="form-field">
        <label for={`${id}-star`}>{t('rules.starred')}</label>
        <div class="form-input">
          <select
            id={`${id}-star`}
            value={String(rule.isStarred)}
            onChange={({ currentTarget: { value } }) =>
              onChange({ ...rule, isStarred: value === 'null' ? null : value === 'true' })
            }
          >
            <option value="null">{t('rules.anyStar')}</option>
            <option value="true">{t('rules.isStarred')}</option>
            <option value="false">{t('rules.isNotStarred')}</option>
          </select>
        </div>
      </div>
      <Field
        label={t('rules.words')}
        hint={t('rules.wordsHint')}
        input={{
          type: 'text',
          value: rule.words,
          maxLength: 2000,
          autocomplete: 'off',
          onInput: ({ currentTarget }) => onChange({ ...rule, words: currentTarget.value }),
          onKeyDown: (event) => event.key === 'Enter' && event.preventDefault(),
        }}
      />
    </>
  )
}
