// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/git/packets.hpp"

#include <array>
#include <charconv>
#include <stdexcept>

namespace rmirror::targets::git {

namespace {

constexpr std::size_t kLengthDigits = 4;
constexpr std::size_t kMaxPacketData = 65'516;

}  // namespace

std::string_view Packet::line() const
{
    return data.ends_with('\n') ? data.substr(0, data.size() - 1) : data;
}

std::string packet(std::string_view data)
{
    if (data.size() > kMaxPacketData)
        throw std::invalid_argument("a packet that is too long");
    constexpr std::string_view kDigits = "0123456789abcdef";
    auto const length = data.size() + kLengthDigits;
    std::string text;
    for (auto const shift : {12U, 8U, 4U, 0U})
        text += kDigits[(length >> shift) & 15U];
    return text.append(data);
}

std::optional<Packet> PacketReader::next()
{
    std::size_t length = 0;
    if (rest_.size() < kLengthDigits)
        return std::nullopt;
    auto const* const end = rest_.data() + kLengthDigits;
    auto const [read_to, error] = std::from_chars(rest_.data(), end, length, 16);
    if (error != std::errc() || read_to != end)
        return std::nullopt;
    if (length < kLengthDigits) {
        rest_.remove_prefix(kLengthDigits);
        return Packet{.kind = length == 1 ? Packet::Kind::delimiter : Packet::Kind::flush};
    }
    if (length > rest_.size())
        return std::nullopt;
    Packet const found{.data = rest_.substr(kLengthDigits, length - kLengthDigits)};
    rest_.remove_prefix(length);
    return found;
}

}  // namespace rmirror::targets::git
