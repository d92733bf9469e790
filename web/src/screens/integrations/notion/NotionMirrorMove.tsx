// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { FormProblem } from '../../../components/controls/FormProblem.tsx'
import { type KeepOrRemove, KeepOrRemoveField } from '../../../components/forms/KeepOrRemoveField.tsx'
import { type Integration, saveIntegration, type Target } from '../../../data/server/integrations.ts'
import type { NotionDatabase } from '../../../data/server/notion-databases.ts'
import { useStore } from '../../../data/store.ts'
import { t } from '../../../i18n/index.ts'
import { NotionDatabases } from './NotionDatabases.tsx'
import { NotionNewDatabase } from './NotionNewDatabase.tsx'
import { notionProblem } from './notion-texts.ts'

interface NotionMirrorMoveProps {
  target: Target
  integration: Integration
  onClose: () => void
}

/** Switches to another database for the notebooks; what is in the previous one is kept or removed. */
export function NotionMirrorMove({ target, integration, onClose }: NotionMirrorMoveProps) {
  const { account, remote } = useStore()
  const saved = integration.settings.data_source?.toLowerCase() ?? null
  const [picked, setPicked] = useState<string | null>(saved)
  const [databases, setDatabases] = useState<NotionDatabase[]>([])
  const [made, setMade] = useState<KeepOrRemove>('keep')
  const [isMaking, setMaking] = useState(false)
  const [isTried, setTried] = useState(false)
  const move = useMutation({
    mutationFn: (data_source: string) =>
      saveIntegration(account, target.name, { settings: { ...integration.settings, data_source } }, made),
    onSuccess: async () => {
      onClose()
      await remote.deliveriesChanged()
      // The form has unmounted, and lost the focus.
      document.getElementById('integration-settings')?.focus()
    },
  })
  const isAnother = picked !== null && picked !== saved
  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (isAnother && !move.isPending) move.mutate(picked)
  }
  return (
    <>
      <form class="form" noValidate aria-label={t('notionMirror.anotherTitle')} onSubmit={submit}>
        <p>{t('notionMirror.anotherWhat')}</p>
        <NotionDatabases
          made={databases}
          picked={picked}
          problem={isTried && !isAnother ? t('notionMirror.pickFirst') : null}
          onPick={setPicked}
          onMake={() => setMaking(true)}
        />
        <KeepOrRemoveField
          legend={t('notionMirror.madeBefore')}
          labels={{ keep: t('notionMirror.madeKeep'), remove: t('notionMirror.madeRemove') }}
          made={made}
          onChange={setMade}
        />
        <FormProblem text={move.error && notionProblem(move.error)} />
        <div class="form-actions form-actions-start">
          <button type="button" class="button" onClick={onClose}>
            {t('dialog.cancel')}
          </button>
          <button type="submit" class="button button-primary" aria-disabled={move.isPending}>
            {t('notionMirror.anotherDo')}
          </button>
        </div>
      </form>
      {isMaking && (
        <NotionNewDatabase
          onMade={(database) => {
            setDatabases([database, ...databases])
            setPicked(database.id)
          }}
          onClose={() => setMaking(false)}
        />
      )}
    </>
  )
}
