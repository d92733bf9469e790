// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rights/export_plan.hpp"

#include "hashing.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <limits>
#include <new>
#include <span>
#include <stdexcept>
#include <system_error>
#include <type_traits>
#include <utility>

#include <unistd.h>

namespace rmirror::rights {

namespace {

constexpr std::size_t kPieceBytes = 64U << 10U;
/// A text's size isn't known before its end, so an entry's head has a fixed size and is written once more.
constexpr std::size_t kKeyBytes = 36 + 64 + 36;

struct Head {
    std::uint32_t name_bytes = 0;
    std::uint32_t crc = 0;
    std::uint32_t packed_bytes = 0;
    std::uint32_t bytes = 0;
    std::uint16_t packing = 0;
    std::uint16_t is_blob = 0;
    std::uint16_t copy_bytes = 0;
    std::uint16_t unused = 0;
    std::array<char, kKeyBytes> key{};  // User, hash, copy.
};
static_assert(std::has_unique_object_representations_v<Head>, "the digest covers every byte of it");

[[noreturn]] void fail(char const* what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

std::FILE* open_unnamed()
{
    auto name = (std::filesystem::temp_directory_path() / "rmirror-export-XXXXXX").string();
    int const descriptor = ::mkstemp(name.data());
    if (descriptor < 0)
        fail("mkstemp");
    ::unlink(name.c_str());
    auto* const file = ::fdopen(descriptor, "w+b");
    if (!file) {
        ::close(descriptor);
        fail("fdopen");
    }
    return file;
}

std::uint32_t small(std::uint64_t bytes)
{
    if (bytes >= std::numeric_limits<std::uint32_t>::max())
        throw std::length_error("a file of an export has 4 GB");
    return static_cast<std::uint32_t>(bytes);
}

BlobKey key_in(Head const& head)
{
    std::string_view const key(head.key.data(), head.key.size());
    constexpr std::size_t kIdBytes = 36;
    constexpr std::size_t kHashBytes = 64;
    return {UserId(std::string(key.substr(0, kIdBytes))), std::string(key.substr(kIdBytes, kHashBytes)),
            std::string(key.substr(kIdBytes + kHashBytes, head.copy_bytes))};
}

}  // namespace

struct ExportPlan::Deflating {
    ZipEntry entry;
    long head_offset;
    std::uint64_t bytes = 0;
    std::uint64_t packed_bytes = 0;
    uLong crc = ::crc32(0, nullptr, 0);
    z_stream stream{};
    std::array<char, kPieceBytes> packed{};

    Deflating(std::string name, long offset) : head_offset(offset)
    {
        constexpr int kLevel = 6;
        constexpr int kWithoutHeader = -15;
        constexpr int kDefaultMemory = 8;
        entry.name = std::move(name);
        entry.packing = Packing::deflated;
        if (deflateInit2(&stream, kLevel, Z_DEFLATED, kWithoutHeader, kDefaultMemory, Z_DEFAULT_STRATEGY) !=
            Z_OK)
            throw std::bad_alloc();
    }
    ~Deflating() { deflateEnd(&stream); }
    Deflating(Deflating const&) = delete;
    Deflating& operator=(Deflating const&) = delete;

    template <typename Write>
    void pack(std::string_view piece, int flush, Write const& write)
    {
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
        stream.avail_in = static_cast<uInt>(piece.size());
        do {
            stream.next_out = reinterpret_cast<Bytef*>(packed.data());
            stream.avail_out = static_cast<uInt>(packed.size());
            deflate(&stream, flush);
            auto const made = packed.size() - stream.avail_out;
            packed_bytes += made;
            write(std::string_view(packed.data(), made));
        } while (stream.avail_out == 0);
    }
};

ExportPlan::ExportPlan() : file_(open_unnamed(), &std::fclose) {}

ExportPlan::~ExportPlan() = default;

void ExportPlan::write(std::string_view bytes)
{
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size())
        fail("cannot write an export's plan");
}

void ExportPlan::seek(long offset)
{
    if (std::fseek(file_.get(), offset, SEEK_SET) != 0)
        fail("cannot seek in an export's plan");
}

void ExportPlan::write_head(ZipEntry const& entry, std::optional<BlobKey> const& blob)
{
    Head head;
    head.name_bytes = static_cast<std::uint32_t>(entry.name.size());
    head.crc = entry.crc;
    head.packed_bytes = entry.packed_bytes;
    head.bytes = entry.bytes;
    head.packing = static_cast<std::uint16_t>(entry.packing);
    if (blob) {
        head.is_blob = 1;
        head.copy_bytes = static_cast<std::uint16_t>(blob->copy.size());
        auto const key = blob->user_id.text() + blob->sha256 + blob->copy;
        if (key.size() + 36 - blob->copy.size() != kKeyBytes)
            throw std::logic_error("a blob's key of another length");
        std::copy(key.begin(), key.end(), head.key.begin());
    }
    std::array<char, sizeof(Head)> bytes{};
    std::memcpy(bytes.data(), &head, sizeof head);
    write({bytes.data(), bytes.size()});
}

/// After the entry's last byte is written.
void ExportPlan::note(ZipEntry const& entry)
{
    at_.directory_bytes += directory_entry_bytes(entry.name, at_.content_bytes);
    at_.content_bytes += local_header_bytes(entry.name) + entry.packed_bytes;
    ++at_.entries;
    at_.offset = std::ftell(file_.get());
}

void ExportPlan::begin_text(std::string name)
{
    deflating_ = std::make_unique<Deflating>(std::move(name), at_.offset);
    write_head(deflating_->entry, std::nullopt);
    write(deflating_->entry.name);
}

void ExportPlan::append(std::string_view piece)
{
    constexpr std::size_t kAtOnce = 1U << 30U;
    auto& text = *deflating_;
    while (!piece.empty()) {
        auto const part = piece.substr(0, kAtOnce);
        text.crc =
            ::crc32(text.crc, reinterpret_cast<Bytef const*>(part.data()), static_cast<uInt>(part.size()));
        text.bytes += part.size();
        text.pack(part, Z_NO_FLUSH, [this](std::string_view packed) { write(packed); });
        piece.remove_prefix(part.size());
    }
}

void ExportPlan::end_text()
{
    auto& text = *deflating_;
    text.pack("", Z_FINISH, [this](std::string_view packed) { write(packed); });
    text.entry.crc = static_cast<std::uint32_t>(text.crc);
    text.entry.packed_bytes = small(text.packed_bytes);
    text.entry.bytes = small(text.bytes);
    auto const end = std::ftell(file_.get());
    seek(text.head_offset);
    write_head(text.entry, std::nullopt);
    seek(end);
    note(text.entry);
    deflating_.reset();
}

void ExportPlan::add_text(std::string name, std::string_view text)
{
    begin_text(std::move(name));
    append(text);
    end_text();
}

void ExportPlan::add_blob(std::string name, BlobKey key, std::uint64_t bytes)
{
    ZipEntry entry;
    entry.name = std::move(name);
    entry.packed_bytes = entry.bytes = small(bytes);
    write_head(entry, key);
    write(entry.name);
    note(entry);
}

void ExportPlan::rewind_to(Mark const& mark)
{
    deflating_.reset();
    at_ = mark;
    seek(mark.offset);
}

void ExportPlan::finish()
{
    if (std::fflush(file_.get()) != 0 || ::ftruncate(::fileno(file_.get()), at_.offset) != 0)
        fail("cannot write an export's plan");
    seek(0);
    Sha256 hash;
    std::array<std::uint8_t, kPieceBytes> piece{};
    while (auto const bytes = std::fread(piece.data(), 1, piece.size(), file_.get()))
        hash.update(std::span(piece).first(bytes));
    digest_ = to_hex(hash.finish());
    start_reading();
}

std::uint64_t ExportPlan::archive_bytes() const
{
    return at_.content_bytes + at_.directory_bytes +
           end_of_archive(at_.entries, at_.content_bytes, at_.directory_bytes).size();
}

void ExportPlan::start_reading()
{
    seek(0);
    text_left_ = 0;
}

std::string ExportPlan::read(std::size_t bytes)
{
    std::string read(bytes, '\0');
    if (std::fread(read.data(), 1, bytes, file_.get()) != bytes)
        fail("cannot read an export's plan");
    return read;
}

std::optional<ExportPlan::Item> ExportPlan::next()
{
    skip_text(text_left_);
    if (std::ftell(file_.get()) >= at_.offset)
        return std::nullopt;
    Head head;
    auto const bytes = read(sizeof(Head));
    std::memcpy(&head, bytes.data(), sizeof head);
    Item item;
    item.entry.name = read(head.name_bytes);
    item.entry.packing = static_cast<Packing>(head.packing);
    item.entry.crc = head.crc;
    item.entry.packed_bytes = head.packed_bytes;
    item.entry.bytes = head.bytes;
    if (head.is_blob != 0)
        item.blob = key_in(head);
    text_left_ = item.blob ? 0 : head.packed_bytes;
    return item;
}

std::string ExportPlan::read_text(std::size_t max)
{
    auto piece = read(static_cast<std::size_t>(std::min<std::uint64_t>(max, text_left_)));
    text_left_ -= piece.size();
    return piece;
}

void ExportPlan::skip_text(std::uint64_t bytes)
{
    if (bytes == 0)
        return;
    if (std::fseek(file_.get(), static_cast<long>(bytes), SEEK_CUR) != 0)
        fail("cannot seek in an export's plan");
    text_left_ -= bytes;
}

}  // namespace rmirror::rights
