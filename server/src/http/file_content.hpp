// SPDX-License-Identifier: AGPL-3.0-or-later
// The bytes of a file that is served: small ones stay in memory, large ones only while somebody takes them.
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
    /// Nothing when the file cannot be read.
    static std::optional<FileContent> load(std::filesystem::path path);

    std::string const& etag() const { return etag_; }
    /// None when the file has gone since. From any thread.
    Body read() const;

private:
    /// What those who take the file at the same time share.
    struct Taken {
        std::mutex mutex;
        std::weak_ptr<std::string const> body;
    };

    std::filesystem::path path_;
    std::string etag_;
    Body kept_;
    std::shared_ptr<Taken> taken_;  // Of large files.
};

}  // namespace rmirror::http
