// SPDX-License-Identifier: AGPL-3.0-or-later
// What every reading model is told: the instructions, the form of the answer, and facts about the pages.
#pragma once

#include "ocr/provider.hpp"

#include "spend/prices.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rmirror::ocr {

/// shared/ocr/instructions.md.
std::string_view instructions();
/// shared/ocr/schema.json.
boost::json::value const& answer_schema();

/// A JSON document: data, in a place of its own behind the pictures, so that no name of a notebook stands
/// where an instruction could.
std::string facts_of(std::vector<Page> const& pages);

/// What a call about the pages takes at most, when its answer may have so many tokens.
spend::Tokens most_tokens(std::vector<Page> const& pages, std::size_t of_answer);

/// How much the pictures take as base64.
std::size_t encoded_bytes(std::vector<Page> const& pages);

}  // namespace rmirror::ocr
