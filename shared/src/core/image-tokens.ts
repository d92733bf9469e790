// SPDX-License-Identifier: AGPL-3.0-or-later

const longEdgePx = 2576
const mostTokens = 4784

/** What Claude charges for a picture: squares of 28 pixels after its own downscale. Source: Anthropic's vision guide, 2026. */
export function imageTokens(widthPx: number, heightPx: number): number {
  const scale = Math.min(1, longEdgePx / Math.max(widthPx, heightPx))
  const squares = (px: number) => Math.ceil(Math.round(px * scale) / 28)
  return Math.min(mostTokens, squares(widthPx) * squares(heightPx))
}
