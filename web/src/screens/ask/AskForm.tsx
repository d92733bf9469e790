// SPDX-License-Identifier: AGPL-3.0-or-later
// What is asked, about which pages, by which way, and what is sent where.
import type { Signal } from '@preact/signals'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { choosePages, PageRangeField } from '../../components/forms/PageRangeField.tsx'
import { type AskedText, type AskSubject, countFitting, maxTexts } from '../../data/ask/asked-texts.ts'
import { formatDay, t } from '../../i18n/index.ts'
import { AskNotice } from './AskNotice.tsx'
import { AskPathChoice, type PathChoice } from './AskPathChoice.tsx'
import { AskTasks } from './AskTasks.tsx'
import { type Asked, maxTokensOf } from './ask-prompts.ts'
import { useTexts } from './use-texts.ts'

export interface WantedQuestion {
  asked: Asked
  texts: readonly AskedText[]
  maxTokens: number
}

interface AskFormProps extends PathChoice {
  subject: AskSubject
  asked: Signal<Asked>
  /** The pages, as they are typed. */
  range: Signal<string>
  onAsk: (wanted: WantedQuestion) => void
}

export function AskForm({ subject, asked, range, onAsk, ...choice }: AskFormProps) {
  const { task, question } = asked.value
  const { pageCount, rangeProblem, pages, texts, problem, fitting, choose } = usePages(subject, range)
  const isTooMuch = texts === null ? pages.length > maxTexts : fitting < texts.length
  const spent = spentText(choice)
  const isReady = texts !== null && texts.length > 0 && !isTooMuch && !spent && !rangeProblem && choice.path !== null
  const ask = () => {
    if (isReady && (task !== 'free' || question.trim() !== ''))
      onAsk({ asked: asked.value, texts, maxTokens: maxTokensOf(asked.value) })
  }
  return (
    <form
      class="ask-form"
      onSubmit={(event) => {
        event.preventDefault()
        ask()
      }}
    >
      <AskTasks
        asked={asked.value}
        onChange={(changed) => (asked.value = { ...asked.value, ...changed })}
        onAsk={ask}
      />
      {pageCount > 1 && (
        <div class="ask-pages">
          <PageRangeField
            text={range.value}
            pageCount={pageCount}
            problem={rangeProblem}
            onInput={(text) => (range.value = text)}
          />
        </div>
      )}
      <AskPathChoice {...choice} />
      {!isTooMuch && !problem && <AskNotice subject={subject} texts={texts} {...choice} />}
      <FormProblem text={problem ?? spent} />
      {isTooMuch && (
        <div class="note ask-too-much">
          <p role="alert">{t(pageCount > 1 ? 'ask.onlyFirst' : 'ask.tooMuch', { count: fitting })}</p>
          {pageCount > 1 && fitting > 0 && (
            <button type="button" class="button button-small" onClick={choose}>
              {t('ask.chooseFirst', { count: fitting })}
            </button>
          )}
        </div>
      )}
      <div class="dialog-actions">
        <button
          type="submit"
          class="button button-primary"
          aria-disabled={!isReady || (task === 'free' && question.trim() === '')}
        >
          {t('ask.do')}
        </button>
      </div>
    </form>
  )
}

/** The pages that were chosen, their texts, and how many of them fit. */
function usePages(subject: AskSubject, range: Signal<string>) {
  const all = subject.pages ?? []
  const wanted = choosePages(range.value, all.length)
  const rangeProblem = typeof wanted === 'string' ? wanted : null
  const isChosen = (number: number) => wanted === null || typeof wanted === 'string' || wanted.numbers.has(number)
  const pages = all.filter((_, index) => isChosen(index + 1))
  const { texts, problem } = useTexts(subject, pages)
  const fitting = texts === null ? Math.min(pages.length, maxTexts) : countFitting(texts)
  const choose = () => {
    const last = texts === null ? pages[fitting - 1]?.number : texts[fitting - 1]?.number
    const numbers = pages.map(({ number }) => number).filter((number) => number <= (last ?? 0))
    range.value = wanted === null ? `1-${last}` : numbers.join(', ')
  }
  return { pageCount: all.length, rangeProblem, pages, texts, problem, fitting, choose }
}

function spentText({ path, quota }: PathChoice): string | null {
  if (path !== 'server' || quota?.tokens.left !== 0) return null
  return t('ask.quotaSpent', { day: formatDay(Date.parse(quota.reset_at)) })
}
