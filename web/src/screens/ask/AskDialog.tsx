// SPDX-License-Identifier: AGPL-3.0-or-later
// Asking an AI about a page, a notebook or a selection: what is asked, which texts go where, and the answer.
import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { useEffect } from 'preact/hooks'
import { Dialog } from '../../components/controls/Dialog.tsx'
import { shortName } from '../../components/controls/display-name.ts'
import { askWithOwnKey } from '../../data/ask/ask-own-key.ts'
import { type AskPath, pathsOf, preferredPath } from '../../data/ask/ask-paths.ts'
import { AskRun } from '../../data/ask/ask-run.ts'
import { askServer } from '../../data/ask/ask-server.ts'
import type { AskSubject } from '../../data/ask/asked-texts.ts'
import { claudeModels } from '../../data/ask/claude-models.ts'
import { preferences } from '../../data/library/preferences.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { AnswerView } from './AnswerView.tsx'
import { AskForm, type WantedQuestion } from './AskForm.tsx'
import { type Asked, browserLanguage, promptOf, titleOf } from './ask-prompts.ts'
import type { Runs } from './runs.ts'

interface AskDialogProps {
  subject: AskSubject
  runs: Runs
  onClose: () => void
}

export function AskDialog({ subject, runs, onClose }: AskDialogProps) {
  const { account, ownKeyTranscription, remote } = useStore()
  const shown = useSignal(isSame(runs.last?.subject, subject) ? runs.last : null)
  // What was asked stays for the next question, and if the answer failed.
  const asked = useSignal<Asked>(
    shown.peek()?.asked ?? { task: 'summarise', language: browserLanguage(), question: '' },
  )
  const range = useSignal('')
  const { data: quota = null } = useQuery(remote.quota())
  const paths = pathsOf(ownKeyTranscription.chosen.value, quota)
  const { data: models = [] } = useQuery({ ...claudeModels(remote), enabled: paths.includes('server') })
  const chosenPath = useSignal<AskPath | null>(null)
  const path = chosenPath.value ?? preferredPath(preferences.value.askWith, paths) ?? paths[0] ?? null
  const remembered = preferences.value.askModel
  const model = (models.find(({ id }) => id === remembered) ?? models[0])?.id ?? ''
  // An answer through the server has changed what is left.
  const outcome = shown.value?.run.outcome.value
  useEffect(() => {
    if (!outcome || path !== 'server') return
    remote.quotaChanged()
    // The list of models may be older than the server's settings.
    if ('problem' in outcome) void remote.invalidate('claude models')
  }, [outcome])

  const ask = ({ asked, texts, maxTokens }: WantedQuestion) => {
    runs.last?.run.stop()
    const chosen = path === 'own-key' ? ownKeyTranscription.chosen.peek() : null
    const service = path === 'own-key' ? askWithOwnKey(ownKeyTranscription) : askServer(account, model)
    const run = new AskRun({ prompt: promptOf(asked), texts, maxTokens }, service)
    runs.last = { run, subject, asked, chosen, title: titleOf(asked, shortName(subject.name)) }
    shown.value = runs.last
    void run.start()
  }
  const answer = shown.value
  return (
    <Dialog title={titles[subject.kind](shortName(subject.name))} onClose={onClose}>
      {answer ? (
        <AnswerView
          {...answer}
          model={model}
          resetsAt={quota ? Date.parse(quota.reset_at) : null}
          onAgain={() => {
            answer.run.stop()
            shown.value = null
          }}
          onClose={onClose}
        />
      ) : (
        <AskForm
          subject={subject}
          asked={asked}
          range={range}
          paths={paths}
          path={path}
          onPath={(next) => (chosenPath.value = next)}
          models={models}
          model={model}
          quota={quota}
          onAsk={ask}
        />
      )}
    </Dialog>
  )
}

const titles: Record<AskSubject['kind'], (name: string) => string> = {
  page: (name) => t('ask.aboutPage', { name }),
  notebook: (name) => t('ask.aboutNotebook', { name }),
  note: (name) => t('ask.aboutNotebook', { name }),
  selection: () => t('ask.aboutSelection'),
}

/** An answer about one selection says nothing about the next one. */
function isSame(before: AskSubject | undefined, subject: AskSubject): boolean {
  return before?.kind === subject.kind && before.name === subject.name && subject.kind !== 'selection'
}
