// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link } from 'wouter-preact'
import { t } from '../../i18n/index.ts'
import { Icon, type IconName } from '../controls/Icon.tsx'
import { shownName } from '../controls/shown-name.ts'

interface FolderCardProps {
  href: string
  name: string
  count: number
  icon?: IconName
}

export function FolderCard({ href, name, count, icon = 'folder' }: FolderCardProps) {
  return (
    <li class="folder-card">
      <Link href={href}>
        <Icon name={icon} />
        <span class="folder-name">{shownName(name)}</span>
        <span class="folder-count">{t('folder.items', { count })}</span>
      </Link>
    </li>
  )
}
