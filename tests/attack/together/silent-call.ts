// SPDX-License-Identifier: AGPL-3.0-or-later
// A call to Claude that gets no answer: who has made it pays all that was reserved for it.
import { modelOf } from '../../../e2e/emulators/claude/models.mjs'
import { never } from './place.ts'

const model = 'claude-haiku-5-5'
const maxOutput = 1000
const tokensOfPicture = 4784

export function silentCall(picture: Uint8Array): object {
  const data = Buffer.from(picture).toString('base64')
  const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data } }
  const content = [image, { type: 'text', text: never }]
  return { model, max_tokens: maxOutput, messages: [{ role: 'user', content }] }
}

// A token for each byte beside the picture; dollars as if all of it were written to a cache for an hour.
const input = JSON.stringify(silentCall(new Uint8Array())).length + tokensOfPicture
const price = modelOf(model)?.price ?? { input: 0, output: 0 }

export const reservedTokens = input + maxOutput
export const reservedDollars = (2 * price.input * input + price.output * maxOutput) / 1e6
