// SPDX-License-Identifier: AGPL-3.0-or-later
// Applies the current state of to-dos, as ticked off in the dashboard, to the transcription.
import { withAttachmentNames } from './attachment-links.ts'
import { outsideCode } from './code-fences.ts'

export interface KnownTodo {
  /** Position among the to-dos of the page. */
  ordinal: number
  /** The Markdown behind its box or behind "todo:", with the names of attachments in place of their links. */
  text: string
  is_completed: boolean
}

/** A bullet or number; then a box, in any notation that the server accepts, or the word "todo:". */
const todoStart = /^(\s*)((?:[-*+]|\d{1,3}[.)])\s*)?(\[[ xX✓✔☑]?\]|[☐□▢◻☑☒✓✔✅]|todo:)/iu
const openBox = /^(?:\[ ?\]|[☐□▢◻]|todo:)$/iu

/** Returns `markdown` with its boxes set as in `todos`; all other text is unchanged. */
export function withTicks(markdown: string, todos: readonly KnownTodo[]): string {
  const waiting = todos.toSorted((a, b) => a.ordinal - b.ordinal)
  if (waiting.length === 0) return markdown
  return mapLines(markdown, (line) => {
    const start = todoStart.exec(line)
    if (!start) return line
    const words = line.slice(start[0].length).trim()
    // To-dos with the same text are matched in order.
    const known = withAttachmentNames(words)
    const at = waiting.findIndex(({ text }) => text === known)
    const [todo] = at < 0 ? [] : waiting.splice(at, 1)
    return todo ? ticked(line, start, words, todo.is_completed) : line
  })
}

/** Returns `markdown` with all its to-dos as task list items, as Obsidian and GitHub read them. */
export function asTasks(markdown: string): string {
  return mapLines(markdown, (line) => {
    const start = todoStart.exec(line)
    const words = start ? line.slice(start[0].length).trim() : ''
    const box = start?.[3] ?? ''
    if (!start || words === '' || isTask.test(line)) return line
    return taskOf(start, words, !openBox.test(box))
  })
}

function mapLines(markdown: string, change: (line: string) => string): string {
  return outsideCode(markdown, (text) => text.split('\n').map(change).join('\n'))
}

const isTask = /^\s*(?:[-*+]|\d{1,9}[.)])\s+\[[ xX]\]\s/

function ticked(line: string, start: RegExpExecArray, words: string, isCompleted: boolean): string {
  const [, , , box = ''] = start
  return openBox.test(box) === isCompleted ? taskOf(start, words, isCompleted) : line
}

function taskOf(start: RegExpExecArray, words: string, isCompleted: boolean): string {
  const [, indent, marker = '-', box = ''] = start
  const word = box.endsWith(':') ? `${box} ` : ''
  return `${indent}${marker.trimEnd()} [${isCompleted ? 'x' : ' '}] ${word}${words}`
}
