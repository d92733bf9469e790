// SPDX-License-Identifier: AGPL-3.0-or-later

/** A sentence for the assistant. */
export class ToolError extends Error {
  override name = 'ToolError'
}
