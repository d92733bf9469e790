// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { isServerFailure } from '../../data/account/account.ts'
import { type AskedText, type AskSubject, maxTexts } from '../../data/ask/asked-texts.ts'
import type { Page } from '../../data/library/page.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

interface ReadTexts {
  /** null while they are read, and if there are too many pages to read them all. */
  texts: readonly AskedText[] | null
  problem: string | null
}

const unread: ReadTexts = { texts: null, problem: null }

/** The texts of these pages of the subject, read again when other pages are chosen. */
export function useTexts(subject: AskSubject, pages: readonly Page[]): ReadTexts {
  const found = useSignal<ReadTexts>(unread)
  const chosen = pages.map(({ uuid }) => uuid).join()
  useEffect(() => {
    const controller = new AbortController()
    found.value = unread
    if (pages.length > maxTexts) return
    subject
      .read(pages, controller.signal)
      .then((texts) => {
        if (!controller.signal.aborted) found.value = { texts, problem: null }
      })
      .catch((error) => {
        if (controller.signal.aborted) return
        found.value = { texts: null, problem: isServerFailure(error) ? serverText(error) : t('ask.unreadable') }
      })
    return () => controller.abort()
  }, [chosen])
  return found.value
}
