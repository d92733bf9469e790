// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { Dialog } from '../../components/controls/Dialog.tsx'
import { displayName } from '../../components/controls/display-name.ts'
import { Icon } from '../../components/controls/Icon.tsx'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { GeneratedSecret } from '../../components/forms/GeneratedSecret.tsx'
import type { Notebook } from '../../data/library/notebook.ts'
import type { Page } from '../../data/library/page.ts'
import { useRights } from '../../data/people/rights.ts'
import { shareLinks } from '../../data/resources/links.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { LinkForm } from './LinkForm.tsx'
import { LinkList } from './LinkList.tsx'

interface ShareButtonProps {
  notebook: Notebook
  /** Shares this page alone. */
  page?: Page
  /** Shows only the icon. */
  isCompact?: boolean
}

/** Shares a notebook or page by a link; only what the server has can be shared. */
export function ShareButton({ notebook, page, isCompact = false }: ShareButtonProps) {
  const { account, shelf } = useStore()
  const { isOthers } = useRights()
  const isOpen = useSignal(false)
  const isThere = shelf.notebooks.value.has(notebook.uuid) && (page === undefined || page.there !== null)
  // Links belong to the notebook's person.
  if (account.state.value.kind !== 'signed-in' || !isThere || isOthers) return null
  const title = t('links.share')
  return (
    <>
      <button
        type="button"
        class={isCompact ? 'button button-icon' : 'button'}
        {...(isCompact && { 'aria-label': title, title })}
        onClick={() => (isOpen.value = true)}
      >
        <Icon name="share" />
        {!isCompact && <span>{title}</span>}
      </button>
      {isOpen.value && (
        <ShareDialog notebook={notebook} {...(page && { page })} onClose={() => (isOpen.value = false)} />
      )}
    </>
  )
}

type ShareDialogProps = Omit<ShareButtonProps, 'isCompact'> & { onClose: () => void }

function ShareDialog({ notebook, page, onClose }: ShareDialogProps) {
  const { remote } = useStore()
  const made = useSignal<string | null>(null)
  const { data: links, error, refetch } = useQuery(shareLinks(remote, notebook.uuid))
  const name = displayName(notebook.name)
  const number = page?.there?.page_number
  return (
    <Dialog
      title={number === undefined ? t('links.shareNotebook', { name }) : t('links.sharePage', { number })}
      onClose={onClose}
    >
      <div class="share">
        {made.value === null ? (
          <>
            <p>{t(page ? 'links.whatPage' : 'links.whatNotebook')}</p>
            <LinkForm
              notebook={notebook.uuid}
              page={page?.uuid ?? null}
              onMade={(address) => {
                made.value = address
              }}
            />
          </>
        ) : (
          <GeneratedSecret
            label={t('links.made')}
            value={made.value}
            hint={t('links.madeHint')}
            onDone={() => {
              made.value = null
            }}
          />
        )}
        <h3>{t('links.live')}</h3>
        {links ? (
          <LinkList links={links} nothing={t('links.none')} />
        ) : (
          <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />
        )}
      </div>
    </Dialog>
  )
}
