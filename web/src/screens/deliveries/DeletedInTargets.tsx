// SPDX-License-Identifier: AGPL-3.0-or-later
// Removal status of a deleted notebook in each integration, one line each.
import { useQuery } from '@tanstack/preact-query'
import { displayName } from '../../components/controls/display-name.ts'
import { Icon, type IconName } from '../../components/controls/Icon.tsx'
import type { DeletedNotebook, RemovalAtTarget } from '../../data/resources/deleted-notebooks.ts'
import type { Integration } from '../../data/server/integrations.ts'
import { useStore } from '../../data/store.ts'
import { formatList, t } from '../../i18n/index.ts'
import { targetName } from '../texts/target-texts.ts'
import { DeliveryFault } from './DeliveryItem.tsx'
import { RetryAll } from './RetryAll.tsx'

export function DeletedInTargets({ notebook: { uuid, name, targets } }: { notebook: DeletedNotebook }) {
  const { remote } = useStore()
  const { data: integrations } = useQuery({ ...remote.integrations(), enabled: targets.length > 0 })
  if (targets.length === 0) return null
  return (
    <ul class="standings deleted-targets" aria-label={t('deleted.targets', { name: displayName(name) })}>
      {targets.map((removal) => (
        <AtTarget
          key={removal.target_name}
          removal={removal}
          integration={integrations?.find(({ target_name }) => target_name === removal.target_name)}
          notebook={uuid}
        />
      ))}
    </ul>
  )
}

interface AtTargetProps {
  removal: RemovalAtTarget
  integration: Integration | undefined
  /** Uuid of the notebook. */
  notebook: string
}

function AtTarget({ removal, integration, notebook }: AtTargetProps) {
  const { target_name, failed, error_class, error_message } = removal
  return (
    <li class={failed > 0 ? 'standing-bad' : ''}>
      <p>
        <Icon name={iconOf(removal)} />
        <span>
          {t('deleted.atTarget', { target: targetName(target_name), what: standingOf(removal, integration) })}
        </span>
      </p>
      {(error_class !== null || error_message !== null) && <DeliveryFault record={removal} />}
      {failed > 0 && integration?.state === 'active' && <RetryAll target={target_name} notebook={notebook} />}
    </li>
  )
}

function iconOf({ failed, waiting, kept }: RemovalAtTarget): IconName {
  if (failed > 0) return 'warning'
  if (waiting > 0) return 'sync'
  return kept > 0 ? 'minus' : 'check'
}

/** "removed", or how many of its items aren't and why. */
function standingOf({ removed, waiting, failed, kept }: RemovalAtTarget, integration: Integration | undefined): string {
  const total = removed + waiting + failed + kept
  const parts: string[] = []
  if (failed > 0)
    parts.push(failed === total ? t('deleted.allFailed') : t('deleted.someFailed', { count: failed, total }))
  if (waiting > 0) {
    const what = waiting === total ? t('deleted.allWaiting') : t('deleted.someWaiting', { count: waiting, total })
    const state = haltOf(integration)
    parts.push(state === null ? what : t('deleted.halted', { what, state }))
  }
  if (kept > 0) parts.push(kept === total ? t('deleted.allKept') : t('deleted.someKept', { count: kept, total }))
  return parts.length === 0 ? t('deleted.allRemoved') : formatList(parts)
}

/** Why removals don't proceed there at present; null if they do. */
function haltOf(integration: Integration | undefined): string | null {
  if (integration?.state === 'paused') return t('standing.paused')
  return integration?.state === 'stopped' ? t('standing.stopped') : null
}
