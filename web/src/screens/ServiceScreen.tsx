// SPDX-License-Identifier: AGPL-3.0-or-later
import type { ComponentChildren } from 'preact'
import { Breadcrumbs } from '../components/Breadcrumbs.tsx'
import { ScreenTitle } from '../components/ScreenTitle.tsx'
import { t } from '../i18n/index.ts'

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
