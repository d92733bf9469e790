// SPDX-License-Identifier: AGPL-3.0-or-later
// Highlights whose text the tablet lost or broke, and the text that they are on.
export type { Mark } from './from-pages.ts'
export type { PrintedWord, Rect } from './passages.ts'
export {
  type MarkedPage,
  type Outcome,
  type Printed,
  type Repair,
  Repairer,
  type RepairSources,
} from './repair.ts'
