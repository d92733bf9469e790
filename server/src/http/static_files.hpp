// SPDX-License-Identifier: AGPL-3.0-or-later
// The dashboard's files as they are when it starts: compressed beforehand, with the headers a browser needs
// to be strict.
#pragma once

#include "base/result.hpp"
#include "http/file_content.hpp"
#include "http/reply.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rmirror::http {

class StaticFiles {
public:
    /// A folder with an index.html; `app.js.br` and `app.js.gz` beside `app.js` are sent to those who take
    /// them. Refuses a folder that cannot be read.
    static Result<StaticFiles> load(std::string const& folder);

    /// Paths that name no file are screens of the dashboard, which its index.html draws: for whoever asks for
    /// a page, and for programs there is nothing.
    Reply serve(Request const& request) const;

private:
    struct Variant {
        std::string encoding;  // Empty: as it is.
        FileContent content;
    };

    struct File {
        std::string_view content_type;
        bool immutable = false;
        std::vector<Variant> variants;  // The smallest first, the plain one last.
    };

    File const* find(std::string const& path) const;
    File const* screen(std::string const& path, Request const& request) const;

    std::map<std::string, File> files_;
};

}  // namespace rmirror::http
