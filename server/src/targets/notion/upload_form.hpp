// SPDX-License-Identifier: AGPL-3.0-or-later
// A file as the body of a call, multipart/form-data (RFC 7578).
#pragma once

#include <string>
#include <string_view>

namespace rmirror::targets::notion {

struct UploadForm {
    std::string content_type;  // With the boundary, which the body has nowhere else.
    std::string body;
};

/// `name` and `media_type` are ours: nothing in them is escaped.
UploadForm upload_form(std::string_view name, std::string_view media_type, std::string const& content);

}  // namespace rmirror::targets::notion
