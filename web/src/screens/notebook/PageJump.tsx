// SPDX-License-Identifier: AGPL-3.0-or-later
import { useLocation } from 'wouter-preact'
import { Field } from '../../components/forms/Field.tsx'
import { type Problem, useForm } from '../../components/forms/use-form.ts'
import { t } from '../../i18n/index.ts'

/** In notebooks with fewer pages, scrolling is as quick. */
const minPages = 100

interface PageJumpProps {
  notebook: string
  count: number
}

/** Form to go to a page of a long notebook by its number. */
export function PageJump({ notebook, count }: PageJumpProps) {
  const [, navigate] = useLocation()
  const { form, about, onSubmit } = useForm<'number'>(async (filled): Promise<Problem<'number'> | null> => {
    const text = String(filled.get('number')).trim()
    const number = /^\d{1,9}$/.test(text) ? Number(text) : 0
    if (number < 1 || number > count) return { about: 'number', text: t('page.noSuchNumber', { count }) }
    navigate(`/notebooks/${notebook}/pages/${number}`)
    return null
  })
  if (count < minPages) return null
  return (
    <form ref={form} class="page-jump" noValidate onSubmit={onSubmit}>
      <Field
        label={t('page.jump')}
        problem={about('number')}
        input={{ name: 'number', type: 'text', inputMode: 'numeric', autocomplete: 'off' }}
      >
        <button type="submit" class="button">
          {t('notebook.read')}
        </button>
      </Field>
    </form>
  )
}
