// SPDX-License-Identifier: AGPL-3.0-or-later
// Makes the bytes of an export from its plan and the store, from any of them on: a download that was
// interrupted continues where it stopped.
#pragma once

#include "blobs/store.hpp"
#include "rights/export_plan.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace rmirror::rights {

/// A file of the plan was replaced and removed since: the export has to begin again.
class ExportOutdated : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class ExportReader {
public:
    struct Range {
        std::uint64_t from = 0;
        std::uint64_t to = 0;  // Exclusive.
    };
    /// Whether the library still has the blob.
    using IsKept = std::function<bool(BlobKey const&)>;

    ExportReader(std::unique_ptr<ExportPlan> plan, BlobStore& blobs, IsKept is_kept, Range range);

    /// The next bytes, at most `max`; empty at the end. Holds one blob in memory at most. A blob that the
    /// library has but whose bytes the store lost is replaced by zeros. Throws BlobFailure, ExportOutdated
    /// and what `is_kept` throws.
    std::string read(std::size_t max);

private:
    enum class Stage { content, directory, end, done };

    std::string next_bytes(std::size_t max);
    bool advance();
    void begin_entry();
    void begin_directory();
    void begin_directory_entry();
    /// Drops what is before the range from `buffer_`.
    void skip_in_buffer();
    std::string content_of(BlobKey const& key, std::size_t bytes) const;

    std::unique_ptr<ExportPlan> plan_;
    BlobStore& blobs_;
    IsKept is_kept_;
    std::uint64_t skip_;  // Bytes before the range.
    std::uint64_t left_;  // Bytes of the range.
    Stage stage_ = Stage::content;
    std::string buffer_;
    std::size_t position_ = 0;     // In `buffer_`.
    std::uint64_t text_left_ = 0;  // Of the plan's current text, after `buffer_`.
    /// Checksums of the blobs that were read, by the number of their entry. Those before the range are read
    /// for the directory alone.
    std::vector<std::optional<std::uint32_t>> checksums_;
    std::size_t entry_ = 0;
    std::uint64_t offset_ = 0;  // Of the current entry's local header.
};

}  // namespace rmirror::rights
