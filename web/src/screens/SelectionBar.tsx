// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Signal } from '@preact/signals'
import { Icon } from '../components/Icon.tsx'
import type { Notebook } from '../data/notebook.ts'
import { preferences } from '../data/preferences.ts'
import { useStore } from '../data/store.ts'
import { type TextKey, t } from '../i18n/index.ts'
import type { Selection } from './LibraryCard.tsx'
import { type Span, spans, startOf } from './time-spans.ts'

interface SelectionBarProps {
  /** What the list shows. */
  notebooks: readonly Notebook[]
  selection: Signal<Selection>
  archiveName: string
}

/** What can be done with the notebooks that are ticked. */
export function SelectionBar({ notebooks, selection, archiveName }: SelectionBarProps) {
  const { activity } = useStore()
  const selected = selection.value
  if (!selected) return null
  const live = notebooks.flatMap(({ here }) => here ?? [])
  // What a search hides is not exported unseen.
  const chosen = live.filter(({ facts }) => selected.has(facts.uuid))
  const exportAll = () => {
    if (chosen.length === 0) return
    void activity.export(chosen, { as: 'pdf', background: preferences.value.background }, archiveName)
    selection.value = null
  }
  const select = (some: typeof live) => (selection.value = new Set(some.map(({ facts }) => facts.uuid)))
  const selectSince = (span: Span) => {
    const start = startOf(span, Date.now())
    select(live.filter(({ facts }) => facts.lastModified >= start))
  }
  return (
    <section class="selection-bar" aria-label={t('select.label')}>
      <p role="status">{t('select.count', { count: chosen.length })}</p>
      <button type="button" class="button" onClick={() => select(live)}>
        {t('select.all')}
      </button>
      <SpanChoice onChoose={selectSince} />
      <button type="button" class="button button-primary" aria-disabled={chosen.length === 0} onClick={exportAll}>
        <Icon name="download" />
        <span>{t('select.pdf')}</span>
      </button>
      <button
        type="button"
        class="button button-icon"
        aria-label={t('select.end')}
        onClick={() => (selection.value = null)}
      >
        <Icon name="close" />
      </button>
    </section>
  )
}

const spanTexts = {
  today: 'select.today',
  week: 'select.week',
  month: 'select.month',
  year: 'select.year',
} as const satisfies Record<Span, TextKey>

/** A menu rather than a setting: what is chosen is done, and can be chosen again. */
function SpanChoice({ onChoose }: { onChoose: (span: Span) => void }) {
  const choose = (field: HTMLSelectElement) => {
    const span = spans.find((each) => each === field.value)
    field.value = ''
    if (span) onChoose(span)
  }
  return (
    <label class="field field-select">
      <span class="visually-hidden">{t('select.since')}</span>
      <select value="" onChange={(event) => choose(event.currentTarget)}>
        <option value="">{t('select.since')}</option>
        {spans.map((span) => (
          <option key={span} value={span}>
            {t(spanTexts[span])}
          </option>
        ))}
      </select>
    </label>
  )
}
