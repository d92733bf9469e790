// SPDX-License-Identifier: AGPL-3.0-or-later
import { ApiProblem } from '@rmirror/shared/api'

/** It was used, revoked or is too old: asking again changes nothing. */
export function isOver(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 404 || error.status === 410)
}
