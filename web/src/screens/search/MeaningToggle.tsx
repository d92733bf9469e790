// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from '@tanstack/preact-query'
import { useLayoutEffect } from 'preact/hooks'
import { prefer, preferences } from '../../data/library/preferences.ts'
import { useStore } from '../../data/store.ts'
import { t } from '../../i18n/index.ts'

/** Turns search by meaning on and off, where it is set up; renders nothing elsewhere. */
export function MeaningToggle() {
  const { account, search } = useStore()
  const isSignedIn = account.state.value.kind === 'signed-in'
  if (isSignedIn) return <ServerToggle />
  if (!search.near?.isOffered.value) return null
  return <Toggle label={t('search.byMeaningWith', { name: search.near.host.value })} />
}

function ServerToggle() {
  const { remote, search } = useStore()
  const { data: quota } = useQuery({ ...remote.quota(), staleTime: 60_000 })
  const isOffered = quota?.has_meaning ?? false
  useLayoutEffect(() => {
    search.isMeaningOnServer.value = isOffered
  }, [search, isOffered])
  return isOffered ? <Toggle label={t('search.byMeaning')} /> : null
}

function Toggle({ label }: { label: string }) {
  return (
    <label class="meaning-toggle">
      <input
        type="checkbox"
        checked={preferences.value.searchByMeaning}
        onChange={({ currentTarget }) => prefer({ searchByMeaning: currentTarget.checked })}
      />
      {label}
    </label>
  )
}
