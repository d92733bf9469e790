// SPDX-License-Identifier: AGPL-3.0-or-later
// A folder on a WebDAV server (RFC 4918), with the habits of Nextcloud, Synology, Apache, lighttpd and
// others. Paths are relative to it, without a slash at either end.
#pragma once

#include "targets/target_context.hpp"
#include "targets/webdav/result.hpp"

#include <boost/json/array.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::targets::webdav {

/// A file as it was read.
struct File {
    std::string content;
    std::string
        etag;  // Empty if the server has none that a condition may name (RFC 9110, 13.1.1: a strong one).
    bool is_text = true;  // False: it isn't UTF-8 or is too long, and `content` is empty.
};

class Folder {
public:
    /// `context` must outlive this object.
    explicit Folder(TargetContext& context);

    /// What is in it: [{name, isFolder, size}]. nullopt if it doesn't exist.
    Or<std::optional<boost::json::array>> list(std::string const& path);
    /// nullopt if it doesn't exist.
    Or<std::optional<File>> read(std::string const& path);
    /// Writes a note. `before`: as it was read; nullopt: there is none.
    Or<Change> write(std::string const& path, std::string const& text, std::optional<File> const& before);
    /// Writes a picture or an attachment, whatever is there.
    Or<Change> write_bytes(std::string const& path, std::string const& bytes);
    Or<Change> move(std::string const& from, std::string const& to);
    Or<Change> remove(std::string const& path, std::optional<File> const& before);
    /// Makes a folder and those above it, as far as they are missing.
    Or<Change> make_folder(std::string const& path);

    /// Checks that the address is a folder, or can become one.
    DeliveryResult test();

private:
    enum class Kind { file, folder };

    std::string url_of(std::string const& path, Kind kind) const;
    upstream::Call call(std::string method, std::string url) const;
    Or<std::optional<boost::json::object>> properties(std::string const& url, std::string_view depth);
    /// Whether it still is what it was, for servers without conditions.
    Or<bool> is_unchanged(std::string const& path, File const& before);
    Or<Change> put(std::string const& path, std::string const& content, std::string_view type,
                   std::vector<std::pair<std::string, std::string>> const& conditions);
    Or<Change> make_one(std::string const& url);

    TargetContext& context_;
    std::string address_;
    std::string authorization_;
};

}  // namespace rmirror::targets::webdav
