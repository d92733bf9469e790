// SPDX-License-Identifier: AGPL-3.0-or-later
// Typed tasks, as newer software writes them: their properties say how deep they lie and what became of them.
import type { SceneParagraph } from './scene.ts'
import { paragraph } from './text-fixtures.ts'

export type TaskState = 'open' | 'ticked' | 'dashed'

const taskBit = 0x10
const stateBits: Record<TaskState, number> = { open: 0, ticked: 0x100, dashed: 0x200 }
const styles = { outer: { open: 6, ticked: 7 }, inner: { open: 8, ticked: 9 } }

export function task(text: string, state: TaskState = 'open', level = 0): SceneParagraph {
  const style = styles[level === 0 ? 'outer' : 'inner'][state === 'ticked' ? 'ticked' : 'open']
  return { ...paragraph(style, text), nesting: { baseStyle: 3, properties: level | taskBit | stateBits[state] } }
}
