// SPDX-License-Identifier: AGPL-3.0-or-later
// What a picture costs before there is ink on it. Comparisons of ink subtract it on both sides.
import type { PageRect } from '@rmirror/shared/core'
import { fineliner, point, stroke } from '../generator/ink.ts'
import { onePage } from '../generator/scene.ts'
import { writeV6 } from '../generator/v6.ts'

/** A page with a dot in two corners of `rect`, so that its picture is as large as one of ink all over it. */
export function emptySheet({ x, y, width, height }: PageRect): Uint8Array {
  const inset = 12
  const corners = [point(x + inset, y + inset), point(x + width - inset, y + height - inset)]
  return writeV6(onePage(corners.map((corner) => stroke(fineliner, [corner]))))
}
