// SPDX-License-Identifier: AGPL-3.0-or-later
import { keepPreviousData, useQuery } from '@tanstack/preact-query'
import { useEffect, useId, useState } from 'preact/hooks'
import { Field } from '../../../components/forms/Field.tsx'
import type { Target } from '../../../data/server/integrations.ts'
import { previewTemplates, type TemplatePreview as Shown, type Templates } from '../../../data/server/templates.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { serverText } from '../../texts/server-texts.ts'
import { faultText } from './template-texts.ts'

/** A template is tried when a person hasn't typed for so long. */
const quietMs = 300

/** What templates make of a page that a person chooses, while they write them. */
export function TemplatePreview({ target, templates }: { target: Target; templates: Templates }) {
  const { account, index } = useStore()
  const id = useId()
  const notebooks = index.value.inOrder('modified').filter(({ there }) => there !== null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [page, setPage] = useState(1)
  const notebook = chosen ?? notebooks[0]?.uuid
  const tried = useSettled(JSON.stringify(templates))
  const { data, error } = useQuery({
    queryKey: ['template preview', target.name, notebook, page, tried],
    queryFn: ({ signal }) => {
      const of = { notebook_uuid: notebook ?? '', page_number: page }
      return previewTemplates(account, target.name, JSON.parse(tried) as Templates, of, signal)
    },
    enabled: notebook !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const problem = error ? serverText(error) : data && problemOf(data)
  return (
    <fieldset class="template-preview">
      <legend>{t('preview.do')}</legend>
      {notebook === undefined ? (
        <p class="quiet">{t('choice.empty')}</p>
      ) : (
        <>
          <div class="template-page">
            <div class="form-field">
              <label for={`${id}-notebook`}>{t('templates.notebook')}</label>
              <div class="form-input">
                <select
                  id={`${id}-notebook`}
                  value={notebook}
                  onChange={({ currentTarget }) => {
                    setChosen(currentTarget.value)
                    setPage(1)
                  }}
                >
                  {notebooks.map(({ uuid, name }) => (
                    <option key={uuid} value={uuid}>
                      {name}
                    </option>
                  ))}
                </select>
              </div>
            </div>
            <Field
              label={t('templates.page')}
              input={{
                type: 'number',
                min: 1,
                value: page,
                onInput: ({ currentTarget }) => setPage(Math.max(1, Math.trunc(currentTarget.valueAsNumber) || 1)),
              }}
            />
          </div>
          <p class="form-problem" role="status">
            {problem}
          </p>
          {!problem && data && <Made of={data} />}
        </>
      )}
    </fieldset>
  )
}

const problemOf = ({ sentence, fault }: Shown) => (fault ? faultText(fault) : sentence)

function Made({ of: { path, text } }: { of: Shown }) {
  if (text === null) return <p class="quiet">{t('templates.nothing')}</p>
  return (
    <>
      {path !== null && <p class="template-path">{path}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keys as well. */}
      <pre tabIndex={0}>{text}</pre>
    </>
  )
}

/** The value once it hasn't changed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), quietMs)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
