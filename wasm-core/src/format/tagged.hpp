// SPDX-License-Identifier: AGPL-3.0-or-later
// The encoding below v6's blocks: fields tagged with an index and a kind, nested in length-prefixed parts.
//
// Newer firmware adds fields and older firmware omits some, so a field is looked up by index and kind. Fields
// in between are skipped, and it is recorded whether anything was skipped (see Fields::finish). Some blocks
// end in bytes that aren't fields, such as 111 of 0xA5 in the scene info of an empty page of a Paper Pro;
// what was read before them remains valid.
#pragma once

#include "base/bytes.hpp"

#include <compare>
#include <functional>
#include <optional>

namespace rmirror::v6 {

/// An id in the CRDT. 0:0 is "none" or "the end", 0:1 the root of the tree.
struct Id {
    std::uint8_t author = 0;  // index local to the file
    std::uint64_t counter = 0;

    auto operator<=>(Id const&) const = default;
};

constexpr Id kNone{0, 0};
constexpr Id kRoot{0, 1};

struct IdHash {
    std::size_t operator()(Id const& id) const
    {
        return std::hash<std::uint64_t>{}((static_cast<std::uint64_t>(id.author) << 56U) ^ id.counter);
    }
};

Result<Id> read_id(ByteReader& in);

enum class Kind : std::uint8_t { byte1 = 0x1, byte4 = 0x4, byte8 = 0x8, part = 0xC, id = 0xF };

/// The most severe kind of content that was skipped.
enum class Skipped : std::uint8_t { nothing, newer_fields, not_fields };

class Fields {
public:
    /// Updates `skipped` when something isn't understood; finish() also accounts for what remains.
    Fields(Bytes bytes, Skipped& skipped) : in_(bytes), skipped_(&skipped) {}

    /// Each looks for field `index`. If it is missing, they return nullopt and keep the position in the file.
    /// If it is truncated, or bytes that aren't fields come first, they return nullopt and all further fields
    /// are missing.
    std::optional<Id> find_id(std::uint64_t index);
    std::optional<std::uint32_t> find_u32(std::uint64_t index);
    std::optional<float> find_f32(std::uint64_t index);
    std::optional<std::uint8_t> find_u8(std::uint64_t index);
    std::optional<Fields> find_part(std::uint64_t index);
    /// ErrorCode::truncated if the text is longer than its part.
    Result<std::optional<std::string>> find_string(std::uint64_t index);

    /// find_part() for a part whose absence is meaningful: damaged data in its place is an error.
    Result<std::optional<Fields>> find_whole_part(std::uint64_t index);

    /// The same for required fields; ErrorCode::corrupt if the field is missing.
    Result<Id> id(std::uint64_t index);
    Result<std::uint32_t> u32(std::uint64_t index);
    Result<float> f32(std::uint64_t index);
    Result<double> f64(std::uint64_t index);
    Result<Fields> part(std::uint64_t index);

    /// Untagged content, which only a few parts have.
    ByteReader& raw() { return in_; }

    /// Call after everything known was read: remaining bytes are recorded as skipped.
    void finish();

private:
    /// Consumes the tag of that field and returns true if it comes next, as it nearly always does.
    bool is_next(std::uint64_t index, Kind kind);
    /// Each consumes the tag of field `index`, so that its value follows. find() and search() return whether
    /// the field exists, need() returns ErrorCode::corrupt if it doesn't. search() is the slow path, which
    /// skips other fields.
    bool find(std::uint64_t index, Kind kind);
    Result<Done> need(std::uint64_t index, Kind kind);
    Result<bool> search(std::uint64_t index, Kind kind);
    Result<Done> skip_value(std::uint8_t kind);
    Result<Fields> read_part();
    /// The value of an optional field; if it is truncated, it and everything after it count as missing.
    template <typename T>
    std::optional<T> if_whole(Result<T> value);
    /// Treats the remaining bytes as containing no more fields.
    void give_up();

    ByteReader in_;
    Skipped* skipped_;
};

/// Reads a string part: varuint length, one byte that is always 1, then the bytes that are returned, which
/// should be UTF-8.
Result<Bytes> read_text(ByteReader& in);

}  // namespace rmirror::v6
