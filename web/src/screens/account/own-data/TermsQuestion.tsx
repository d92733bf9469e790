// SPDX-License-Identifier: AGPL-3.0-or-later
import { signal } from '@preact/signals'
import { useMutation, useQuery } from '@tanstack/preact-query'
import { Dialog } from '../../../components/controls/Dialog.tsx'
import { FormProblem } from '../../../components/controls/FormProblem.tsx'
import { LoadingOrError } from '../../../components/controls/LoadingOrError.tsx'
import { TypedMarkdown } from '../../../components/notes/TranscribedText.tsx'
import { acceptedLegalTexts, acceptLegalTexts, legalTexts } from '../../../data/resources/own-data.ts'
import { useStore } from '../../../data/store.ts'
import { language, t } from '../../../i18n/index.ts'
import { serverText } from '../../texts/server-texts.ts'

/** The version that was put off in this tab. */
const postponed = signal<string | null>(null)

/** Asks once to accept the server's terms. Without them, reading, exporting and deleting still work. */
export function TermsQuestion() {
  const { remote } = useStore()
  const { data } = useQuery(acceptedLegalTexts(remote))
  if (!data || data.version === null || data.version === data.accepted_version) return null
  return postponed.value === data.version ? null : <Question isNew={data.accepted_version === null} />
}

function Question({ isNew }: { isNew: boolean }) {
  const { remote } = useStore()
  const { data: texts, error, refetch } = useQuery(legalTexts(remote, language.value))
  const accepting = useMutation({ mutationFn: (version: string) => acceptLegalTexts(remote, version) })
  const later = () => {
    postponed.value = texts?.version ?? null
  }
  return (
    <Dialog title={t(isNew ? 'terms.title' : 'terms.changed')} onClose={later}>
      <p>{t('terms.what')}</p>
      {texts ? (
        <>
          <Text title={t('terms.terms')} markdown={texts.terms} />
          <Text title={t('terms.privacy')} markdown={texts.privacy} />
        </>
      ) : (
        <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />
      )}
      <FormProblem text={accepting.error && serverText(accepting.error)} />
      <div class="dialog-actions">
        <button type="button" class="button" onClick={later}>
          {t('terms.later')}
        </button>
        {texts && (
          <button
            type="button"
            class="button button-primary"
            aria-disabled={accepting.isPending}
            onClick={() => !accepting.isPending && accepting.mutate(texts.version)}
          >
            {t('terms.accept')}
          </button>
        )}
      </div>
    </Dialog>
  )
}

function Text({ title, markdown }: { title: string; markdown: string }) {
  return (
    <details class="terms-text">
      <summary>{title}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section class="terms-scroll" aria-label={title} tabIndex={0}>
        <TypedMarkdown markdown={markdown} />
      </section>
    </details>
  )
}
