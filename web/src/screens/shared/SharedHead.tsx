// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link } from 'wouter-preact'
import { Logo } from '../../components/controls/Logo.tsx'
import { t } from '../../i18n/index.ts'

/** The header of a shared notebook: who made this page, and nothing that needs an account. */
export function SharedHead() {
  return (
    <header class="shell-head shared-head">
      <Link href="/" class="brand">
        <Logo />
        <span>rMirror</span>
      </Link>
      <Link href="/about" class="quiet">
        {t('shared.about')}
      </Link>
    </header>
  )
}
