// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { displayName } from '../../components/controls/display-name.ts'
import { Icon } from '../../components/controls/Icon.tsx'
import { ScreenTitle } from '../../components/controls/ScreenTitle.tsx'
import { useIncrementalRender } from '../../components/controls/use-incremental-render.ts'
import { PageCard } from '../../components/library/PageCard.tsx'
import { ServerSheet } from '../../components/sheet/ServerSheet.tsx'
import type { Page } from '../../data/library/page.ts'
import { linkHref } from '../../data/shared/link-address.ts'
import type { SharedLibrary } from '../../data/shared/shared-library.ts'
import type { SharedLink } from '../../data/shared/shared-link.ts'
import { formatAge, formatDate, t } from '../../i18n/index.ts'
import { SharedExport } from './SharedExport.tsx'
import { useSharedPictures } from './use-shared-pictures.ts'

/** Thousands of cards together would block the browser for minutes. Scrolling near the last adds more. */
const cardsAhead = 200

interface SharedNotebookProps {
  link: SharedLink
  shared: SharedLibrary
}

/** All pages of a shared notebook. */
export function SharedNotebook({ link, shared }: SharedNotebookProps) {
  const { notebook, pages, allowsDownload } = shared
  const [wanted, setWanted] = useState(cardsAhead)
  const shown = useIncrementalRender(Math.min(wanted, pages.length))
  return (
    <div class="screen">
      <div class="screen-head">
        <div class="notebook-head">
          <ScreenTitle title={displayName(notebook.name)} />
          <SharedFacts shared={shared} />
        </div>
        <div class="actions">
          {pages.length > 0 && (
            <Link href={linkHref({ token: link.token, page: 1 })} class="button button-primary">
              <Icon name="page" />
              <span>{t('notebook.read')}</span>
            </Link>
          )}
          {allowsDownload && pages.length > 0 && <SharedExport link={link} shared={shared} pages={pages} />}
        </div>
      </div>
      {pages.length === 0 && <p class="nothing">{t('notebook.noPages')}</p>}
      <ol class="pages" aria-label={t('page.list')}>
        {pages.slice(0, shown).map((page, position) => (
          <SharedCard
            key={page.uuid}
            link={link}
            page={page}
            {...(position === shown - 1 && { onNear: () => setWanted(shown + cardsAhead) })}
          />
        ))}
      </ol>
    </div>
  )
}

/** Number of pages, age, authors, and who shares it. */
export function SharedFacts({ shared: { notebook, pages, authors, sharedBy } }: { shared: SharedLibrary }) {
  const { lastModified } = notebook.facts
  return (
    <p class="facts">
      {!notebook.isNote && <span>{t('notebook.pages', { count: pages.length })}</span>}
      {lastModified > 0 && (
        <span title={formatDate(lastModified)}>{t('notebook.modified', { when: formatAge(lastModified) })}</span>
      )}
      {authors.length > 0 && <span>{authors.join(', ')}</span>}
      <span>{sharedBy === '' ? t('shared.readOnly') : t('shared.by', { name: sharedBy })}</span>
    </p>
  )
}

interface SharedCardProps {
  link: SharedLink
  page: Page
  /** Called when the card comes near the viewport. */
  onNear?: () => void
}

function SharedCard({ link, page, onNear }: SharedCardProps) {
  const seen = useSignal(false)
  const { data: details } = useQuery({ ...link.pageAt(page.place), enabled: seen.value })
  const { pictures } = useSharedPictures(link, details)
  const landscape = page.notebook.facts.orientation === 'landscape'
  const onScreen = (visible: boolean) => {
    if (!visible) return
    seen.value = true
    onNear?.()
  }
  return (
    <PageCard
      href={linkHref({ token: link.token, page: page.number })}
      number={page.number}
      tags={[]}
      picture={<ServerSheet pictures={pictures} landscape={landscape} />}
      onScreen={onScreen}
    />
  )
}
