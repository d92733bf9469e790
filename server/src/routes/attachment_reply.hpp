// SPDX-License-Identifier: AGPL-3.0-or-later
// How attached files are served, to their owner and to the readers of links.
#pragma once

#include "blobs/store.hpp"
#include "http/reply.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::routes {

/// The types that texts show as images. SVG isn't one of them, because it can contain scripts.
bool is_shown_as_image(std::string_view content_type);

struct AttachedFile {
    std::string const& file_name;
    std::string const& content_type;
    BlobKey const& blob;
};

/// Nothing of it may run in a browser, whatever it is: it belongs to this server's origin. nullopt if the
/// store has lost it.
std::optional<http::Reply> attachment_reply(http::Request const& request, BlobStore& blobs,
                                            AttachedFile const& file, std::string cache_control);

}  // namespace rmirror::routes
