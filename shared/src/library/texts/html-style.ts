// SPDX-License-Identifier: AGPL-3.0-or-later
// CSS of an exported HTML page, for light and dark screens and for paper.
export const style = `:root {
  color-scheme: light dark;
  --ink: #22211f;
  --quiet: #63605a;
  --paper: #fbfaf7;
  --line: #d9d5cc;
  --lit: #fdf0b8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #eceae5;
    --quiet: #a9a59c;
    --paper: #1d1c1a;
    --line: #45423c;
    --lit: #4f451c;
  }
}
body {
  max-width: 42rem;
  margin: 0 auto;
  padding: 2.5rem 1.25rem 4rem;
  background: var(--paper);
  color: var(--ink);
  font: 1.0625rem/1.6 system-ui, sans-serif;
  overflow-wrap: anywhere;
}
h1, h2, h3, h4, h5, h6 { margin: 1.6em 0 0.4em; line-height: 1.25; text-wrap: balance; }
h1 { margin-top: 0; font-size: 2rem; }
h2 { padding-top: 0.6rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: 0.9375rem; }
h3 { font-size: 1.375rem; }
h4 { font-size: 1.1875rem; }
h5, h6 { font-size: 1.0625rem; }
p { margin: 0.35em 0; }
div + div { margin-top: 1.2em; }
ul, ol { margin: 0.35em 0; padding-inline-start: 1.6em; }
li > ul, li > ol { margin: 0; }
.todo { list-style: none; }
.todo > label { display: block; margin-inline-start: -1.5em; padding-inline-start: 1.5em; text-indent: -1.5em; }
.todo input { width: 1em; height: 1em; margin: 0 0.35em 0 0; vertical-align: -0.1em; }
blockquote { margin: 0.7em 0; padding: 0.1em 0.8em; border-inline-start: 3px solid var(--line); background: var(--lit); }
table { display: block; overflow-x: auto; margin: 0.8em 0; border-collapse: collapse; }
th, td { padding: 0.3em 0.7em; border: 1px solid var(--line); text-align: start; vertical-align: top; }
math[display=block] { overflow-x: auto; overflow-y: hidden; margin: 0.6em 0; }
pre { overflow-x: auto; margin: 0.8em 0; padding: 0.6em 0.9em; border: 1px solid var(--line); overflow-wrap: normal; }
code { font-family: ui-monospace, monospace; font-size: 0.9375em; }
a { color: inherit; }
figure { margin: 0.8em 0; }
figcaption { color: var(--quiet); font-size: 0.9375rem; }
img { max-width: 100%; height: auto; vertical-align: top; }
.path, .facts, .note { color: var(--quiet); font-size: 0.9375rem; }
.note { font-style: italic; }
.tags { display: flex; flex-wrap: wrap; gap: 0.4rem; margin: 0.6em 0; padding: 0; list-style: none; }
.tags li { padding: 0.05em 0.7em; border: 1px solid var(--line); border-radius: 1em; font-size: 0.875rem; }
@media print {
  :root { --ink: #000; --quiet: #444; --paper: #fff; --line: #999; --lit: #fff; color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 11pt; }
  h1, h2, h3, h4, h5, h6 { break-after: avoid; }
  li, tr, blockquote { break-inside: avoid; }
}
`
