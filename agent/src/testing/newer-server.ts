// SPDX-License-Identifier: AGPL-3.0-or-later
// A proxy that makes the real server look like a newer one, whose answers have unknown members.
import { type Front, startFront } from './front.ts'

export function startNewerServer(server: string): Promise<Front> {
  return startFront(server, (_request, answer) => {
    const isObject = /json/.test(answer.type) && answer.text.startsWith('{')
    return isObject ? { ...answer, text: withUnknownMembers(answer.text) } : answer
  })
}

const withUnknownMembers = (json: string) => JSON.stringify({ ...JSON.parse(json), of_tomorrow: { more: [1, 2] } })
