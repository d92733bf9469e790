// SPDX-License-Identifier: AGPL-3.0-or-later
import { formatAge, formatDate, t } from '../../i18n/index.ts'
import { displayName } from '../controls/display-name.ts'
import { Icon } from '../controls/Icon.tsx'
import { LinkOrCheckbox } from '../controls/LinkOrCheckbox.tsx'
import { type NotebookCardProps, sizeText } from './NotebookCard.tsx'
import { Tags } from './Tags.tsx'

type NotebookRowProps = Omit<NotebookCardProps, 'cover' | 'mark' | 'onScreen'>

/** Notebook in the list or tree view: the same facts as on its card, in one line if there is room. */
export function NotebookRow(props: NotebookRowProps) {
  const { href, name, isNote, modified, pinned, tags, badge, selection } = props
  const size = sizeText(props)
  return (
    <div class="notebook-row">
      <LinkOrCheckbox href={href} selection={selection} class="row-link" choiceClass="row-link">
        {!selection && <Icon name={isNote ? 'note' : 'lines'} />}
        <span class="row-name">{displayName(name)}</span>
        {pinned && (
          <span class="card-pin" title={t('notebook.pinned')}>
            <Icon name="pin" />
            <span class="visually-hidden">{t('notebook.pinned')}</span>
          </span>
        )}
      </LinkOrCheckbox>
      <Tags tags={tags} />
      <p class="row-facts">
        {badge}
        {size !== null && <span class="row-pages">{size}</span>}
        {modified > 0 && (
          <time class="row-age" dateTime={new Date(modified).toISOString()} title={formatDate(modified)}>
            {formatAge(modified)}
          </time>
        )}
      </p>
    </div>
  )
}
