// SPDX-License-Identifier: AGPL-3.0-or-later
// Entry point of the lazily loaded account screens: one chunk, loaded when one of them is opened.
export { AccountScreen } from './AccountScreen.tsx'
export { DeletedScreen } from './DeletedScreen.tsx'
export { DeviceScreen } from './DeviceScreen.tsx'
