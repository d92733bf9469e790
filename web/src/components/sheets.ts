// SPDX-License-Identifier: AGPL-3.0-or-later
// Sheets of pages as exports need them: drawn, with their size, and with the places of what was read on them.
import { drawSheet } from './draw-sheet.ts'
import { placeLinesOn, placeOnSheet } from './sheet-places.ts'

export const sheets = { draw: drawSheet, place: placeOnSheet, placeLines: placeLinesOn }
