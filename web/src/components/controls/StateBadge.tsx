// SPDX-License-Identifier: AGPL-3.0-or-later
import { Icon, type IconName } from './Icon.tsx'

const icons = {
  failed: 'warning',
  quota: 'pause',
  pending: 'sync',
  'not-synced': 'minus',
  synced: 'check',
} as const satisfies Record<string, IconName>

interface StateBadgeProps {
  state: keyof typeof icons
  text: string
}

/** Sync state of a notebook as text and icon, so that it doesn't depend on colour. */
export function StateBadge({ state, text }: StateBadgeProps) {
  return (
    <span class={`state-badge state-${state}`}>
      <Icon name={icons[state]} />
      {text}
    </span>
  )
}
