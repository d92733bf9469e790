// SPDX-License-Identifier: AGPL-3.0-or-later
// The triangles of an image.
import type { SceneImage } from './scene.ts'

interface Triangles {
  /** x and y in page units, u and v in the picture. */
  vertices: number[]
  indices: number[]
}

export function trianglesOf({ rect, mesh }: SceneImage): Triangles {
  if (mesh) return meshOf(rect, mesh)
  const { x, y, width, height } = rect
  // Its corners as the tablet writes them.
  const vertices = [x, y, 0, 0, x + width, y, 1, 0, x + width, y + height, 1, 1, x, y + height, 0, 1]
  return { vertices, indices: [0, 1, 2, 2, 3, 0] }
}

/** Row by row; its left and right edge stay where they are. */
function meshOf(rect: SceneImage['rect'], { across, down, bend }: NonNullable<SceneImage['mesh']>): Triangles {
  const vertices: number[] = []
  const indices: number[] = []
  for (let row = 0; row <= down; row++)
    for (let column = 0; column <= across; column++) {
      const [u, v] = [column / across, row / down]
      vertices.push(rect.x + u * rect.width, rect.y + v * rect.height + 4 * bend * u * (1 - u), u, v)
      if (row === down || column === across) continue
      const above = row * (across + 1) + column
      const below = above + across + 1
      indices.push(above, above + 1, below + 1, below + 1, below, above)
    }
  return { vertices, indices }
}
