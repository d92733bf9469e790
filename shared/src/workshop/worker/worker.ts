// SPDX-License-Identifier: AGPL-3.0-or-later
// The worker's side of a pool, for the scripts that run as workers.
export { NotLoaded } from '../orders/failure.ts'
export { pagePerformers } from './pages.ts'
export { read } from './read.ts'
export { type Performers, serve, type WorkerPort } from './serve.ts'
export { textPerformers } from './texts.ts'
export { warmUp } from './warm-up.ts'
export { Workshop, type WorkshopTools } from './workshop.ts'
