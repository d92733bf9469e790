// SPDX-License-Identifier: AGPL-3.0-or-later
// What can be done with an answer. It's saved nowhere until the person says so.
import { useSignal } from '@preact/signals'
import { readAsPlain } from '@rmirror/shared/library'
import { useEffect, useRef } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { CopyText } from '../../components/controls/CopyText.tsx'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { isServerFailure } from '../../data/account/account.ts'
import type { AskSubject } from '../../data/ask/asked-texts.ts'
import { saveAsNote } from '../../data/ask/save-answer.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

interface AnswerUsesProps {
  text: string
  title: string
  subject: AskSubject
  onClose: () => void
}

/** Each is done once: twice would make two notes, or have the answer on the page twice. */
export function AnswerUses({ text, title, subject, onClose }: AnswerUsesProps) {
  const store = useStore()
  const note = useSignal<string | null>(null)
  const isAdded = useSignal(false)
  const isBusy = useSignal(false)
  const problem = useSignal<string | null>(null)
  const status = useRef<HTMLParagraphElement>(null)
  const isDone = note.value !== null || isAdded.value
  const { onAdd, onReplace, folder } = subject
  // The button that had the focus is gone, and without it Escape would leave the page.
  useEffect(() => {
    if (isDone && document.activeElement === document.body) status.current?.focus()
  }, [note.value, isAdded.value])
  const alone = async (work: () => Promise<string | null>) => {
    if (isBusy.value) return
    isBusy.value = true
    try {
      problem.value = await work()
    } finally {
      isBusy.value = false
    }
  }
  const save = () =>
    alone(async () => {
      try {
        note.value = await saveAsNote(store, `# ${title}\n\n${text}`, folder)
        return null
      } catch (error) {
        return isServerFailure(error) ? serverText(error) : t('ask.notSaved')
      }
    })
  const add = (onAdd: (answer: string) => Promise<string | null>) =>
    alone(async () => {
      const refused = await onAdd(text)
      isAdded.value = refused === null
      return refused
    })
  const replace = (onReplace: (answer: string) => boolean) => {
    if (onReplace(text)) onClose()
    else problem.value = t('ask.selectionChanged')
  }
  return (
    <>
      <div class="ask-uses">
        {onReplace && (
          <button type="button" class="button button-small" onClick={() => replace(onReplace)}>
            <Icon name="pen" />
            <span>{t('ask.replace')}</span>
          </button>
        )}
        {note.value === null && (
          <button type="button" class="button button-small" aria-disabled={isBusy.value} onClick={() => void save()}>
            <Icon name="note" />
            <span>{t('ask.saveAsNote')}</span>
          </button>
        )}
        {onAdd && !isAdded.value && (
          <button
            type="button"
            class="button button-small"
            aria-disabled={isBusy.value}
            onClick={() => void add(onAdd)}
          >
            <Icon name="add" />
            <span>{t(subject.kind === 'note' ? 'ask.addToNote' : 'ask.addToPage')}</span>
          </button>
        )}
        <CopyText text={() => readAsPlain(text)} />
      </div>
      <p ref={status} role="status" class="quiet ask-status" tabIndex={-1}>
        {!isDone && t('ask.notKept')}
        {note.value !== null && (
          <>
            {t('ask.savedAsNote')} <Link href={`/notebooks/${note.value}`}>{t('ask.openNote')}</Link>
          </>
        )}{' '}
        {isAdded.value && t(subject.kind === 'note' ? 'ask.addedToNote' : 'ask.addedToPage')}
      </p>
      <FormProblem text={problem.value} />
    </>
  )
}
