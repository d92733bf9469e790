// SPDX-License-Identifier: AGPL-3.0-or-later
// A call on a connection that Claude ends before its answer begins may have been carried out, and be paid for: it
// reaches Claude once, and only its caller knows whether to make it again.
import Anthropic from '@anthropic-ai/sdk'
import { expect, it } from 'vitest'
import { Calls, saying } from './claude-calls.ts'

it('a call whose connection ends before its answer begins reaches Claude once', async () => {
  await using calls = await Calls.start()
  const ann = await calls.person('ann@example.org')
  const { messages } = ann.client()
  // Leaves a connection behind, which the next call is made on.
  await messages.create(saying('Hello'))
  calls.claude.script([{ drop: true }])
  await expect(messages.create(saying('Draw up the bill'))).rejects.toThrow(Anthropic.APIError)
  expect(calls.claude.log.requests).toHaveLength(2)
  await messages.create(saying('Hello again'))
  expect(calls.claude.log.requests).toHaveLength(3)
})
