// SPDX-License-Identifier: AGPL-3.0-or-later
// Runs before the first paint, so that no theme flashes in the other one.
{
  let theme
  try {
    theme = JSON.parse(localStorage.getItem('rmirror.preferences') ?? '{}').theme
  } catch {
    // Storage may be forbidden: the system's theme stands.
  }
  const night = matchMedia('(prefers-color-scheme: dark)').matches
  document.documentElement.dataset.theme = theme === 'light' || theme === 'dark' ? theme : night ? 'dark' : 'light'
}
