// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { type CpuProfile, profilesIn, stacksOfProfiles } from './cpu-profile.ts'
import { flameGraph } from './flame-graph.ts'
import { stacksIn } from './perf.ts'

const frame = (functionName: string) => ({ functionName, url: 'file:///main.js', lineNumber: 6 })

describe('stacks', () => {
  it('of a native program go from its thread to the innermost function', () => {
    const text = 'loop\n\t    7f12 inner(int)\n\t    7f34 outer;\n\nloop\n\t    7f12 inner(int)\n\t    7f34 outer;\n\n'
    expect([...stacksIn(text)]).toEqual([['loop;outer:;inner(int)', expect.closeTo(4.008, 3)]])
  })

  it('of Node have the time between samples, without that spent waiting', () => {
    const profile: CpuProfile = {
      nodes: [
        { id: 1, callFrame: { functionName: '(root)' }, children: [2, 3] },
        { id: 2, callFrame: frame('draw') },
        { id: 3, callFrame: { functionName: '(idle)' } },
      ],
      samples: [2, 3, 2],
      timeDeltas: [1000, 9000, 500],
    }
    expect([...stacksOfProfiles([profile])]).toEqual([['(root);draw main.js:7', 1.5]])
  })

  it('of Chromium are put together from the pieces of each thread', () => {
    const piece = (nodes: CpuProfile['nodes'], samples: number[], timeDeltas: number[]) => ({
      ...{ name: 'ProfileChunk', id: '0x1', pid: 7 },
      args: { data: { cpuProfile: { nodes, samples }, timeDeltas } },
    })
    const profiles = profilesIn([
      piece([{ id: 1, callFrame: { functionName: '(root)' } }], [1], [100]),
      piece([{ id: 2, parent: 1, callFrame: frame('render') }], [2], [2000]),
      { name: 'RunTask', pid: 7, args: {} },
    ])
    expect([...stacksOfProfiles(profiles)]).toEqual([
      ['(root)', 0.1],
      ['(root);render main.js:7', 2],
    ])
  })
})

it('a flame graph has a box for each function, as wide as its time, above the one that called it', () => {
  const picture = flameGraph(
    'server',
    new Map([
      ['main;a<b>', 30],
      ['main;c', 10],
    ]),
  )
  const boxes = [...picture.matchAll(/<title>(.*?) \(.*?<rect x="([\d.]+)" y="(-?\d+)" width="([\d.]+)"/g)]
  expect(boxes.map(([, name, left, top, width]) => [name, Number(left), Number(top), Number(width)])).toEqual([
    ['all', 0, 0, 1600],
    ['main', 0, -18, 1600],
    ['a&lt;b&gt;', 0, -36, 1200],
    ['c', 1200, -36, 400],
  ])
})
