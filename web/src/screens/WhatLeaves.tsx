// SPDX-License-Identifier: AGPL-3.0-or-later
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
