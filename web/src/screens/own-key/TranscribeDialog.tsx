// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useState } from 'preact/hooks'
import { estimate, priceOf, pricesAsOf } from '../../ai/prices.ts'
import type { Usage } from '../../ai/types.ts'
import { ConfirmDialog } from '../../components/controls/ConfirmDialog.tsx'
import { displayName } from '../../components/controls/display-name.ts'
import { Field } from '../../components/forms/Field.tsx'
import { FlagField } from '../../components/forms/FlagField.tsx'
import { WordsField } from '../../components/notes/WordsField.tsx'
import type { OwnKeyTranscription, ShownSettings } from '../../data/own-key/own-key-transcription.ts'
import type { WantedPages } from '../../data/own-key/transcribing.ts'
import { startTranscribing } from '../../data/own-key/transcribing.ts'
import { useStore } from '../../data/store.ts'
import { formatDollars, formatNumber, formatShortDay, t } from '../../i18n/index.ts'

/** Confirmation before a transcription with the user's own key: estimated cost, and a limit for it. */
export function TranscribeDialog() {
  const { ownKeyTranscription } = useStore()
  const wanted = ownKeyTranscription.wanted.value
  const chosen = ownKeyTranscription.chosen.value
  if (!wanted || !chosen) return null
  return <Asking key={wanted.notebook.facts.uuid} wanted={wanted} chosen={chosen} />
}

function Asking({ wanted, chosen }: { wanted: WantedPages; chosen: ShownSettings }) {
  const { library, ownKeyTranscription } = useStore()
  const counts = useCounts(wanted, ownKeyTranscription)
  const [again, setAgain] = useState(wanted.isAgain ?? false)
  const [limit, setLimit] = useState<string | null>(null)
  const before = ownKeyTranscription.wordsOf(wanted.notebook.facts.uuid)
  const [words, setWords] = useState(before)
  const [problem, setProblem] = useState<string | null>(null)
  const pages = counts ? counts.unread + (again ? counts.read : 0) : 0
  const usage = estimate(pages, ownKeyTranscription.measured.value)
  const price = priceOf(chosen, usage)
  const proposed = proposedLimit(price ?? usage.input + usage.output, price !== null)
  const close = () => {
    ownKeyTranscription.wanted.value = null
  }
  const start = () => {
    const max = Number((limit ?? proposed).replace(',', '.'))
    if (!(max > 0)) {
      setProblem(t('ownKey.limitWrong'))
      return
    }
    close()
    // Where storage is full, the transcription says so.
    ownKeyTranscription.keepWords(wanted.notebook.facts.uuid, words.trim()).catch(() => {})
    void startTranscribing(ownKeyTranscription, library, wanted, { again, limit: max })
  }
  return (
    <ConfirmDialog
      title={t('ownKey.askTitle', { name: displayName(wanted.notebook.facts.name) })}
      verb={t('ownKey.do')}
      isBusy={pages === 0}
      onConfirm={start}
      onClose={close}
    >
      <div class="own-asking">
        <p role="status">{counts ? countText(counts, pages) : t('ownKey.counting')}</p>
        {counts && counts.read > 0 && !wanted.isAgain && (
          <FlagField
            label={t('ownKey.again', { count: counts.read })}
            input={{ checked: again, onChange: ({ currentTarget }) => setAgain(currentTarget.checked) }}
          />
        )}
        {pages > 0 && (
          <>
            <p>{costText(usage, price)}</p>
            <Field
              label={t(price === null ? 'ownKey.limitTokens' : 'ownKey.limitDollars')}
              hint={t('ownKey.limitHint')}
              problem={problem}
              input={{
                name: 'limit',
                inputMode: 'decimal',
                autocomplete: 'off',
                value: limit ?? proposed,
                onInput: ({ currentTarget }) => setLimit(currentTarget.value),
              }}
            />
            <details class="reading-words" open={before !== ''}>
              <summary>{t('words.title')}</summary>
              <p class="quiet">{t('words.ownKey')}</p>
              <WordsField label={t('words.label')} value={words} onInput={setWords} />
            </details>
          </>
        )}
        <p class="quiet">{t('ownKey.goesTo', { host: chosen.host })}</p>
      </div>
    </ConfirmDialog>
  )
}

interface Counts {
  unread: number
  read: number
  blank: number
}

/** null until all pages have been inspected. */
function useCounts({ notebook, pages }: WantedPages, own: OwnKeyTranscription): Counts | null {
  const { library } = useStore()
  const [isDone, setDone] = useState(false)
  useEffect(() => {
    const wanted = { still: true }
    Promise.all(pages.map((page) => library.want(notebook, page).catch(() => {}))).then(() => {
      if (wanted.still) setDone(true)
    })
    return () => {
      wanted.still = false
    }
  }, [])
  if (!isDone) return null
  const counts: Counts = { unread: 0, read: 0, blank: 0 }
  for (const { state } of pages) {
    const now = state.value
    if (now.kind !== 'ready') continue
    if (own.textOf(now.summary.inkHash)) counts.read += 1
    else counts[now.summary.blank ? 'blank' : 'unread'] += 1
  }
  return counts
}

function countText({ read, blank }: Counts, pages: number): string {
  const sentences = [
    pages > 0 ? t('ownKey.pages', { count: pages }) : t('ownKey.nothing'),
    read > 0 && t('ownKey.read', { count: read }),
    blank > 0 && t('ownKey.blank', { count: blank }),
  ]
  return sentences.filter(Boolean).join(' ')
}

function costText({ input, output }: Usage, price: number | null): string {
  const tokens = formatNumber(input + output)
  if (price === null) return t('ownKey.aboutTokens', { tokens })
  return t('ownKey.aboutCost', { cost: formatDollars(price), tokens, day: formatShortDay(pricesAsOf) })
}

/** Default limit: twice the estimate, rounded up. Dollars if `isMoney`, else tokens. */
function proposedLimit(likely: number, isMoney: boolean): string {
  if (!isMoney) return String(Math.ceil((likely * 2) / 1000) * 1000)
  return (Math.max(1, Math.ceil(likely * 200)) / 100).toFixed(2)
}
