// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type PixelBox, TileLayer } from './tile-layer.ts'

const page = { width: 2000, height: 3000 }
const seen = (left: number, top: number): PixelBox => ({ left, top, width: 400, height: 400 })

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

function openDesk() {
  const host = document.createElement('div')
  const asked: { width: number; box: PixelBox; signal: AbortSignal; isSeen: () => boolean; finish: () => void }[] = []
  const desk = new TileLayer(host, 500, 2, (width, box, isSeen, signal) => {
    return new Promise<HTMLElement>((resolve) => {
      asked.push({ width, box, isSeen, signal, finish: () => resolve(document.createElement('canvas')) })
    })
  })
  const finishAll = async () => {
    for (const { finish } of asked) finish()
    await vi.advanceTimersByTimeAsync(0)
  }
  const show = async (size: typeof page | null, part: PixelBox) => {
    desk.show(size, part)
    await vi.advanceTimersByTimeAsync(500)
  }
  const levels = () => [...host.children].map((level) => level.children.length)
  return { host, asked, show, desk, finishAll, levels }
}

describe('tiles', () => {
  it('are drawn for what is seen and a margin, those in the middle first', async () => {
    const { asked, show } = openDesk()
    await show(page, seen(1100, 1100))
    expect(asked.map(({ box }) => [box.left, box.top])).toEqual([
      [1000, 1000],
      ...asked.slice(1).map(({ box }) => [box.left, box.top]),
    ])
    expect(asked).toHaveLength(9)
    expect(asked.filter(({ isSeen }) => isSeen())).toHaveLength(1)
  })

  it('at the far edges end with the page', async () => {
    const { asked, show } = openDesk()
    await show({ width: 1234, height: 777 }, { left: 0, top: 0, width: 1234, height: 777 })
    const right = Math.max(...asked.map(({ box }) => box.left + box.width))
    const bottom = Math.max(...asked.map(({ box }) => box.top + box.height))
    expect([right, bottom]).toEqual([1234, 777])
    const area = asked.reduce((sum, { box }) => sum + box.width * box.height, 0)
    expect(area).toBe(1234 * 777)
  })

  it('that are scrolled away are no longer drawn, and give their memory back', async () => {
    const { asked, show, finishAll, levels } = openDesk()
    await show(page, seen(0, 0))
    const [first] = asked
    await show(page, seen(1500, 2500))
    expect(first?.signal.aborted).toBe(true)
    await finishAll()
    const kept = asked.filter(({ signal }) => !signal.aborted)
    expect(levels()).toEqual([kept.length])
    expect(kept.length).toBeLessThanOrEqual(9)
  })

  it('of the previous zoom stay until every visible tile is drawn', async () => {
    const { host, asked, show, finishAll, levels } = openDesk()
    await show(page, seen(0, 0))
    await finishAll()
    expect([levels(), host.dataset.settled]).toEqual([[4], 'true'])
    const far = [...(host.firstElementChild?.children ?? [])].at(-1) as HTMLElement
    expect([far.style.left, far.style.width]).toEqual(['250px', '250px'])
    await show({ width: 4000, height: 6000 }, seen(0, 0))
    expect([levels(), host.dataset.settled]).toEqual([[4, 0], 'false'])
    expect([far.style.left, far.style.width]).toEqual(['25%', '25%'])
    asked.find(({ width, isSeen }) => width === 4000 && isSeen())?.finish()
    await vi.advanceTimersByTimeAsync(0)
    expect([levels(), host.dataset.settled]).toEqual([[1], 'true'])
  })

  it('are not drawn for sizes that zooming only goes through', async () => {
    const { asked, desk, show } = openDesk()
    await show(page, seen(0, 0))
    for (const width of [2100, 2200, 2300]) {
      desk.show({ width, height: 3000 }, seen(0, 0))
      await vi.advanceTimersByTimeAsync(16)
    }
    await vi.advanceTimersByTimeAsync(500)
    expect([...new Set(asked.map(({ width }) => width))]).toEqual([2000, 2300])
  })

  it('go when the whole picture is sharp enough', async () => {
    const { asked, show, host } = openDesk()
    await show(page, seen(0, 0))
    await show(null, seen(0, 0))
    expect(host.children).toHaveLength(0)
    expect(asked.every(({ signal }) => signal.aborted)).toBe(true)
  })
})
