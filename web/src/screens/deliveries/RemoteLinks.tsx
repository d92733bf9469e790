// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../../i18n/index.ts'
import { targetName } from '../texts/target-texts.ts'
import type { RemoteLink } from './remote-links.ts'

/** Links to the same item at other services. */
export function RemoteLinks({ places }: { places: readonly RemoteLink[] }) {
  return (
    <>
      {places.map(({ target, url }) => (
        <a key={target} class="open-there" href={url} target="_blank" rel="noreferrer">
          {t('standing.open', { name: targetName(target) })}
        </a>
      ))}
    </>
  )
}
