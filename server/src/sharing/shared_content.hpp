// SPDX-License-Identifier: AGPL-3.0-or-later
// What the reader of a link is shown, read as that reader (db::as_link()). All functions return nullopt for
// what the link doesn't show, whether it exists or not.
#pragma once

#include "blobs/store.hpp"
#include "library/images/page_image.hpp"
#include "sharing/links.hpp"

#include <pqxx/transaction>

#include <optional>
#include <string>

namespace rmirror::sharing {

/// `SharedNotebook` of shared/openapi.yaml as JSON: the notebook, and its pages that the link shows.
std::optional<std::string> shared_notebook(pqxx::work& work, Link const& link);

/// `SharedPage` of shared/openapi.yaml as JSON. Of a corrected page only the correction is shown.
std::optional<std::string> shared_page(pqxx::work& work, Link const& link, std::string const& page_uuid);

/// `part`: of the image for transcription; nullopt: the image for display.
std::optional<library::ImageFound> shared_image(pqxx::work& work, Link const& link,
                                                std::string const& page_uuid, std::optional<int> part);

struct SharedFile {
    std::string file_name;
    std::string content_type;
    BlobKey blob;
};

/// An attachment of a page that the link shows.
std::optional<SharedFile> shared_attachment(pqxx::work& work, Link const& link, std::string const& id);

}  // namespace rmirror::sharing
