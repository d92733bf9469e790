// SPDX-License-Identifier: AGPL-3.0-or-later
// For rooms whose compiler reads no JavaScript.

export function drawPort(user: 'emulator' | 'program'): number
