// SPDX-License-Identifier: AGPL-3.0-or-later
// MuPDF in WebAssembly, stroking paths into a grey picture.
import type { Path, StrokeState } from 'mupdf'
import type { MuPdf } from '../../shared/src/pdf/mupdf.ts'
import { type Drawer, type Drawing, linesOf } from './drawing.ts'

export function muPdfDrawer(mupdf: MuPdf, drawing: Drawing): Drawer {
  const picture = new mupdf.Pixmap(mupdf.ColorSpace.DeviceGray, [0, 0, drawing.width, drawing.height], false)
  const lines = [...linesOf(drawing)].map(({ from, to, width }): [Path, StrokeState] => {
    const path = new mupdf.Path()
    path.moveTo(from.x, from.y)
    path.lineTo(to.x, to.y)
    return [path, new mupdf.StrokeState({ lineCap: 'Round', lineJoin: 'Round', miterLimit: 10, lineWidth: width })]
  })
  const drawLines = (drawn: typeof lines) => {
    picture.clear(255)
    const device = new mupdf.DrawDevice(mupdf.Matrix.identity, picture)
    for (const [path, state] of drawn)
      device.strokePath(path, state, mupdf.Matrix.identity, mupdf.ColorSpace.DeviceGray, [0], 1)
    device.close()
    device.destroy()
  }
  return {
    draw: () => drawLines(lines),
    drawNothing: () => drawLines([]),
    close() {
      for (const [path, state] of lines) {
        path.destroy()
        state.destroy()
      }
      picture.destroy()
    },
  }
}
