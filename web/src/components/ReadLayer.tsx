// SPDX-License-Identifier: AGPL-3.0-or-later
import type { placeLines, Rect } from './sheet-places.ts'

/** What was transcribed, over the handwriting: not seen, but selected and copied. It is read out beside the page. */
export function ReadLayer({ lines }: { lines: ReturnType<typeof placeLines> }) {
  return (
    <div class="typed-layer read-layer" aria-hidden="true">
      {lines.map(({ text, place }, position) => (
        <p key={position}>
          <span style={styleOf(place)}>{text}</span>
        </p>
      ))}
    </div>
  )
}

/** Letters take the larger part of a line's height. */
const letterShare = 0.7

function styleOf({ x, y, width, height }: Rect) {
  const units = (value: number) => `calc(var(--unit) * ${value})`
  return {
    left: units(x),
    top: units(y),
    width: units(width),
    height: units(height),
    fontSize: units(height * letterShare),
  }
}
