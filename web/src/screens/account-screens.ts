// SPDX-License-Identifier: AGPL-3.0-or-later
// Entry point of the lazily loaded account screens: one chunk, loaded when one of them is opened.
export { AccountScreen } from './account/AccountScreen.tsx'
export { DeletedScreen } from './account/DeletedScreen.tsx'
export { DeviceScreen } from './account/devices/DeviceScreen.tsx'
