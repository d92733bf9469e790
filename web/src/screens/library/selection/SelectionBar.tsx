// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { Icon } from '../../../components/controls/Icon.tsx'
import { buttonOf, keyOf, useActions } from '../../../components/controls/use-actions.ts'
import { countItems, itemsText } from '../../../components/library/items-text.ts'
import type { Notebook } from '../../../data/library/notebook.ts'
import { isMovable } from '../../../data/people/moves.ts'
import { useStore } from '../../../data/store.ts'
import { type TextKey, t } from '../../../i18n/index.ts'
import { type Span, spans, startOf } from '../../texts/time-spans.ts'
import type { LibraryDialogs } from './library-dialogs.ts'
import type { NotebookSelection } from './notebook-selection.ts'
import { RetrySelected } from './RetrySelected.tsx'

interface SelectionBarProps {
  /** The listed notebooks. */
  notebooks: readonly Notebook[]
  selection: NotebookSelection
  archiveName: string
  dialogs: LibraryDialogs
}

/** Actions for the selected notebooks. */
export function SelectionBar(props: SelectionBarProps) {
  return props.selection.chosen.value && <Bar {...props} />
}

function Bar({ notebooks, selection, archiveName, dialogs }: SelectionBarProps) {
  const { remote } = useStore()
  const asking = useSignal<Question | null>(null)
  const selected = selection.chosen.value ?? new Set()
  // Selected notebooks that a search hides are left out.
  const chosen = notebooks.filter(({ uuid }) => selected.has(uuid))
  const select = (some: readonly Notebook[]) => selection.set(some.map(({ uuid }) => uuid))
  const selectSince = (span: Span) => {
    const start = startOf(span, Date.now())
    select(notebooks.filter(({ facts }) => facts.lastModified >= start))
  }
  useActions('selection', { selectAll: () => select(notebooks), end: () => selection.end() })
  // Only the person that a notebook belongs to can delete or move it.
  const own = chosen.filter(({ isOthers }) => !isOthers)
  const movable = chosen.filter(isMovable)
  const ask = (what: Question, about: readonly Notebook[]) => {
    if (about.length > 0) asking.value = what
  }
  const close = () => (asking.value = null)
  return (
    <section class="selection-bar" aria-label={t('select.label')}>
      <p role="status">{t('select.items', { items: itemsText(countItems(chosen)) })}</p>
      <button type="button" class="button" {...keyOf('selectAll')} onClick={() => select(notebooks)}>
        {t('select.all')}
      </button>
      <SpanChoice onChoose={selectSince} />
      <button
        type="button"
        class="button button-primary"
        aria-disabled={chosen.length === 0}
        onClick={() => ask('export', chosen)}
      >
        <Icon name="download" />
        <span>{t('export.title')}</span>
      </button>
      {remote.user.value !== null && (
        <button
          type="button"
          class="button"
          aria-disabled={movable.length === 0}
          {...(chosen.length > 0 && movable.length === 0 && { title: t('move.notYours') })}
          onClick={() => ask('move', movable)}
        >
          <Icon name="people" />
          <span>{t('move.action')}</span>
        </button>
      )}
      <button
        type="button"
        class="button button-remove"
        aria-disabled={own.length === 0}
        {...(chosen.length > 0 && own.length === 0 && { title: t('move.notYours') })}
        onClick={() => ask('delete', own)}
      >
        <Icon name="trash" />
        <span>{t('delete.action')}</span>
      </button>
      <button type="button" class="button button-icon" {...buttonOf('endSelection')} onClick={() => selection.end()}>
        <Icon name="close" />
      </button>
      <RetrySelected notebooks={own} />
      {asking.value === 'export' && (
        <dialogs.ExportSeveral
          notebooks={chosen}
          archiveName={archiveName}
          onExport={() => selection.end()}
          onClose={close}
        />
      )}
      {asking.value === 'delete' && (
        <dialogs.DeleteSelected
          notebooks={own}
          onDeleted={(kept) => (kept.length === 0 ? selection.end() : select(kept))}
          onClose={close}
        />
      )}
      {asking.value === 'move' && (
        <dialogs.MoveNotebooks
          notebooks={movable}
          left={chosen.length - movable.length}
          onMoved={(kept) => (kept.length === 0 ? selection.end() : select(kept))}
          onClose={close}
        />
      )}
    </section>
  )
}

type Question = 'export' | 'delete' | 'move'

const spanTexts = {
  today: 'select.today',
  week: 'select.week',
  month: 'select.month',
  year: 'select.year',
} as const satisfies Record<Span, TextKey>

/** A select used as a menu: an option is carried out when it is chosen, and can be chosen again. */
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
