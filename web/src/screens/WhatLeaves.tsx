// SPDX-License-Identifier: AGPL-3.0-or-later
import { Icon } from '../components/Icon.tsx'
import { useStore } from '../data/store.ts'
import { t } from '../i18n/index.ts'

/** One line on what leaves this browser. */
export function WhatLeaves() {
  const { account, ownReading } = useStore()
  const host = ownReading.chosen.value?.host
  const isGuest = account.state.value.kind === 'guest'
  if (host === undefined) return <>{t(isGuest ? 'promise.private' : 'promise.synced')}</>
  return <>{t(isGuest ? 'promise.ownKey' : 'promise.syncedOwnKey', { host })}</>
}

/** The same below what is told of a page. */
export function ViewerPromise() {
  return (
    <p class="viewer-promise">
      <Icon name="lock" />
      <span>
        <WhatLeaves />
      </span>
    </p>
  )
}
