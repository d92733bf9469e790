// SPDX-License-Identifier: AGPL-3.0-or-later
import { documentOf } from '@rmirror/shared/api'
import { useQuery } from '@tanstack/preact-query'
import { displayName } from '../../components/controls/display-name.ts'
import { LoadingOrError } from '../../components/controls/LoadingOrError.tsx'
import { ScreenTitle } from '../../components/controls/ScreenTitle.tsx'
import type { Page } from '../../data/library/page.ts'
import type { SharedLibrary } from '../../data/shared/shared-library.ts'
import type { SharedLink } from '../../data/shared/shared-link.ts'
import { t } from '../../i18n/index.ts'
import { DocumentText } from '../attachments/DocumentText.tsx'
import { serverText } from '../texts/server-texts.ts'
import { SharedExport } from './SharedExport.tsx'
import { SharedFiles } from './SharedFiles.tsx'
import { SharedFacts } from './SharedNotebook.tsx'

interface SharedNoteProps {
  link: SharedLink
  shared: SharedLibrary
  page: Page
}

/** A shared note, which has no ink. */
export function SharedNote({ link, shared, page }: SharedNoteProps) {
  const { data: details, error, refetch } = useQuery(link.pageAt(page.place))
  const text = details ? documentOf(details) : ''
  return (
    <div class="screen note-screen">
      <div class="screen-head">
        <div class="notebook-head">
          <ScreenTitle title={displayName(shared.notebook.name)} />
          <SharedFacts shared={shared} />
        </div>
        {shared.allowsDownload && (
          <div class="actions">
            <SharedExport link={link} shared={shared} pages={[page]} />
          </div>
        )}
      </div>
      {!details && <LoadingOrError problem={error && serverText(error)} onRetry={() => void refetch()} />}
      {details && text === '' && <p class="nothing">{t('document.empty')}</p>}
      {text !== '' && (
        <div class="note-sheet">
          <DocumentText markdown={text} lines={[]} />
        </div>
      )}
      {details && shared.allowsDownload && <SharedFiles files={details.attachments} />}
    </div>
  )
}
