// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { useEffect, useMemo } from 'preact/hooks'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { pathsOf, preferredPath } from '../../data/ask/ask-paths.ts'
import type { AskSubject } from '../../data/ask/asked-texts.ts'
import { preferences } from '../../data/library/preferences.ts'
import { checkForUpdate } from '../../data/outdated.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import type { Runs } from './runs.ts'

type Dialog = typeof import('./AskDialog.tsx')['AskDialog']

interface AskButtonProps {
  /** Called when the button is clicked. */
  subjectOf: () => AskSubject
  as?: 'button' | 'small' | 'icon'
}

/** Opens the dialog in which a person asks an AI. Renders nothing if questions are off, or no AI can be asked. */
export function AskButton({ subjectOf, as = 'button' }: AskButtonProps) {
  const opened = useSignal<{ subject: AskSubject; Dialog: Dialog } | null>(null)
  const hasFailed = useSignal(false)
  const runs = useRuns()
  useEffect(() => {
    const { subject } = opened.value ?? {}
    // The dialog's own cleanup, which returns the focus, comes first.
    return subject && (() => subject.onClosed?.())
  }, [opened.value])
  if (!useCanAsk()) return null
  const open = async () => {
    const subject = subjectOf()
    hasFailed.value = false
    try {
      const { AskDialog } = await import('./AskDialog.tsx')
      opened.value = { subject, Dialog: AskDialog }
    } catch {
      hasFailed.value = true
      void checkForUpdate()
    }
  }
  const { subject, Dialog } = opened.value ?? {}
  const style = { button: '', small: 'button-small', icon: 'button-icon' }[as]
  return (
    <>
      <button
        type="button"
        class={`button ${style}`}
        {...(as === 'icon' && { 'aria-label': t('ask.action'), title: t('ask.action') })}
        onClick={() => void open()}
      >
        <Icon name="ask" />
        {as !== 'icon' && <span>{t('ask.action')}</span>}
      </button>
      <FormProblem text={hasFailed.value && t('screen.notLoaded')} />
      {Dialog && subject && <Dialog subject={subject} runs={runs} onClose={() => (opened.value = null)} />}
    </>
  )
}

/** An answer that nobody waits for any more is stopped: it goes on costing. */
function useRuns(): Runs {
  const runs = useMemo<Runs>(() => ({ last: null }), [])
  useEffect(() => () => runs.last?.run.stop(), [])
  return runs
}

function useCanAsk(): boolean {
  const { ownKeyTranscription, remote } = useStore()
  // Asked once: whether the server offers it doesn't change while it runs.
  const { data: quota = null } = useQuery({ ...remote.quota(), staleTime: Number.POSITIVE_INFINITY })
  const paths = pathsOf(ownKeyTranscription.chosen.value, quota)
  return preferredPath(preferences.value.askWith, paths) !== null
}
