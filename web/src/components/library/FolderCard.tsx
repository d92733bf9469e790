// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { Link } from 'wouter-preact'
import { displayName } from '../controls/display-name.ts'
import { Icon, type IconName } from '../controls/Icon.tsx'
import { type ItemCount, itemsText } from './items-text.ts'

interface FolderCardProps {
  href: string
  name: string
  items: ItemCount
  icon?: IconName
  /** What isn't sent yet. */
  badge?: ComponentChildren
}

export function FolderCard({ href, name, items, icon = 'folder', badge }: FolderCardProps) {
  return (
    <li class="folder-card">
      <Link href={href}>
        <Icon name={icon} />
        <span class="folder-name">{displayName(name)}</span>
        <span class="folder-count">{itemsText(items)}</span>
        {badge}
      </Link>
    </li>
  )
}
