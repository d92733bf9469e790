// SPDX-License-Identifier: AGPL-3.0-or-later
// What exports need of a page's sheet: its drawing, its layout, and the positions of transcribed lines.
import { drawSheet } from './draw-sheet.ts'
import { placeLinesOn, placeOnSheet } from './sheet-layout.ts'

export const sheets = { draw: drawSheet, place: placeOnSheet, placeLines: placeLinesOn }
