// SPDX-License-Identifier: AGPL-3.0-or-later
// A page that is redrawn while its transcription starts stays pending for ever, and pushing again does not heal it.
import { it } from 'vitest'
import { of, push, Reading } from '../contract/reading.ts'

const ann = 'ann@example.org'

it('the next push heals a page whose item was cancelled while it was redrawn', async () => {
  await using reading = await Reading.start()
  await reading.restart({}, 'api')
  const device = await reading.signUp(ann)
  await push(device, [1])
  reading.ask(`UPDATE sync_queue SET status = 'cancelled', completed_at = now() WHERE ${of(ann)}`)
  await push(device, [1])
  await using _worker = await reading.startWorker()
  await reading.untilAllAreRead(device, ann)
})
