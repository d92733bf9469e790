// SPDX-License-Identifier: AGPL-3.0-or-later
// The content of a served file: small files stay in memory, large ones only while they are being sent.
#pragma once

#include "http/reply.hpp"

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace rmirror::http {

class FileContent {
public:
    /// Nullopt if the file can't be read.
    static std::optional<FileContent> load(std::filesystem::path path);
    explicit FileContent(std::string content);

    std::string const& etag() const { return etag_; }
    /// Null if the file no longer exists. Thread-safe.
    Body read() const;

private:
    FileContent() = default;

    /// The content of a large file, shared by concurrent readers.
    struct Shared {
        std::mutex mutex;
        std::weak_ptr<std::string const> body;
    };

    std::filesystem::path path_;
    std::string etag_;
    Body kept_;
    std::shared_ptr<Shared> shared_;  // Set for large files only.
};

}  // namespace rmirror::http
