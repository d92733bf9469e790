// SPDX-License-Identifier: AGPL-3.0-or-later
// Builds a multipart/form-data body with one file (RFC 7578).
#pragma once

#include <string>
#include <string_view>

namespace rmirror::targets::notion {

struct UploadForm {
    std::string content_type;  // With a boundary that doesn't occur in the file.
    std::string body;
};

/// `name` and `media_type` must need no escaping.
UploadForm upload_form(std::string_view name, std::string_view media_type, std::string const& content);

}  // namespace rmirror::targets::notion
