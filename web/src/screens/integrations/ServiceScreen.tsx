// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { ScreenTitle } from '../../components/controls/ScreenTitle.tsx'
import { Breadcrumbs } from '../../components/library/Breadcrumbs.tsx'
import { t } from '../../i18n/index.ts'

/** Layout of a screen about one service, below Integrations. */
export function ServiceScreen({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="screen integration">
      <Breadcrumbs
        way={[
          { name: t('library.title'), href: '/' },
          { name: t('integrations.title'), href: '/integrations' },
        ]}
      />
      <ScreenTitle title={name} />
      {children}
    </div>
  )
}
