// SPDX-License-Identifier: AGPL-3.0-or-later
// The layer under v6's blocks: fields that carry an index and a kind, nested in length-prefixed parts.
//
// Newer firmware adds fields, older leaves some out: a field is looked up by index and kind, what
// lies between is skipped, and whether anything was skipped is remembered (see Fields::finish).
// Some blocks end in bytes that are not fields, as 111 of 0xA5 in the scene info of an empty page of a Paper
// Pro: what was read before them stands.
#pragma once

#include "base/bytes.hpp"

#include <compare>
#include <functional>
#include <optional>

namespace rmirror::v6 {

/// Names one thing in the CRDT. 0:0 is "none" or "the end", 0:1 the root of the tree.
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

/// The worst of what was passed over.
enum class Skipped : std::uint8_t { nothing, newer_fields, not_fields };

class Fields {
public:
    /// `skipped` is set when something was not understood; finish() looks at what is left.
    Fields(Bytes bytes, Skipped& skipped) : in_(bytes), skipped_(&skipped) {}

    /// Each looks for field `index`. Without it: nothing, and the place in the file stays. Where it is cut,
    /// or bytes that are not fields come first: nothing, and no field follows.
    std::optional<Id> find_id(std::uint64_t index);
    std::optional<std::uint32_t> find_u32(std::uint64_t index);
    std::optional<float> find_f32(std::uint64_t index);
    std::optional<double> find_f64(std::uint64_t index);
    std::optional<std::uint8_t> find_u8(std::uint64_t index);
    std::optional<Fields> find_part(std::uint64_t index);
    /// ErrorCode::truncated when the text is longer than its part.
    Result<std::optional<std::string>> find_string(std::uint64_t index);

    /// find_part() for a part whose absence means something: damage in its place is an error.
    Result<std::optional<Fields>> find_whole_part(std::uint64_t index);

    /// The same for what must be there, with ErrorCode::corrupt when the field is missing.
    Result<Id> id(std::uint64_t index);
    Result<std::uint32_t> u32(std::uint64_t index);
    Result<float> f32(std::uint64_t index);
    Result<double> f64(std::uint64_t index);
    Result<Fields> part(std::uint64_t index);

    /// Untagged content, for the few places that have it.
    ByteReader& raw() { return in_; }

    /// Call once everything known was read: what is left is noted as skipped.
    void finish();

private:
    /// Whether the next byte is the tag of that field, as it nearly always is; the tag is then taken.
    bool is_next(std::uint64_t index, Kind kind);
    /// Each takes the tag of field `index`, after which its value follows. find() and search() tell whether
    /// it is there, need() gives ErrorCode::corrupt where it is not; search() is the slow way, over other
    /// fields.
    bool find(std::uint64_t index, Kind kind);
    Result<Done> need(std::uint64_t index, Kind kind);
    Result<bool> search(std::uint64_t index, Kind kind);
    Result<Done> skip_value(std::uint8_t kind);
    Result<Fields> read_part();
    /// The value of a field that may be missing: a cut one is, with all behind it.
    template <typename T>
    std::optional<T> if_whole(Result<T> value);
    /// What is left holds no more fields.
    void give_up();

    ByteReader in_;
    Skipped* skipped_;
};

/// A string part's content: varuint length, one byte that is always 1, then the bytes that are returned:
/// UTF-8 if all is well. Reads `in` to there.
Result<Bytes> read_text(ByteReader& in);

}  // namespace rmirror::v6
