// SPDX-License-Identifier: AGPL-3.0-or-later
import { useMutation, useQuery } from '@tanstack/preact-query'
import { useRef, useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { ConfirmDialog } from '../../components/controls/ConfirmDialog.tsx'
import { displayName } from '../../components/controls/display-name.ts'
import { FormProblem } from '../../components/controls/FormProblem.tsx'
import { Icon } from '../../components/controls/Icon.tsx'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import {
  type DeletedNotebook,
  deletedChanged,
  deletedNotebooks,
  hasPagesThere,
  purgeNotebook,
  restoreNotebook,
} from '../../data/resources/deleted-notebooks.ts'
import { useStore } from '../../data/store.ts'
import { formatAge, formatShortDay, t } from '../../i18n/index.ts'
import { DeletedInTargets } from '../deliveries/DeletedInTargets.tsx'
import { serverText } from '../texts/server-texts.ts'

/** Notebooks that were deleted here or on the tablet, to be restored or removed for good. */
export function DeletedScreen() {
  const { remote } = useStore()
  const { data, error, refetch } = useQuery(deletedNotebooks(remote))
  const list = useRef<HTMLDivElement>(null)
  const [said, setSaid] = useState('')
  const done = (words: string) => {
    // Move the focus away from the button, which disappears.
    list.current?.focus()
    setSaid(words)
  }
  return (
    <div ref={list} tabIndex={-1} class="deleted">
      <p class="quiet">
        {t('deleted.what')} <Link href="/account#account-retention">{t('deleted.retention')}</Link>
      </p>
      {!data && <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p class="nothing">{t('deleted.none')}</p>}
      {data && data.length > 0 && (
        <ul class="deleted-list" aria-label={t('deleted.title')}>
          {data.map((notebook) => (
            <DeletedItem key={notebook.uuid} notebook={notebook} onDone={done} />
          ))}
        </ul>
      )}
      <p role="status" class="quiet">
        {said}
      </p>
    </div>
  )
}

function DeletedItem({ notebook, onDone }: { notebook: DeletedNotebook; onDone: (words: string) => void }) {
  const { remote } = useStore()
  const [isAsking, setAsking] = useState(false)
  const { uuid } = notebook
  const name = displayName(notebook.name)
  const settled = async (words: string) => {
    onDone(words)
    await deletedChanged(remote)
  }
  const restore = useMutation({
    async mutationFn() {
      await restoreNotebook(remote, uuid)
      return notebook.pages === 0 || (await hasPagesThere(remote, uuid))
    },
    onSuccess: (isWhole) => settled(t(isWhole ? 'deleted.restored' : 'deleted.restoredEmpty', { name })),
  })
  const purge = useMutation({
    mutationFn: () => purgeNotebook(remote, uuid),
    onSuccess: () => settled(t('deleted.purged', { name })),
  })
  return (
    <li class="deleted-item">
      <Icon name={notebook.isNote ? 'note' : 'page'} />
      <Facts notebook={notebook} />
      <DeletedInTargets notebook={notebook} />
      <div class="deleted-actions">
        <button
          type="button"
          class="button button-small"
          aria-label={t('deleted.restoreNamed', { name })}
          aria-disabled={restore.isPending}
          onClick={() => !restore.isPending && restore.mutate()}
        >
          {t('deleted.restore')}
        </button>
        <button
          type="button"
          class="button button-small button-remove"
          aria-label={t('deleted.purgeNamed', { name })}
          onClick={() => setAsking(true)}
        >
          {t('deleted.purge')}
        </button>
      </div>
      <FormProblem text={restore.error && serverText(restore.error)} />
      {isAsking && (
        <ConfirmDialog
          title={t('deleted.purgeQuestion', { name })}
          verb={t('deleted.purgeDo')}
          isDanger
          isBusy={purge.isPending}
          problem={purge.error && serverText(purge.error)}
          onConfirm={() => purge.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{t(notebook.isNote ? 'notes.purgeMeans' : 'deleted.purgeMeans')}</p>
        </ConfirmDialog>
      )}
    </li>
  )
}

function Facts({ notebook: { name, path, pages, isNote, by, deletedAt, purgedAt } }: { notebook: DeletedNotebook }) {
  const folder = path.endsWith(`/${name}`) ? path.slice(0, -name.length - 1) : ''
  const when = formatAge(deletedAt)
  return (
    <div class="deleted-facts">
      <span class="deleted-name">{displayName(name)}</span>
      {folder && <span class="quiet">{folder}</span>}
      <span class="quiet">
        {isNote ? t('notes.kind') : t('deleted.pages', { count: pages })}
        {' · '}
        {by === 'person' ? t('deleted.byPerson', { when }) : t('deleted.byTablet', { when })}
        {' · '}
        {purgedAt === null ? t('deleted.keptForGood') : t('deleted.keptUntil', { day: formatShortDay(purgedAt) })}
      </span>
    </div>
  )
}
