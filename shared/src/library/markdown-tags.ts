// SPDX-License-Identifier: AGPL-3.0-or-later

/**
 * Tags as Obsidian and other readers of Markdown take them: letters, digits, "_", "-", "/" and emoji, with at least one
 * character that is not a digit. What is not allowed, blanks above all, becomes "-". A tag of other characters alone is
 * left out. Source: help.obsidian.md/tags, "Tag format".
 */
export function markdownTags(tags: string[]): string[] {
  return tags.map(markdownTag).filter((tag) => tag !== '')
}

const forbidden = /[^\p{Letter}\p{Mark}\p{Number}\p{Extended_Pictographic}\p{Join_Control}_/-]+/gu

function markdownTag(tag: string): string {
  const name = tag
    .normalize('NFC')
    .replace(forbidden, '-')
    .replace(/^[-/]+|[-/]+$/g, '')
  return /^[\p{Number}/]+$/u.test(name) ? `_${name}` : name
}
