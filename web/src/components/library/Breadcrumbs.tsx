// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link } from 'wouter-preact'
import { t } from '../../i18n/index.ts'
import { displayName } from '../controls/display-name.ts'
import { Icon } from '../controls/Icon.tsx'

export interface Crumb {
  name: string
  href: string
}

/** Links from the root to the parent. The current place isn't among them: it is the heading below. */
export function Breadcrumbs({ way }: { way: Crumb[] }) {
  if (way.length === 0) return null
  return (
    <nav class="breadcrumbs" aria-label={t('breadcrumbs.label')}>
      <ol>
        {way.map(({ name, href }) => (
          <li key={href}>
            <Link href={href}>{displayName(name)}</Link>
            <Icon name="chevron" />
          </li>
        ))}
      </ol>
    </nav>
  )
}
