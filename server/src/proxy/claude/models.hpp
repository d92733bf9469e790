// SPDX-License-Identifier: AGPL-3.0-or-later
// The models that callers can use, in the format of Claude's models endpoints.
#pragma once

#include "proxy/claude/call.hpp"

namespace rmirror::proxy::claude {

http::Reply list_models(Claude const& claude);
http::Reply show_model(Claude const& claude, std::string_view id);

}  // namespace rmirror::proxy::claude
