// SPDX-License-Identifier: AGPL-3.0-or-later
// Code between fences, as in CommonMark: what looks like a mark in it is code.

export interface Fence {
  /** "```", "~~~~" or longer. */
  marks: string
  /** Blanks before it. */
  indent: number
  /** "" if there is none. */
  language: string
}

/** The fence that the line opens. */
export function fenceOf(line: string): Fence | null {
  const [, indent, marks, language = ''] = /^( *)(`{3,}|~{3,})([^`]*)$/.exec(line) ?? []
  if (indent === undefined || marks === undefined) return null
  return { marks, indent: indent.length, language: /\S+/.exec(language)?.[0] ?? '' }
}

/** Whether the line ends the code that the fence began. */
export function closes(line: string, { marks }: Fence): boolean {
  const closing = line.trim()
  return closing.startsWith(marks) && closing === marks.charAt(0).repeat(closing.length)
}

/** The text with `change` applied to what is no code. */
export function outsideCode(markdown: string, change: (text: string) => string): string {
  if (!/^ *(?:```|~~~)/m.test(markdown)) return change(markdown)
  const parts: { lines: string[]; isCode: boolean }[] = []
  let fence: Fence | null = null
  for (const line of markdown.split('\n')) {
    const opened: Fence | null = fence ? null : fenceOf(line)
    const isCode = fence !== null || opened !== null
    const last = parts.at(-1)
    if (last && last.isCode === isCode && !opened) last.lines.push(line)
    else parts.push({ lines: [line], isCode })
    fence = fence ? (closes(line, fence) ? null : fence) : opened
  }
  return parts.map(({ lines, isCode }) => (isCode ? lines.join('\n') : change(lines.join('\n')))).join('\n')
}

/** The text with an end for code that has none, so that what follows the text is no code. */
export function withFencesClosed(markdown: string): string {
  let open: Fence | null = null
  for (const line of markdown.split('\n')) open = open ? (closes(line, open) ? null : open) : fenceOf(line)
  return open ? `${markdown.replace(/\n$/, '')}\n${open.marks}` : markdown
}

/** A fence that doesn't occur in the code. */
export function fenceAround(lines: readonly string[]): string {
  const runs = lines.flatMap((line) => line.match(/`+/g) ?? []).map(({ length }) => length)
  return '`'.repeat(runs.reduce((longest, run) => Math.max(longest, run), 2) + 1)
}
