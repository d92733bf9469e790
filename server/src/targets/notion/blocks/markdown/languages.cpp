// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/blocks/markdown/languages.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace rmirror::targets::notion {

namespace {

// From the types of Notion's own client. "plain text" is left out, because it means no language.
constexpr std::array<std::string_view, 89> kLanguages = {
    "abap",        "abc",         "agda",       "arduino",       "ascii art",
    "assembly",    "bash",        "basic",      "bnf",           "c",
    "c#",          "c++",         "clojure",    "coffeescript",  "coq",
    "css",         "dart",        "dhall",      "diff",          "docker",
    "ebnf",        "elixir",      "elm",        "erlang",        "f#",
    "flow",        "fortran",     "gherkin",    "glsl",          "go",
    "graphql",     "groovy",      "haskell",    "hcl",           "html",
    "idris",       "java",        "javascript", "json",          "julia",
    "kotlin",      "latex",       "less",       "lisp",          "livescript",
    "llvm ir",     "lua",         "makefile",   "markdown",      "markup",
    "matlab",      "mathematica", "mermaid",    "nix",           "notion formula",
    "objective-c", "ocaml",       "pascal",     "perl",          "php",
    "powershell",  "prolog",      "protobuf",   "purescript",    "python",
    "r",           "racket",      "reason",     "ruby",          "rust",
    "sass",        "scala",       "scheme",     "scss",          "shell",
    "smalltalk",   "solidity",    "sql",        "swift",         "toml",
    "typescript",  "vb.net",      "verilog",    "vhdl",          "visual basic",
    "webassembly", "xml",         "yaml",       "java/c/c++/c#",
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kOtherNames = {{
    {"cpp", "c++"},
    {"cs", "c#"},
    {"dockerfile", "docker"},
    {"js", "javascript"},
    {"md", "markdown"},
    {"objc", "objective-c"},
    {"py", "python"},
    {"rb", "ruby"},
    {"rs", "rust"},
    {"sh", "shell"},
    {"tex", "latex"},
    {"ts", "typescript"},
    {"yml", "yaml"},
    {"zsh", "shell"},
}};

}  // namespace

std::string_view language_of(std::string_view name)
{
    std::string lower(name);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    auto const* const other = std::find_if(kOtherNames.begin(), kOtherNames.end(),
                                           [&](auto const& pair) { return pair.first == lower; });
    auto const word = other != kOtherNames.end() ? other->second : std::string_view(lower);
    auto const* const found = std::find(kLanguages.begin(), kLanguages.end(), word);
    return found != kLanguages.end() ? *found : std::string_view();
}

}  // namespace rmirror::targets::notion
