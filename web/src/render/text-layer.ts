// SPDX-License-Identifier: AGPL-3.0-or-later
// The core has no fonts, so its pictures show ink only. Its SVG says where each typed line stands: those lines alone,
// as a picture of the same area, are laid over the ink and drawn with the browser's own letters.

/** An SVG of the typed text in `page`, an SVG by the core; null when nothing was typed. */
export function textLayer(page: string): string | null {
  const root = /<svg\b[^>]*>/.exec(page)?.[0]
  // Whatever was typed is escaped in there: a tag in it is always the core's.
  const lines = page.match(/<text\b[\s\S]*?<\/text>/g)
  if (!root || !lines) return null
  // A turned page turns everything on it, once, in the outermost group.
  const turn = /^<rect\b[^>]*\/>\s*(<g transform="[^"]*">)/.exec(
    page.slice(page.indexOf(root) + root.length).trimStart(),
  )
  const [before, after] = turn ? [turn[1], '</g>'] : ['', '']
  return `${root}${before}<g fill="#000" font-family="system-ui, sans-serif">${lines.join('')}</g>${after}</svg>`
}
