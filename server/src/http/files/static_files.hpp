// SPDX-License-Identifier: AGPL-3.0-or-later
// The dashboard's files as they were at startup: precompressed, with the security headers for browsers.
#pragma once

#include "base/result.hpp"
#include "http/files/file_content.hpp"
#include "http/reply.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::http {

class StaticFiles {
public:
    /// Loads a folder with an index.html. `app.js.br` and `app.js.gz` beside `app.js` are sent to clients
    /// that accept them. Refuses a folder without a readable index.html.
    static Result<StaticFiles> load(std::string const& folder);
    /// Adds an attribute to the root element of index.html, so that the dashboard knows it from the start.
    void add_root_attribute(std::string_view name);

    /// Lets the dashboard connect to another origin: the bucket to which it sends files.
    void allow_uploads_to(std::string origin);

    /// A path without a file is one of the dashboard's screens: a client that accepts text/html gets
    /// index.html, any other gets 404.
    Reply serve(Request const& request) const;

private:
    struct Variant {
        std::string encoding;  // Empty: not compressed.
        FileContent content;
    };

    struct File {
        std::string_view content_type;
        bool immutable = false;
        std::vector<Variant> variants;  // The smallest first, the uncompressed one last.
    };

    File const* find(std::string const& path) const;
    File const* screen(std::string const& path, Request const& request) const;

    std::map<std::string, File> files_;
    std::string bucket_;
};

}  // namespace rmirror::http
