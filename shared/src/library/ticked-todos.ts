// SPDX-License-Identifier: AGPL-3.0-or-later
// What was ticked off in the dashboard is ticked in the text as well, as if it were on paper.

export interface KnownTodo {
  /** Its place among the todos of the page. */
  ordinal: number
  /** What stands behind its box, or behind "todo:", in Markdown. */
  text: string
  is_completed: boolean
}

/** A bullet or number; a box, in any of the notations that the server takes for one, or the word. */
const todoStart = /^(\s*)((?:[-*+]|\d{1,3}[.)])\s*)?(\[[ xX✓✔☑]?\]|[☐□▢◻☑☒✓✔✅]|todo:)/iu
const openBox = /^(?:\[ ?\]|[☐□▢◻]|todo:)$/iu

/** `markdown` with the boxes as the todos have them; whatever is no todo stays as it was read. */
export function withTicks(markdown: string, todos: readonly KnownTodo[]): string {
  const waiting = todos.toSorted((a, b) => a.ordinal - b.ordinal)
  if (waiting.length === 0) return markdown
  return markdown
    .split('\n')
    .map((line) => {
      const start = todoStart.exec(line)
      if (!start) return line
      const words = line.slice(start[0].length).trim()
      // The same words twice are told apart by their order.
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
