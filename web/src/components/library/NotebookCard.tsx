// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { formatAge, formatDate, t } from '../../i18n/index.ts'
import { displayName } from '../controls/display-name.ts'
import { Icon } from '../controls/Icon.tsx'
import { type ItemSelection, LinkOrCheckbox } from '../controls/LinkOrCheckbox.tsx'
import { useOnScreen } from '../controls/use-on-screen.ts'
import { Tags } from './Tags.tsx'

export interface NotebookCardProps {
  href: string
  name: string
  /** It was written here and is one page. */
  isNote?: boolean
  /** null: unknown, or can't be determined. */
  pageCount: number | null
  /** Milliseconds since 1970; 0 if unknown. */
  modified: number
  pinned: boolean
  tags: string[]
  cover: ComponentChildren
  /** Where the notebook is kept, if not in this browser. */
  mark?: string
  /** Sync state. */
  badge?: ComponentChildren
  onScreen: (onScreen: boolean) => void
  /** Set in selection mode: the card is a checkbox, not a link. */
  selection?: ItemSelection | undefined
}

export function NotebookCard(props: NotebookCardProps) {
  const { href, name, modified, pinned, tags, cover, mark, badge, onScreen, selection } = props
  const size = sizeText(props)
  const card = useOnScreen<HTMLDivElement>(onScreen)
  const face = (
    <>
      <span class="cover">{cover}</span>
      <span class="card-title">
        {displayName(name)}
        {pinned && (
          <span class="card-pin" title={t('notebook.pinned')}>
            <Icon name="pin" />
          </span>
        )}
      </span>
    </>
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: it is in a group, and only a list of its own could hold an <li> there.
    <div ref={card} role="listitem" class="notebook-card">
      <LinkOrCheckbox href={href} selection={selection} class="card-link" choiceClass="card-link card-choice">
        {face}
      </LinkOrCheckbox>
      <p class="card-facts">
        {mark && (
          <span class="card-mark">
            <Icon name="cloud" />
            {mark}
          </span>
        )}
        {size}
        {modified > 0 && (
          <>
            {size !== null && ' · '}
            <time dateTime={new Date(modified).toISOString()} title={formatDate(modified)}>
              {formatAge(modified)}
            </time>
          </>
        )}
      </p>
      {badge && <p class="card-state">{badge}</p>}
      <Tags tags={tags} />
    </div>
  )
}

/** "3 pages", or "Note"; null if unknown. */
export function sizeText({ isNote, pageCount }: Pick<NotebookCardProps, 'isNote' | 'pageCount'>): string | null {
  if (isNote) return t('notes.kind')
  return pageCount === null ? null : t('notebook.pages', { count: pageCount })
}
