// SPDX-License-Identifier: AGPL-3.0-or-later
// Closed lists of words.

const hues = ['default', 'gray', 'brown', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'red']

/** Of options. */
export const optionColors = hues

/** Of text and blocks. */
export const colors = [...hues, ...hues.map((hue) => `${hue}_background`)]

/** Of code blocks, from the types of the official client. */
export const languages = `
  abap, abc, agda, arduino, ascii art, assembly, bash, basic, bnf, c, c#, c++, clojure, coffeescript, coq, css,
  dart, dhall, diff, docker, ebnf, elixir, elm, erlang, f#, flow, fortran, gherkin, glsl, go, graphql, groovy,
  haskell, hcl, html, idris, java, javascript, json, julia, kotlin, latex, less, lisp, livescript, llvm ir, lua,
  makefile, markdown, markup, matlab, mathematica, mermaid, nix, notion formula, objective-c, ocaml, pascal,
  perl, php, plain text, powershell, prolog, protobuf, purescript, python, r, racket, reason, ruby, rust, sass,
  scala, scheme, scss, shell, smalltalk, solidity, sql, swift, toml, typescript, vb.net, verilog, vhdl, visual
  basic, webassembly, xml, yaml, java/c/c++/c#
`
  .trim()
  .split(/,\s+/)
  .map((language) => language.replace(/\s+/, ' '))
