// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link } from 'wouter-preact'
import { t } from '../../i18n/index.ts'
import { displayName } from '../controls/display-name.ts'
import { Icon, type IconName } from '../controls/Icon.tsx'

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
        <span class="folder-name">{displayName(name)}</span>
        <span class="folder-count">{t('folder.items', { count })}</span>
      </Link>
    </li>
  )
}
