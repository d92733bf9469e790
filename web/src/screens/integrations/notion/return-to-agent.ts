// SPDX-License-Identifier: AGPL-3.0-or-later
import { consumeAgentCallback } from '../../../data/account/agent-return.ts'

/** Navigates to the agent on this computer that opened the dashboard, if one waits; it redirects back here. */
export function returnToAgent(): void {
  const address = consumeAgentCallback()
  if (address) location.assign(address)
}
