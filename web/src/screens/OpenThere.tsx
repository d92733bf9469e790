// SPDX-License-Identifier: AGPL-3.0-or-later
import { t } from '../i18n/index.ts'
import type { PlaceThere } from './places-there.ts'
import { targetName } from './target-texts.ts'

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
