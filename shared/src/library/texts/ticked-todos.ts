// SPDX-License-Identifier: AGPL-3.0-or-later
// Applies the current state of to-dos, as ticked off in the dashboard, to the transcription.

export interface KnownTodo {
  /** Position among the to-dos of the page. */
  ordinal: number
  /** The Markdown behind its box or behind "todo:". */
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
  return markdown
    .split('\n')
    .map((line) => {
      const start = todoStart.exec(line)
      if (!start) return line
      const words = line.slice(start[0].length).trim()
      // To-dos with the same text are matched in order.
      const at = waiting.findIndex(({ text }) => text === words)
      const [todo] = at < 0 ? [] : waiting.splice(at, 1)
      return todo ? ticked(line, start, words, todo.is_completed) : line
    })
    .join('\n')
}

function ticked(line: string, start: RegExpExecArray, words: string, isCompleted: boolean): string {
  const [, indent, marker = '-', box = ''] = start
  if (openBox.test(box) !== isCompleted) return line
  const word = box.endsWith(':') ? `${box} ` : ''
  return `${indent}${marker.trimEnd()} [${isCompleted ? 'x' : ' '}] ${word}${words}`
}
