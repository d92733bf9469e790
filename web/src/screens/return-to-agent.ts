// SPDX-License-Identifier: AGPL-3.0-or-later
import { takeAgentReturn } from '../data/agent-return.ts'

/** To the program on this computer that opened the dashboard, where one waits. It leads back here. */
export function returnToAgent(): void {
  const address = takeAgentReturn()
  if (address) location.assign(address)
}
