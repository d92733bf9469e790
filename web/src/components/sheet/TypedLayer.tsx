// SPDX-License-Identifier: AGPL-3.0-or-later
import type { PdfTextLine } from '@rmirror/shared/core'
import type { TextLayer } from '@rmirror/shared/workshop'

/** Invisible text over the picture of it, to be selected, copied, found and read out. Sizes are in page units. */
export function TypedLayer({ layer: { area, turned, lines } }: { layer: TextLayer }) {
  const units = (value: number) => `calc(var(--unit) * ${value})`
  // A quarter turn clockwise around the corner that ends up at the top right.
  const turn = { transform: `translateX(${units(area.height)}) rotate(90deg)` }
  return (
    <div class="typed-layer" style={{ width: units(area.width), height: units(area.height), ...(turned && turn) }}>
      {lines.map((line, position) => (
        <Line key={position} line={line} left={-area.x} top={-area.y} units={units} />
      ))}
    </div>
  )
}

interface LineProps {
  line: PdfTextLine
  /** Added to frame coordinates to make them relative to the picture's corner; page units. */
  left: number
  top: number
  units: (value: number) => string
}

function Line({ line, left, top, units }: LineProps) {
  const { x, baseline, size, marker, marker_x, runs } = line
  const place = (across: number) => ({ left: units(left + across), top: units(top + baseline - size) })
  return (
    <p style={{ fontSize: units(size) }}>
      {marker !== '' && <span style={place(marker_x)}>{`${marker} `}</span>}
      <span style={place(x)}>
        {runs.map((run, position) => (
          <span key={position} class={`typed-${run.font}`}>
            {run.text}
          </span>
        ))}
      </span>
    </p>
  )
}
