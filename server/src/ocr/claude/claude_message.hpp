// SPDX-License-Identifier: AGPL-3.0-or-later
// Builds Claude requests about pages and parses the answers, for single messages and for batches.
#pragma once

#include "ocr/provider.hpp"
#include "ocr/service/failure.hpp"

#include "base/secret.hpp"
#include "upstream/client/client.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace rmirror::ocr {

/// The smallest output limit among the models that read images.
constexpr std::size_t kMaxTokens = 64'000;

/// An output limit that is enough for this number of ordinary pages.
std::size_t default_max_tokens(std::size_t pages);

/// Body of a Messages API request about the pages.
boost::json::object message_about(std::vector<Page> const& pages, std::string const& model,
                                  std::size_t max_tokens);

/// Adds the headers common to all Claude calls. `body` may be empty.
upstream::Call call_to_claude(std::string method, std::string url, Secret const& key, std::string body);

struct Message {
    std::string text;
    std::string stop_reason;
    Usage usage;

    /// Parses a Messages API response. Returns false if it isn't a message. Replaces the text and adds to
    /// `usage`.
    bool take(boost::json::object const& whole);
    bool take(std::string const& body);
};

/// One answer per page.
std::vector<Answer> answers_of(Service const& service, std::vector<Page> const& pages,
                               Message const& message);

}  // namespace rmirror::ocr
