// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls to the server. shared/openapi.yaml defines them; their types are generated from it.
export {
  type Announced,
  announce,
  type ManifestLimits,
  manifestLimits,
  NotebookTooLarge,
  pieceLimits,
} from './announce.ts'
export { type Change, ChangesForgotten, changesSince } from './changes.ts'
export { type Api, type ApiOptions, answerTo, createApi } from './client.ts'
export {
  type DisplayDrawer,
  type DisplayOutcome,
  type DisplayPicture,
  type DisplayTools,
  sendDisplays,
  type WantedDisplay,
} from './display.ts'
export { eachOf } from './each-of.ts'
export { type DrawnPage, drawForServer, type PagePicture, type Quota } from './page-image.ts'
export { defaultPatience, type Patience, wait } from './patient-fetch.ts'
export { ApiProblem, isOfAllPages, type NoRoom, NotOurServer, NotReached, noRoomOf, retryAfterMs } from './problem.ts'
export {
  displayOf,
  type Outcome,
  type Pushed,
  type PushedPage,
  type PushTools,
  pushLibrary,
  sendWanted,
  type Wanted,
} from './push.ts'
export {
  fetchPage,
  type InkHashes,
  linesOf,
  noPagesRead,
  type PageDetail,
  type PagePlace,
  type PagesAtServer,
  type PageWithImages,
  quotationsOf,
  type ReadPage,
  type ReadPages,
  readPages,
  type ServerPage,
  textOf,
  typedTextOf,
} from './read-pages.ts'
export {
  answerRemovalWarning,
  fetchRemovalWarnings,
  type RemovalAnswer,
  type RemovalWarning,
} from './removal-warnings.ts'
export type { components, paths } from './schema.gen.ts'
export { fetchSelection } from './selection.ts'
export { fetchTree, type Tree, type TreeItem } from './tree.ts'
export { compareVersions, isVersion } from './versions.ts'
