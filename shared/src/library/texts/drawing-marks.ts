// SPDX-License-Identifier: AGPL-3.0-or-later
// The marks by which a model says where in a text its drawings stand: `![](drawing:1)` for the first. By the same rules
// as the server (ocr/text/drawing_marks.cpp).

const mark = /!\[[^[\]]*\]\(drawing:(\d+)\)/g

/**
 * The text with `written[N - 1]` in place of the mark of drawing N. A mark goes, with its line if there is nothing else
 * in it, where that is empty, doesn't exist, or was written before. What has no mark comes at the end.
 */
export function withDrawings(markdown: string, written: readonly string[]): string {
  const left = [...written]
  const take = (number: string) => {
    const drawing = left[Number(number) - 1] ?? ''
    if (drawing !== '') left[Number(number) - 1] = ''
    return drawing
  }
  const lines = markdown.split('\n').flatMap((line) => {
    const made = line.replace(mark, (_, number: string) => take(number))
    return made !== line && made.trim() === '' ? [] : [made]
  })
  const rest = left.filter((drawing) => drawing !== '')
  return [lines.join('\n'), ...rest].filter((part, at) => at > 0 || part !== '').join('\n\n')
}
