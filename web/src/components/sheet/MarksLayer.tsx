// SPDX-License-Identifier: AGPL-3.0-or-later
import { placeRect, type Rect, type SheetFrame } from './sheet-layout.ts'

interface MarksLayerProps {
  /** The words of each mark, in page units, in the page's own frame. */
  marks: readonly { id: string; rects: readonly Rect[] }[]
  frame: SheetFrame
}

/** Outlines the words that pen marks highlight, as they were found. The list beside the page says the same in words. */
export function MarksLayer({ marks, frame }: MarksLayerProps) {
  return (
    <div class="marks-layer" aria-hidden="true">
      {marks.flatMap(({ id, rects }) =>
        rects.map((rect, index) => <span key={`${id} ${index}`} style={styleOf(placeRect(rect, frame))} />),
      )}
    </div>
  )
}

function styleOf({ x, y, width, height }: Rect) {
  const units = (value: number) => `calc(var(--unit) * ${value})`
  return { left: units(x), top: units(y), width: units(width), height: units(height) }
}
