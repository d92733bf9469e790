// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link } from 'wouter-preact'
import { ScreenTitle } from '../../components/controls/ScreenTitle.tsx'
import { t } from '../../i18n/index.ts'

/** In place of a workspace of which the person is no longer a member, or of a notebook that left it. */
export function NoLongerShared({ what }: { what: 'workspace' | 'notebook' }) {
  return (
    <div class="screen missing">
      <ScreenTitle title={t(what === 'notebook' ? 'inWorkspace.notebookGone' : 'inWorkspace.workspaceGone')} />
      <p>{t(what === 'notebook' ? 'inWorkspace.notebookGoneWhy' : 'inWorkspace.workspaceGoneWhy')}</p>
      <Link href="/" class="button button-primary">
        {t('missing.back')}
      </Link>
    </div>
  )
}
