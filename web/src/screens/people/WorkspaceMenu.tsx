// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import type { ComponentChild } from 'preact'
import { Link } from 'wouter-preact'
import { Icon } from '../../components/controls/Icon.tsx'
import { Menu, MenuAction } from '../../components/controls/Menu.tsx'
import { workspaceList } from '../../data/people/workspaces.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import type { CreateWorkspaceProps } from './CreateWorkspace.tsx'

interface WorkspaceMenuProps {
  /** The id of the shared workspace on the screen; null: one's own library. */
  current: string | null
  /** Loaded when it is opened. */
  dialogs: { CreateWorkspace: (props: CreateWorkspaceProps) => ComponentChild }
}

/** Switches between one's own library and the workspaces that are shared, and creates another. Nothing for guests. */
export function WorkspaceMenu({ current, dialogs }: WorkspaceMenuProps) {
  const { remote } = useStore()
  const isCreating = useSignal(false)
  const { data: all = [] } = useQuery(workspaceList(remote))
  if (remote.user.value === null) return null
  const shared = all.filter(({ is_own }) => !is_own)
  return (
    <div class="workspace-menu">
      <Menu label={t('workspaces.title')} icon="people">
        <Entry href="/" name={t('workspaces.own')} isCurrent={current === null} />
        {shared.map(({ id, name, members }) => (
          <Entry
            key={id}
            href={`/workspaces/${id}`}
            name={name}
            hint={t('workspaces.members', { count: members })}
            isCurrent={id === current}
          />
        ))}
        <hr />
        <MenuAction icon="add" onClick={() => (isCreating.value = true)}>
          {t('workspaces.create')}
        </MenuAction>
      </Menu>
      {isCreating.value && <dialogs.CreateWorkspace onClose={() => (isCreating.value = false)} />}
    </div>
  )
}

interface EntryProps {
  href: string
  name: string
  hint?: string
  isCurrent: boolean
}

function Entry({ href, name, hint, isCurrent }: EntryProps) {
  return (
    <Link href={href} class="menu-action" data-closes-menu {...(isCurrent && { 'aria-current': 'page' })}>
      <Icon name={isCurrent ? 'check' : 'folder'} />
      <span>
        <bdi class="workspace-name">{name}</bdi>
        {hint && <small>{hint}</small>}
      </span>
    </Link>
  )
}
