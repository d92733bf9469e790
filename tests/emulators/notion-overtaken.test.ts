// SPDX-License-Identifier: AGPL-3.0-or-later
// What happens to the most careful client, because people edit as well, and is no violation.
import { describe, expect, it } from 'vitest'
import { middle, newest, paragraph, type Refused, toggle, worldForTests } from './notion-workspace.ts'

const holder = worldForTests()
const world = () => holder.current
const refusedAppend = (children: unknown[], more = {}) =>
  world().refused('PATCH', `/blocks/${world().page}/children`, { children, ...more })

describe('a careful client may meet', () => {
  const happens = (refused: Refused) => expect(refused).toMatchObject({ isViolation: false })
  const archived = "Can't edit block that is archived. You must unarchive the block before editing."
  const ancestor =
    "Can't edit page on block with an archived ancestor. You must unarchive the ancestor before editing page."

  it('what people have put in the trash (check 23)', () => {
    const [block] = world().append([toggle('a', [paragraph('b')])])
    const [inner] = world().children(block.id)
    world().workspace.trash(block.id)
    const path = `/blocks/${block.id}`
    for (const refused of [
      world().refused('DELETE', path),
      world().refused('PATCH', path, toggle('c')),
      world().refused('PATCH', `${path}/children`, { children: [paragraph('c')] }),
    ]) {
      happens(refused)
      expect(refused).toMatchObject({ status: 400, code: 'validation_error', check: 23, message: archived })
    }
    for (const refused of [
      world().refused('PATCH', `/blocks/${inner.id}`, paragraph('c')),
      world().refused('DELETE', `/blocks/${inner.id}`),
    ]) {
      happens(refused)
      expect(refused).toMatchObject({ check: 23, message: ancestor })
    }
  })

  it('the ancestor error for seconds after it has come back', () => {
    const [block] = world().append([toggle('a', [paragraph('b')])])
    const [inner] = world().children(block.id)
    world().workspace.limits.restoreDelayMs = 3000
    world().workspace.trash(block.id)
    world().workspace.restore(block.id)
    expect(world().refused('DELETE', `/blocks/${inner.id}`).message).toBe(ancestor)
    world().time += 3000
    expect(world().ask('DELETE', `/blocks/${inner.id}`).in_trash).toBe(true)
  })

  it('what is not shared, or no more, as not found (check 25)', () => {
    const hidden = world().workspace.page('Hidden')
    world().workspace.unshare(world().bot, world().page)
    for (const id of [hidden, world().page]) {
      const refused = world().refused('GET', `/pages/${id}`)
      happens(refused)
      expect(refused).toMatchObject({
        status: 404,
        code: 'object_not_found',
        check: 25,
        message: expect.stringContaining(`Could not find page with ID: ${id}.`),
      })
    }
    expect(world().refused('GET', `/blocks/${hidden}/children`).status).toBe(404)
  })

  it('an anchor that is in the trash, a cursor whose block went away (checks 21, 33)', () => {
    const [block] = world().append([paragraph('a')])
    world().workspace.trash(block.id)
    happens(refusedAppend([paragraph('b')], { position: { type: 'after_block', after_block: { id: block.id } } }))
    happens(world().refused('GET', `/blocks/${world().page}/children`, undefined, `start_cursor=${block.id}`))
  })

  it('the children of a synced copy as not found', () => {
    const [original] = world().append([{ synced_block: { synced_from: null, children: [paragraph('a')] } }])
    const [copy] = world().append([{ synced_block: { synced_from: { block_id: original.id } } }])
    expect(world().children(original.id)).toHaveLength(1)
    expect(world().refused('GET', `/blocks/${copy.id}/children`).status).toBe(404)
  })

  it('the end of the free blocks, which spares some', () => {
    world().workspace.limits.blocksLeft = 2
    world().append([paragraph('a')])
    const refused = refusedAppend([toggle('b', [paragraph('c')])])
    happens(refused)
    expect(refused).toMatchObject({
      status: 403,
      code: 'restricted_resource',
      additional_data: { block_limit: 'block_creation' },
    })
    expect(refused.message).toContain('This workspace has used all of its free blocks.')
    world().bot.isExempt = true
    expect(world().append([toggle('b', [paragraph('c')])])).toHaveLength(1)
  })

  it('both words for the trash before the newest version (check 22)', () => {
    const [block] = world().append([paragraph('a')])
    world().version = middle
    expect(world().ask('PATCH', `/blocks/${block.id}`, { archived: true })).toMatchObject({
      archived: true,
      in_trash: true,
    })
    world().version = newest
    expect(world().ask('GET', `/blocks/${block.id}`)).not.toHaveProperty('archived')
  })
})
