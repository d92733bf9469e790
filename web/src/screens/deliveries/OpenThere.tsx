// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../../i18n/index.ts'
import { targetName } from '../texts/target-texts.ts'
import type { PlaceThere } from './places-there.ts'

/** Links to the same item at other services. */
export function OpenThere({ places }: { places: readonly PlaceThere[] }) {
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
