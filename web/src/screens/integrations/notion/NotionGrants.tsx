// SPDX-License-Identifier: AGPL-3.0-or-later
// What the user granted when connecting a workspace.
import { Fragment } from 'preact'
import { Icon } from '../../../components/controls/Icon.tsx'
import type { Workspace, WorkspaceTest } from '../../../data/server/notion.ts'
import { formatShortDay, t } from '../../../i18n/index.ts'
import { grantNames, grantText } from './notion-texts.ts'

/** How and when the workspace was connected, and what its token can be used for. */
export function GrantsOf({ workspace: { kind, grants, created_at } }: { workspace: Workspace }) {
  const names = Object.keys(grantNames) as (keyof typeof grantNames)[]
  return (
    <dl class="fact-table">
      <dt>{t('notion.way')}</dt>
      <dd>{t(kind === 'token' ? 'notion.wayToken' : 'notion.wayAsked')}</dd>
      <dt>{t('notion.since')}</dt>
      <dd>{formatShortDay(Date.parse(created_at))}</dd>
      {names.map((name) => (
        <Fragment key={name}>
          <dt>{t(grantNames[name])}</dt>
          <dd>{grantText(grants[name])}</dd>
        </Fragment>
      ))}
    </dl>
  )
}

/** The server returns no more shared pages than this. */
const maxSharedPages = 5

/** The first of the shared pages, in Notion's order. */
export function SharedPages({ pages }: Pick<WorkspaceTest, 'pages'>) {
  if (pages.length === 0) return <p class="note">{t('notion.noPages')}</p>
  return (
    <div class="notion-pages">
      <h3>{t('notion.pages')}</h3>
      <ul>
        {pages.map(({ id, title }) => (
          <li key={id}>
            <Icon name="page" />
            <span>{title || t('notion.untitled')}</span>
          </li>
        ))}
      </ul>
      <p class="quiet">
        {pages.length >= maxSharedPages && `${t('notion.pagesFirst')} `}
        {t('notion.pagesChosen')}
      </p>
    </div>
  )
}
