// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/attachment_reply.hpp"

#include "base/percent_encoding.hpp"
#include "http/files/etag.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rmirror::routes {

namespace {

constexpr std::array<std::string_view, 4> kShownAsImages = {"image/png", "image/jpeg", "image/gif",
                                                            "image/webp"};

}  // namespace

bool is_shown_as_image(std::string_view content_type)
{
    return std::find(kShownAsImages.begin(), kShownAsImages.end(), content_type) != kShownAsImages.end();
}

std::optional<http::Reply> attachment_reply(http::Request const& request, BlobStore& blobs,
                                            AttachedFile const& file, std::string cache_control)
{
    auto const etag = '"' + file.blob.sha256 + '"';
    http::Reply reply{
        .content_type = is_shown_as_image(file.content_type) ? file.content_type : "application/octet-stream",
        .body = nullptr,
        .headers = {}};
    reply.with("ETag", etag)
        .with("Cache-Control", std::move(cache_control))
        .with("Content-Disposition", "attachment; filename*=UTF-8''" + percent_encoded(file.file_name));
    if (http::etag_matches(request.header_list("If-None-Match"), etag)) {
        reply.status = http::Code::Not_Modified;
        return reply;
    }
    reply.source = blobs.open(file.blob);
    return reply.source ? std::optional(std::move(reply)) : std::nullopt;
}

}  // namespace rmirror::routes
