// SPDX-License-Identifier: AGPL-3.0-or-later
import { rootUuid } from '@rmirror/shared/library'
import { useMemo } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { displayName } from '../../components/controls/display-name.ts'
import { Icon } from '../../components/controls/Icon.tsx'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'
import { SearchHits } from './SearchHits.tsx'

interface SearchPanelProps {
  words: string
  /** Navigates to the screen with all results. */
  onAll: () => void
}

const max = 6

/** Results below the search field, over a screen that shows something else. */
export function SearchPanel({ words, onAll }: SearchPanelProps) {
  const index = useStore().index.value
  const named = useMemo(() => index.matching(words, rootUuid, 'modified'), [index, words])
  const listed = useMemo(() => named.slice(0, max), [named])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the field keeps the focus, because some browsers give none to a link that is clicked, and the panel would close before the click.
    <div class="search-panel" onMouseDown={(event) => event.preventDefault()}>
      {listed.length > 0 && (
        <section class="search-names" aria-label={t('notebook.list')}>
          <h2>{t('notebook.list')}</h2>
          <ul>
            {listed.map(({ uuid, name }) => (
              <li key={uuid}>
                <Link href={`/notebooks/${uuid}`}>
                  <Icon name="page" />
                  {displayName(name)}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <SearchHits listed={listed} />
      <button type="button" class="button" onClick={onAll}>
        {t('search.inLibrary')}
      </button>
    </div>
  )
}
