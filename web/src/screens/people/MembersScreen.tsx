// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { ScreenTitle } from '../../components/controls/ScreenTitle.tsx'
import { Breadcrumbs } from '../../components/library/Breadcrumbs.tsx'
import { membersOf } from '../../data/people/members.ts'
import { isNotShared, workspaceAt } from '../../data/people/workspaces.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { MissingScreen } from '../frame/MissingScreen.tsx'
import { serverText } from '../texts/server-texts.ts'
import { AuditSection } from './AuditSection.tsx'
import { InviteSection } from './InviteSection.tsx'
import { LeaveSection } from './LeaveSection.tsx'
import { MemberSection } from './MemberSection.tsx'
import { NameSection } from './NameSection.tsx'
import { NoLongerShared } from './NoLongerShared.tsx'

/** The members of a shared workspace and, for its owners, invitations, its name, and what happened in it. */
export function MembersScreen({ id }: { id: string }) {
  const { remote } = useStore()
  const { data: workspace, error, refetch } = useQuery(workspaceAt(remote, id))
  const members = useQuery(membersOf(remote, id))
  if (isNotShared(error) || isNotShared(members.error)) return <NoLongerShared what="workspace" />
  if (workspace?.is_own) return <MissingScreen what="address" />
  const isOwner = workspace?.role === 'owner'
  return (
    <div class="screen account">
      <Breadcrumbs
        way={[
          { name: t('library.title'), href: '/' },
          ...(workspace ? [{ name: workspace.name, href: `/workspaces/${id}` }] : []),
        ]}
      />
      <ScreenTitle title={workspace ? t('members.titleOf', { workspace: workspace.name }) : t('members.title')} />
      {!workspace || !members.data ? (
        <LoadingOrError
          problem={textOf(error ?? members.error)}
          onRetry={() => {
            void refetch()
            void members.refetch()
          }}
        />
      ) : (
        <div class="account-sections">
          <MemberSection workspace={workspace} members={members.data} />
          {isOwner && <InviteSection workspace={workspace} />}
          {isOwner && <NameSection workspace={workspace} />}
          {isOwner && <AuditSection workspace={workspace} />}
          <LeaveSection workspace={workspace} members={members.data} />
        </div>
      )}
    </div>
  )
}

const textOf = (error: unknown) => (error ? serverText(error) : null)
