// SPDX-License-Identifier: AGPL-3.0-or-later
// What a client is told of an exception from the database that is no mistake of this program.
#pragma once

#include "http/reply.hpp"

#include <exception>
#include <optional>

namespace rmirror {

std::optional<http::Reply> explain_failure(std::exception const& error);

}  // namespace rmirror
