// SPDX-License-Identifier: AGPL-3.0-or-later
// What is in an export, in the order of its bytes: texts, and references to blobs. Kept in a temporary file
// without a name, texts compressed, so that a library of any size takes no memory
// (docs/decisions/0099-an-export-is-the-same-bytes-again.md).
#pragma once

#include "blobs/store.hpp"
#include "rights/zip_format.hpp"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::rights {

class ExportPlan {
public:
    /// Throws std::system_error if the system's folder for temporary files can't be written to.
    ExportPlan();
    ~ExportPlan();
    ExportPlan(ExportPlan const&) = delete;
    ExportPlan& operator=(ExportPlan const&) = delete;

    /// A text is written in pieces, between begin_text() and end_text().
    void begin_text(std::string name);
    void append(std::string_view piece);
    void end_text();
    void add_text(std::string name, std::string_view text);
    void add_blob(std::string name, BlobKey key, std::uint64_t bytes);

    /// The end of the last entry; a transaction that is repeated returns there first.
    struct Mark {
        long offset = 0;
        std::uint64_t entries = 0;
        std::uint64_t content_bytes = 0;
        std::uint64_t directory_bytes = 0;
    };
    Mark mark() const { return at_; }
    void rewind_to(Mark const& mark);

    /// Called once, after the last entry.
    void finish();

    // The rest is for finished plans.
    std::uint64_t entries() const { return at_.entries; }
    std::uint64_t archive_bytes() const;
    std::uint64_t directory_offset() const { return at_.content_bytes; }
    std::uint64_t directory_bytes() const { return at_.directory_bytes; }
    /// Equal for plans of the same bytes: 64 hex digits.
    std::string const& digest() const { return digest_; }

    struct Item {
        ZipEntry entry;               // Of a blob the checksum is unknown: 0.
        std::optional<BlobKey> blob;  // Nullopt: a text, whose packed bytes follow.
    };
    /// Starts reading from the first entry.
    void start_reading();
    /// Nullopt after the last entry. Skips what is left of the text before.
    std::optional<Item> next();
    /// The next bytes of the current item's text, at most `max`; empty at its end.
    std::string read_text(std::size_t max);
    void skip_text(std::uint64_t bytes);

private:
    struct Deflating;

    void write(std::string_view bytes);
    void write_head(ZipEntry const& entry, std::optional<BlobKey> const& blob);
    void note(ZipEntry const& entry);
    std::string read(std::size_t bytes);
    void seek(long offset);

    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
    std::unique_ptr<Deflating> deflating_;  // The text that is being written.
    Mark at_;
    std::string digest_;
    std::uint64_t text_left_ = 0;  // Unread bytes of the current item.
};

}  // namespace rmirror::rights
