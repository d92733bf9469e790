// SPDX-License-Identifier: AGPL-3.0-or-later
// Clocks that are wrong.

/** The environment in which a program's clock of the day is this much ahead. */
export const clockAhead = (seconds: number): Record<string, string> => ({
  LD_PRELOAD: `${process.cwd()}/build/native/libclock_ahead.so`,
  CLOCK_AHEAD: `${seconds}`,
  // It is loaded before AddressSanitizer, which still works.
  ASAN_OPTIONS: 'verify_asan_link_order=0',
})
