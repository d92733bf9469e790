// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/files/file_content.hpp"

#include "hashing.hpp"

#include <fstream>
#include <system_error>
#include <utility>

namespace rmirror::http {

namespace {

/// Files of up to this many bytes stay in memory.
constexpr std::size_t kMaxKept = 1U << 20U;

/// Reads the current content, which is shorter if the file is truncated meanwhile. Null if it can't be read.
Body body_of(std::filesystem::path const& path)
{
    std::error_code failure;
    auto const size = std::filesystem::file_size(path, failure);
    std::ifstream file(path, std::ios::binary);
    if (failure || !file)
        return nullptr;
    std::string content(size, '\0');
    file.read(content.data(), static_cast<std::streamsize>(size));
    content.resize(static_cast<std::size_t>(file.gcount()));
    return std::make_shared<std::string const>(std::move(content));
}

std::string etag_of(std::string const& content)
{
    constexpr std::size_t kEnough = 32;
    return '"' + sha256_hex(content).substr(0, kEnough) + '"';
}

}  // namespace

std::optional<FileContent> FileContent::load(std::filesystem::path path)
{
    auto body = body_of(path);
    if (!body)
        return std::nullopt;
    FileContent content;
    content.path_ = std::move(path);
    content.etag_ = etag_of(*body);
    if (body->size() <= kMaxKept)
        content.kept_ = std::move(body);
    else
        content.shared_ = std::make_shared<Shared>();
    return content;
}

FileContent::FileContent(std::string content)
    : etag_(etag_of(content)), kept_(std::make_shared<std::string const>(std::move(content)))
{}

Body FileContent::read() const
{
    if (kept_)
        return kept_;
    std::lock_guard const lock(shared_->mutex);
    auto body = shared_->body.lock();
    if (!body) {
        body = body_of(path_);
        shared_->body = body;
    }
    return body;
}

}  // namespace rmirror::http
