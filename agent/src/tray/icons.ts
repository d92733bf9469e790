// SPDX-License-Identifier: AGPL-3.0-or-later
// The icons are beside the built program. "scripts/tray-icons" draws them.
import { readFileSync } from 'node:fs'
import { type Look, looks } from './menu.ts'

const sizePx = 64

/** In base64. Windows needs an ICO. */
export function readIcons(platform = process.platform): Record<Look, string> {
  const pairs = looks.map((look) => {
    const png = readFileSync(new URL(`./tray/${look}.png`, import.meta.url))
    return [look, (platform === 'win32' ? icoOf(png) : png).toString('base64')]
  })
  return Object.fromEntries(pairs)
}

/** An ICO of one PNG, which Windows reads since Vista. Source: ICONDIR and ICONDIRENTRY of Microsoft's ICO format. */
export function icoOf(png: Buffer): Buffer {
  const head = Buffer.alloc(22)
  head.writeUInt16LE(1, 2) // An icon, not a cursor.
  head.writeUInt16LE(1, 4) // One picture.
  head.writeUInt8(sizePx, 6)
  head.writeUInt8(sizePx, 7)
  head.writeUInt16LE(1, 10) // Planes.
  head.writeUInt16LE(32, 12) // Bits per pixel.
  head.writeUInt32LE(png.length, 14)
  head.writeUInt32LE(head.length, 18)
  return Buffer.concat([head, png])
}
