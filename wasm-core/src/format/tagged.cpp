// SPDX-License-Identifier: AGPL-3.0-or-later
#include "format/tagged.hpp"

#include "base/utf8.hpp"

#include <algorithm>

namespace rmirror::v6 {

Result<Id> read_id(ByteReader& in)
{
    Id id;
    id.author = TRY(in.u8());
    id.counter = TRY(in.varuint());
    return id;
}

Result<Done> Fields::skip_value(std::uint8_t kind)
{
    switch (static_cast<Kind>(kind)) {
        case Kind::byte1:
            return in_.skip(1);
        case Kind::byte4:
            return in_.skip(4);
        case Kind::byte8:
            return in_.skip(8);
        case Kind::part:
            return in_.skip(TRY(in_.u32()));
        case Kind::id:
            TRY(read_id(in_));
            return Done{};
    }
    return Error{ErrorCode::corrupt, "a field of unknown kind " + std::to_string(kind)};
}

bool Fields::is_next(std::uint64_t index, Kind kind)
{
    constexpr std::uint64_t kMaxInOneByte = 7;
    return index <= kMaxInOneByte &&
           in_.take_if(static_cast<std::uint8_t>(index << 4U | static_cast<std::uint8_t>(kind)));
}

Result<Done> Fields::need(std::uint64_t index, Kind kind)
{
    if (is_next(index, kind) || TRY(search(index, kind)))
        return Done{};
    return Error{ErrorCode::corrupt, "field " + std::to_string(index) + " is missing"};
}

bool Fields::find(std::uint64_t index, Kind kind)
{
    if (is_next(index, kind))
        return true;
    auto const found = search(index, kind);
    if (!found.ok())
        give_up();
    return found.ok() && found.value();
}

Result<bool> Fields::search(std::uint64_t index, Kind kind)
{
    while (!in_.at_end()) {
        auto const before = in_.position();
        auto const tag = TRY(in_.varuint());
        auto const found_index = tag >> 4U;
        auto const found_kind = static_cast<std::uint8_t>(tag & 0xfU);
        if (found_index == index && found_kind == static_cast<std::uint8_t>(kind))
            return true;
        if (found_index >= index) {
            in_.rewind(before);
            return false;
        }
        TRY(skip_value(found_kind));
        *skipped_ = std::max(*skipped_, Skipped::newer_fields);
    }
    return false;
}

template <typename T>
std::optional<T> Fields::if_whole(Result<T> value)
{
    if (value.ok())
        return std::move(value.value());
    give_up();
    return std::nullopt;
}

void Fields::give_up()
{
    *skipped_ = Skipped::not_fields;
    in_ = ByteReader(Bytes{});
}

std::optional<Id> Fields::find_id(std::uint64_t index)
{
    return find(index, Kind::id) ? if_whole(read_id(in_)) : std::nullopt;
}

std::optional<std::uint32_t> Fields::find_u32(std::uint64_t index)
{
    return find(index, Kind::byte4) ? if_whole(in_.u32()) : std::nullopt;
}

std::optional<float> Fields::find_f32(std::uint64_t index)
{
    return find(index, Kind::byte4) ? if_whole(in_.f32()) : std::nullopt;
}

std::optional<std::uint8_t> Fields::find_u8(std::uint64_t index)
{
    return find(index, Kind::byte1) ? if_whole(in_.u8()) : std::nullopt;
}

std::optional<Fields> Fields::find_part(std::uint64_t index)
{
    return find(index, Kind::part) ? if_whole(read_part()) : std::nullopt;
}

Result<std::optional<std::string>> Fields::find_string(std::uint64_t index)
{
    auto part = find_part(index);
    if (!part)
        return std::optional<std::string>{};
    auto const text = TRY(read_text(part->raw()));
    part->finish();
    return std::optional<std::string>(repair_utf8(text));
}

Result<std::optional<Fields>> Fields::find_whole_part(std::uint64_t index)
{
    if (!is_next(index, Kind::part) && !TRY(search(index, Kind::part)))
        return std::optional<Fields>{};
    return std::optional<Fields>(TRY(read_part()));
}

Result<Fields> Fields::read_part()
{
    auto const length = TRY(in_.u32());
    return Fields(TRY(in_.take(length)), *skipped_);
}

Result<Id> Fields::id(std::uint64_t index)
{
    TRY(need(index, Kind::id));
    return read_id(in_);
}

Result<std::uint32_t> Fields::u32(std::uint64_t index)
{
    TRY(need(index, Kind::byte4));
    return in_.u32();
}

Result<float> Fields::f32(std::uint64_t index)
{
    TRY(need(index, Kind::byte4));
    return in_.f32();
}

Result<double> Fields::f64(std::uint64_t index)
{
    TRY(need(index, Kind::byte8));
    return in_.f64();
}

Result<Fields> Fields::part(std::uint64_t index)
{
    TRY(need(index, Kind::part));
    return read_part();
}

void Fields::finish()
{
    if (!in_.at_end())
        *skipped_ = std::max(*skipped_, Skipped::newer_fields);
}

Result<Bytes> read_text(ByteReader& in)
{
    auto const length = TRY(in.varuint());
    TRY(in.skip(1));
    if (length > in.remaining())
        return Error{ErrorCode::truncated, "a text is longer than the part that holds it"};
    return in.take(static_cast<std::size_t>(length));
}

}  // namespace rmirror::v6
