// SPDX-License-Identifier: AGPL-3.0-or-later
import { Icon } from '../../components/controls/Icon.tsx'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'

/** What leaves this browser: a headline, and a sentence on what it means. */
export function usePrivacyNote(): { line: string; why: string } {
  const { account, ownKeyTranscription } = useStore()
  const host = ownKeyTranscription.chosen.value?.host
  const isGuest = account.state.value.kind === 'guest'
  if (host === undefined)
    return isGuest
      ? { line: t('promise.private'), why: t('promise.privateWhy') }
      : { line: t('promise.synced'), why: t('promise.syncedWhy') }
  return isGuest
    ? { line: t('promise.ownKey', { host }), why: t('promise.ownKeyWhy') }
    : { line: t('promise.syncedOwnKey', { host }), why: t('promise.syncedOwnKeyWhy') }
}

export function PrivacyNote() {
  return <>{usePrivacyNote().line}</>
}

/** The headline, for the end of the panel beside a page. */
export function ViewerPromise() {
  return (
    <p class="viewer-promise">
      <Icon name="lock" />
      <span>
        <PrivacyNote />
      </span>
    </p>
  )
}
