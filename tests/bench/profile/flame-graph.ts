// SPDX-License-Identifier: AGPL-3.0-or-later
// A flame graph: a box for each function on each stack, as wide as the time spent in it, above the one that called it.
import type { Stacks } from './stacks.ts'

const width = 1600
const rowHeight = 18
const letterWidth = 7
/** Narrower boxes are left out. */
const minWidth = 1

interface Box {
  name: string
  milliseconds: number
  inner: Map<string, Box>
}

export function flameGraph(title: string, stacks: Stacks): string {
  const root: Box = { name: 'all', milliseconds: 0, inner: new Map() }
  for (const [stack, milliseconds] of stacks) addStack(root, stack.split(';'), milliseconds)
  const boxes: string[] = []
  const depth = draw(boxes, root, { left: 0, scale: width / root.milliseconds, level: 0, of: root.milliseconds })
  const height = (depth + 3) * rowHeight
  const flipped = `<g transform="translate(0 ${height - 2 * rowHeight})">${boxes.join('\n')}</g>`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="monospace" font-size="12">
<rect width="100%" height="100%" fill="#fff"/>
<text x="8" y="${rowHeight}">${escaped(title)}: ${root.milliseconds.toFixed(0)} ms of processor time</text>
${flipped}
</svg>
`
}

function addStack(root: Box, frames: string[], milliseconds: number): void {
  root.milliseconds += milliseconds
  let box = root
  for (const name of frames) {
    const inner: Box = box.inner.get(name) ?? { name, milliseconds: 0, inner: new Map() }
    box.inner.set(name, inner)
    inner.milliseconds += milliseconds
    box = inner
  }
}

/** Returns how many levels were drawn. */
function draw(
  boxes: string[],
  box: Box,
  { left, scale, level, of }: { left: number; scale: number; level: number; of: number },
): number {
  const wide = box.milliseconds * scale
  if (wide < minWidth) return level
  const share = `${box.milliseconds.toFixed(0)} ms, ${((100 * box.milliseconds) / of).toFixed(1)} %`
  const shown = box.name.slice(0, Math.max(0, Math.floor((wide - 6) / letterWidth)))
  const y = -level * rowHeight
  boxes.push(
    `<g><title>${escaped(box.name)} (${share})</title><rect x="${left.toFixed(1)}" y="${y}" width="${wide.toFixed(1)}" height="${rowHeight - 1}" fill="${colourOf(box.name)}"/><text x="${(left + 3).toFixed(1)}" y="${y + 13}">${escaped(shown)}</text></g>`,
  )
  let [at, deepest] = [left, level + 1]
  const inside = [...box.inner.values()].sort((one, other) => (one.name < other.name ? -1 : 1))
  for (const inner of inside) {
    deepest = Math.max(deepest, draw(boxes, inner, { left: at, scale, level: level + 1, of }))
    at += inner.milliseconds * scale
  }
  return deepest
}

/** The same function has the same colour everywhere. */
function colourOf(name: string): string {
  let hash = 0
  for (const letter of name) hash = (31 * hash + (letter.codePointAt(0) ?? 0)) % 997
  return `hsl(${20 + (hash % 40)} 90% ${65 + (hash % 20)}%)`
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
