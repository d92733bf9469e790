// SPDX-License-Identifier: AGPL-3.0-or-later
// Skia in WebAssembly, on its software surface.
import initCanvasKit, { type CanvasKit } from 'canvaskit-wasm'
import { type Drawer, type Drawing, linesOf } from './drawing.ts'

export function loadCanvasKit(): Promise<CanvasKit> {
  return initCanvasKit({})
}

export function canvasKitDrawer(kit: CanvasKit, drawing: Drawing): Drawer {
  const surface = kit.MakeSurface(drawing.width, drawing.height)
  if (!surface) throw new Error('CanvasKit makes no surface of that size')
  const canvas = surface.getCanvas()
  const paint = new kit.Paint()
  paint.setAntiAlias(true)
  paint.setStyle(kit.PaintStyle.Stroke)
  paint.setStrokeCap(kit.StrokeCap.Round)
  paint.setColor(kit.BLACK)
  const lines = [...linesOf(drawing)]
  return {
    draw() {
      canvas.clear(kit.WHITE)
      for (const { from, to, width } of lines) {
        paint.setStrokeWidth(width)
        canvas.drawLine(from.x, from.y, to.x, to.y, paint)
      }
      surface.flush()
    },
    drawNothing() {
      canvas.clear(kit.WHITE)
      surface.flush()
    },
    close() {
      paint.delete()
      surface.delete()
    },
  }
}
