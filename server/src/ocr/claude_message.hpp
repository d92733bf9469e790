// SPDX-License-Identifier: AGPL-3.0-or-later
// What Claude is asked about pages and what it answers, whichever way the message goes: by itself or in a
// batch.
#pragma once

#include "ocr/failure.hpp"
#include "ocr/provider.hpp"

#include "base/secret.hpp"
#include "upstream/client.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace rmirror::ocr {

/// The least that any model that reads pictures can write.
constexpr std::size_t kMostTokens = 64'000;

/// Enough for so many pages of an ordinary kind.
std::size_t usual_tokens(std::size_t pages);

/// The body of a message about pages.
boost::json::object message_about(std::vector<Page> const& pages, std::string const& model,
                                  std::size_t most_tokens);

/// With the headers that all calls to Claude carry. `body` may be empty.
upstream::Call call_to_claude(std::string method, std::string url, Secret const& key, std::string body);

struct Message {
    std::string text;
    std::string stop_reason;
    Usage usage;

    /// False when it is no message. Usage adds up.
    bool take(boost::json::object const& whole);
    bool take(std::string const& body);
};

/// One answer for each page.
std::vector<Answer> answers_of(Service const& service, std::vector<Page> const& pages,
                               Message const& message);

}  // namespace rmirror::ocr
