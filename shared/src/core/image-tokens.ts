// SPDX-License-Identifier: AGPL-3.0-or-later

const longEdgePx = 2576
const maxTokens = 4784

/**
 * Tokens that Claude charges for an image: 28-pixel squares after its own downscaling. Source: Anthropic's vision
 * guide, 2026.
 */
export function imageTokens(widthPx: number, heightPx: number): number {
  const scale = Math.min(1, longEdgePx / Math.max(widthPx, heightPx))
  const squares = (px: number) => Math.ceil(Math.round(px * scale) / 28)
  return Math.min(maxTokens, squares(widthPx) * squares(heightPx))
}
