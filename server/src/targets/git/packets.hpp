// SPDX-License-Identifier: AGPL-3.0-or-later
// The packets that Git's protocol consists of (gitprotocol-common: pkt-line).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::targets::git {

struct Packet {
    enum class Kind { data, flush, delimiter };

    Kind kind = Kind::data;
    std::string_view data = {};

    /// The data as a line, without its end.
    std::string_view line() const;
};

constexpr std::string_view kFlush = "0000";
constexpr std::string_view kDelimiter = "0001";

/// `data` as a packet. At most 65,516 bytes.
std::string packet(std::string_view data);

class PacketReader {
public:
    /// `bytes` must outlive this object and its packets.
    explicit PacketReader(std::string_view bytes) : rest_(bytes) {}

    /// nullopt at the end, and at what is no packet.
    std::optional<Packet> next();
    /// What next() has yet to read.
    std::string_view rest() const { return rest_; }

private:
    std::string_view rest_;
};

}  // namespace rmirror::targets::git
