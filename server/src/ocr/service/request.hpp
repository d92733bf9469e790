// SPDX-License-Identifier: AGPL-3.0-or-later
// The provider-independent part of a request: instructions, answer schema and facts about the pages.
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

/// For Provider::version(): names the service, the model, and both of the above.
std::string version_of(std::string const& service, std::string const& model);

/// A JSON document of the pages' metadata. It is sent as data after the images, so that a notebook's name
/// can't be taken for an instruction.
std::string facts_of(std::vector<Page> const& pages);

/// Upper bound on the tokens of a call about the pages; `of_answer` is its output limit.
spend::Tokens max_tokens(std::vector<Page> const& pages, std::size_t of_answer);

/// Size of all pictures as base64.
std::size_t encoded_bytes(std::vector<Page> const& pages);

}  // namespace rmirror::ocr
