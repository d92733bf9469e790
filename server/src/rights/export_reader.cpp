// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rights/export_reader.hpp"

#include <zlib.h>

#include <algorithm>
#include <utility>

namespace rmirror::rights {

namespace {

std::uint32_t checksum_of(std::string const& content)
{
    auto const* const bytes = reinterpret_cast<Bytef const*>(content.data());
    return static_cast<std::uint32_t>(
        ::crc32(::crc32(0, nullptr, 0), bytes, static_cast<uInt>(content.size())));
}

}  // namespace

ExportReader::ExportReader(std::unique_ptr<ExportPlan> plan, BlobStore& blobs, IsKept is_kept, Range range)
    : plan_(std::move(plan)),
      blobs_(blobs),
      is_kept_(std::move(is_kept)),
      skip_(range.from),
      left_(range.to - range.from),
      checksums_(plan_->entries())
{
    plan_->start_reading();
}

std::string ExportReader::read(std::size_t max)
{
    auto bytes = next_bytes(static_cast<std::size_t>(std::min<std::uint64_t>(max, left_)));
    left_ -= bytes.size();
    return bytes;
}

std::string ExportReader::next_bytes(std::size_t max)
{
    while (max > 0) {
        if (position_ < buffer_.size()) {
            auto piece = buffer_.substr(position_, max);
            position_ += piece.size();
            return piece;
        }
        if (text_left_ > 0) {
            auto piece = plan_->read_text(static_cast<std::size_t>(std::min<std::uint64_t>(max, text_left_)));
            text_left_ -= piece.size();
            return piece;
        }
        if (!advance())
            break;
    }
    return {};
}

/// Returns false after the last byte.
bool ExportReader::advance()
{
    buffer_.clear();
    position_ = 0;
    switch (stage_) {
        case Stage::content:
            begin_entry();
            return true;
        case Stage::directory:
            begin_directory_entry();
            return true;
        case Stage::end:
            buffer_ = end_of_archive(plan_->entries(), plan_->directory_offset(), plan_->directory_bytes());
            skip_in_buffer();
            stage_ = Stage::done;
            return true;
        case Stage::done:
            break;
    }
    return false;
}

void ExportReader::begin_entry()
{
    auto item = plan_->next();
    if (!item)
        return begin_directory();
    auto const number = entry_++;
    auto& entry = item->entry;
    auto const bytes = local_header_bytes(entry.name) + entry.packed_bytes;
    if (skip_ >= bytes) {
        skip_ -= bytes;
        return;
    }
    std::string content;
    if (item->blob) {
        content = content_of(*item->blob, entry.bytes);
        entry.crc = checksum_of(content);
        checksums_[number] = entry.crc;
    } else {
        text_left_ = entry.packed_bytes;
    }
    buffer_ = local_header(entry) + content;
    skip_in_buffer();
    if (skip_ > 0) {
        plan_->skip_text(skip_);
        text_left_ -= std::exchange(skip_, 0);
    }
}

void ExportReader::begin_directory()
{
    stage_ = Stage::directory;
    entry_ = 0;
    offset_ = 0;
    plan_->start_reading();
}

void ExportReader::begin_directory_entry()
{
    auto item = plan_->next();
    if (!item) {
        stage_ = Stage::end;
        return;
    }
    auto const number = entry_++;
    auto& entry = item->entry;
    auto const offset = offset_;
    offset_ += local_header_bytes(entry.name) + entry.packed_bytes;
    auto const bytes = directory_entry_bytes(entry.name, offset);
    if (skip_ >= bytes) {
        skip_ -= bytes;
        return;
    }
    if (item->blob)
        entry.crc =
            checksums_[number] ? *checksums_[number] : checksum_of(content_of(*item->blob, entry.bytes));
    buffer_ = directory_entry(entry, offset);
    skip_in_buffer();
}

void ExportReader::skip_in_buffer()
{
    position_ = static_cast<std::size_t>(std::min<std::uint64_t>(skip_, buffer_.size()));
    skip_ -= position_;
}

std::string ExportReader::content_of(BlobKey const& key, std::size_t bytes) const
{
    auto content = blobs_.get(key);
    if (content && content->size() == bytes)
        return std::move(*content);
    if (!is_kept_(key))
        throw ExportOutdated("a file of the export was removed");
    return std::string(bytes, '\0');
}

}  // namespace rmirror::rights
