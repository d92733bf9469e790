// SPDX-License-Identifier: AGPL-3.0-or-later
// Our own line icons, as SVG paths to be stroked in a 24×24 view box.

const paths = {
  add: 'M12 5v14M5 12h14',
  arrowLeft: 'M19 12H5m6-6-6 6 6 6',
  arrowDown: 'M12 5v14m-6-6 6 6 6-6',
  arrowRight: 'M5 12h14m-6-6 6 6-6 6',
  arrowUp: 'M12 19V5m-6 6 6-6 6 6',
  ask: 'M4.5 4.5h15v11H12l-4.5 4v-4h-3zM10.2 8.6a1.9 1.9 0 1 1 2.6 1.8c-.6.3-.8.6-.8 1.2M12 13.3h.01',
  bell: 'M12 3.5v1.2M6.5 16.5v-5a5.5 5.5 0 0 1 11 0v5l1.5 2H5zM10 18.7a2 2 0 0 0 4 0',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  chevron: 'm9 6 6 6-6 6',
  close: 'M6 6l12 12M18 6 6 18',
  cloud: 'M7 18.5a4 4 0 0 1-.6-7.95 5.5 5.5 0 0 1 10.7-.6A4.3 4.3 0 0 1 17 18.5z',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  device: 'M6.5 3.5h11v17h-11zM10.5 17.5h3',
  download: 'M12 4v11m-5-4.5 5 5 5-5M5 20h14',
  file: 'M6 3.5h8l4 4v13H6zM14 3.5v4h4',
  filter: 'M4 6.5h16M7 12h10M10 17.5h4',
  fit: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  folder: 'M3.5 18.5v-12h6l2 2.5h9v9.5z',
  grid: 'M4.5 4.5h6v6h-6zM13.5 4.5h6v6h-6zM4.5 13.5h6v6h-6zM13.5 13.5h6v6h-6z',
  key: 'M14.5 13a4.5 4.5 0 1 0-4.2-3L4 16.3V20h3.7v-2.5h2.4v-2.4l1.9-2a4.5 4.5 0 0 0 2.5-.1zM15.8 8.2h.01',
  keyboard: 'M3.5 7h17v10.5h-17zM7 10.5h.01M10.3 10.5h.01M13.7 10.5h.01M17 10.5h.01M8 14h8',
  lines: 'M6 3.5h12v17H6zM6 8.5h12M6 12h12M6 15.5h12',
  list: 'M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.01M4.5 12h.01M4.5 17.5h.01',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  menu: 'M4 7h16M4 12h16M4 17h16',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  minus: 'M5 12h14',
  note: 'M5 4.5h14v9.5l-5.5 5.5H5zM19 14h-5.5v5.5M8.5 8.5h7M8.5 12h4',
  offline: 'M5 12.5 9.5 17 19 7.5',
  page: 'M6 3.5h12v17H6zM9 8h6M9 11.5h6M9 15h3',
  panel: 'M4 5h16v14H4zM14.5 5v14',
  pause: 'M9 5.5v13M15 5.5v13',
  people:
    'M9.5 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 19.5c.5-3.4 3-5 6.5-5s6 1.6 6.5 5M15.5 4.8a3.5 3.5 0 0 1 0 6.4M17.5 14.9c1.9.7 3.1 2.2 3.5 4.6',
  pen: 'M4.5 19.5l1-4L16 5l3 3L8.5 18.5zM13.5 7.5l3 3',
  pin: 'M9 4h6l-1 6 3 3H7l3-3zM12 13v7',
  play: 'M8 5.5v13l10.5-6.5z',
  plug: 'M9 3.5V8M15 3.5V8M6.5 8h11v3.5a5.5 5.5 0 0 1-11 0zM12 17v3.5',
  search: 'M11 17.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM16 16l4.5 4.5',
  tag: 'M4 4.5h8l8 8-7.5 7.5-8.5-8.5zM8.3 8.3h.01',
  share: 'M12 15V3.5m-4 4 4-4 4 4M7 11H5v9.5h14V11h-2',
  sync: 'M5 11a7.2 7.2 0 0 1 13-3.2M18.5 4v4h-4M19 13a7.2 7.2 0 0 1-13 3.2M5.5 20v-4h4',
  trash: 'M5 7h14M10 4h4M7 7l1 13h8l1-13M10.5 10.5v6M13.5 10.5v6',
  tree: 'M5 4v14h5M5 9h5M13 6.5h7v5h-7zM13 15.5h7v5h-7z',
  undo: 'M9 5 4.5 9.5 9 14M4.5 9.5H14a5 5 0 0 1 0 10h-4',
  user: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6',
  window: 'M3.5 5h17v14h-17zM3.5 9h17M6.3 7h.01M8.8 7h.01',
  warning: 'M12 4 2.8 20h18.4zM12 10v5M12 17.6h.01',
} as const

export type IconName = keyof typeof paths

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}
