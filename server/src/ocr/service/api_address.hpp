// SPDX-License-Identifier: AGPL-3.0-or-later
// Addresses of services with OpenAI's API.
#pragma once

#include <string>
#include <string_view>

namespace rmirror::ocr {

/// `base` with `path`, such as /embeddings, below /v1 unless the base names an API version, as in
/// https://host/v1beta/openai.
std::string api_address(std::string_view base, std::string_view path);

}  // namespace rmirror::ocr
